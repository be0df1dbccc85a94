import type { ApiRouteName } from '@gongkai/core';
import { useCallback, useEffect, useState } from 'react';
import { call } from './call.js';
import type { AnswerOf, RequestOf } from './request.js';

/** A call that a page shows: what came last, what went wrong, and whether one is under way. */
export interface Loaded<T> {
  readonly data: T | null;
  readonly error: unknown;
  readonly isLoading: boolean;
  readonly reload: () => void;
  /** Takes an answer that a change returned, so that it need not be asked for again. */
  readonly put: (data: T) => void;
}

interface State<T> {
  readonly key: string;
  readonly data: T | null;
  readonly error: unknown;
}

/** Calls when the request changes; what was shown stays until the new answer is there, unless another thing is meant. */
export function useCall<N extends ApiRouteName>(name: N, request: RequestOf<N> | null): Loaded<AnswerOf<N>> {
  const key = request === null ? '' : JSON.stringify([name, request]);
  const [round, setRound] = useState(0);
  const [state, setState] = useState<State<AnswerOf<N>>>({ key: '', data: null, error: null });
  const [settled, setSettled] = useState('');
  const wanted = `${round} ${key}`;

  useEffect(() => {
    if (key === '') return;
    const abort = new AbortController();
    const [, sent] = JSON.parse(key) as [N, RequestOf<N>];
    call(name, sent, { signal: abort.signal })
      .then((data) => setState({ key, data, error: null }))
      .catch((error: unknown) => {
        if (abort.signal.aborted) return;
        // What is on the page stays when asking for it again fails.
        setState((before) => ({ key, data: before.key === key ? before.data : null, error }));
      })
      .finally(() => {
        if (!abort.signal.aborted) setSettled(wanted);
      });
    return () => abort.abort();
  }, [name, key, wanted]);

  const reload = useCallback(() => setRound((value) => value + 1), []);
  const put = useCallback((data: AnswerOf<N>) => setState({ key, data, error: null }), [key]);
  const isCurrent = state.key === key;
  return {
    data: isCurrent ? state.data : null,
    error: isCurrent ? state.error : null,
    isLoading: key !== '' && settled !== wanted,
    reload,
    put,
  };
}
