import type { AttachmentKind, IntakePaper } from '@gongkai/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSearchParams } from 'wouter';
import { call } from '../api/call.js';
import { readTyped, type IntakeTyped } from './intake-typed.js';

/** A pause after which what was typed is kept. */
const PAUSE_MS = 1200;

/** What a form became: cases, or a demand or suggestion. */
export interface Became {
  readonly caseIds: readonly string[];
  readonly rightsRequestId: string | null;
}

interface Kept {
  readonly savedAt: string | null;
  readonly error: unknown;
}

/**
 * The form of the desk, kept on the server while it is filled in: a closed page or an ended session loses nothing. The
 * address names the draft.
 */
export function useIntakeDraft(code: string, empty: IntakeTyped) {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('draft');
  const [draftId] = useState(() => asked ?? crypto.randomUUID());
  const [typed, setTyped] = useState(empty);
  const [papers, setPapers] = useState<readonly IntakePaper[]>([]);
  const [became, setBecame] = useState<Became | null>(null);
  const [isReading, setReading] = useState(asked !== null);
  const [kept, setKept] = useState<Kept>({ savedAt: null, error: null });
  const isTouched = useRef(false);
  // While it is being registered nothing more is kept: the draft may be gone before the answer comes.
  const isSending = useRef(false);

  useEffect(() => {
    if (asked === null) {
      setSearch((before) => ({ ...Object.fromEntries(before), draft: draftId }), { replace: true });
      return;
    }
    call('getIntakeDraft', { params: { code, draftId } })
      .then((draft) => {
        setTyped((before) => readTyped(draft.typed, before));
        setPapers(draft.papers);
        const { caseIds, rightsRequestId } = draft;
        setBecame(caseIds === null ? null : { caseIds, rightsRequestId });
        setKept({ savedAt: draft.savedAt, error: null });
      })
      // One that is not there yet, or is gone, is an empty form.
      .catch(() => undefined)
      .finally(() => setReading(false));
    // Read once: from then on the page knows better than the server.
  }, []);

  useEffect(() => {
    if (!isTouched.current || became !== null) return;
    const timer = setTimeout(() => {
      if (isSending.current) return;
      call('saveIntakeDraft', { params: { code, draftId }, body: { typed: JSON.stringify(typed) } })
        .then(({ savedAt }) => setKept({ savedAt, error: null }))
        .catch((error: unknown) => setKept((before) => ({ ...before, error })));
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, became, code, draftId]);

  const set = useCallback((change: Partial<IntakeTyped>): void => {
    isTouched.current = true;
    setTyped((before) => ({ ...before, ...change }));
  }, []);
  const addPaper = useCallback(
    async (kind: AttachmentKind, file: File): Promise<void> => {
      const paper = await call('uploadIntakePaper', { params: { code, draftId, kind }, body: file });
      setPapers((before) => [...before, paper]);
    },
    [code, draftId],
  );
  const dropPaper = useCallback(
    async (fileId: string): Promise<void> => {
      await call('removeIntakePaper', { params: { code, draftId, fileId } });
      setPapers((before) => before.filter((paper) => paper.fileId !== fileId));
    },
    [code, draftId],
  );
  const send = useCallback(async (register: () => Promise<Became>): Promise<void> => {
    isSending.current = true;
    try {
      setBecame(await register());
    } catch (error) {
      // What was typed last is kept after all.
      setTyped((before) => ({ ...before }));
      throw error;
    } finally {
      isSending.current = false;
    }
  }, []);
  return { draftId, typed, set, send, papers, addPaper, dropPaper, became, kept, isReading };
}
