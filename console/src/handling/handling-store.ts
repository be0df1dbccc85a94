import type { CaseHandling } from '@gongkai/core';
import { useEffect, useSyncExternalStore } from 'react';
import { call } from '../api/call.js';
import type { Loaded } from '../api/use-call.js';

interface Held {
  readonly key: string;
  readonly data: CaseHandling | null;
  readonly error: unknown;
  readonly isLoading: boolean;
}

const NOTHING: Held = { key: '', data: null, error: null, isLoading: false };
let held: Held = NOTHING;
const listeners = new Set<() => void>();

function set(next: Held): void {
  held = next;
  for (const listener of listeners) listener();
}

function load(key: string, code: string, caseId: string): void {
  set({ key, data: held.key === key ? held.data : null, error: null, isLoading: true });
  call('getHandling', { params: { code, caseId } })
    .then((data) => held.key === key && set({ key, data, error: null, isLoading: false }))
    .catch((error: unknown) => held.key === key && set({ ...held, error, isLoading: false }));
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    // The next visit asks anew: others work on the case too.
    if (listeners.size === 0) held = NOTHING;
  };
}

/** The handling of one case, asked for once however many parts of its page show it: each asking is a recorded look. */
export function useHandling(code: string, caseId: string): Loaded<CaseHandling> {
  const key = `${code} ${caseId}`;
  const now = useSyncExternalStore(subscribe, () => held);
  useEffect(() => {
    if (held.key !== key) load(key, code, caseId);
  }, [key, code, caseId]);
  const isCurrent = now.key === key;
  return {
    data: isCurrent ? now.data : null,
    error: isCurrent ? now.error : null,
    isLoading: !isCurrent || now.isLoading,
    reload: () => load(key, code, caseId),
    put: (data) => set({ key, data, error: null, isLoading: false }),
  };
}
