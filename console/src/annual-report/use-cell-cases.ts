import type { CaseSummary, PresentedCellSource } from '@gongkai/core';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';

/** Summaries of the cases behind a cell, by number; one that can't be read stays a number. */
export function useCellCases(
  code: string,
  source: PresentedCellSource | null,
): ReadonlyMap<string, CaseSummary> {
  const [summaries, setSummaries] = useState<ReadonlyMap<string, CaseSummary>>(new Map());
  const ids = source?.kind === 'cases' ? source.ids.join('\n') : '';
  useEffect(() => {
    if (ids === '') return;
    const abort = new AbortController();
    const waiting = ids.split('\n');
    const readNext = async (): Promise<void> => {
      for (let caseId = waiting.shift(); caseId !== undefined; caseId = waiting.shift()) {
        const known = caseId;
        const detail = await call('getCase', { params: { code, caseId } }, { signal: abort.signal }).catch(
          () => null,
        );
        if (abort.signal.aborted) return;
        if (detail !== null) setSummaries((before) => new Map(before).set(known, detail));
      }
    };
    void Promise.all([readNext(), readNext(), readNext(), readNext()]);
    return () => abort.abort();
  }, [code, ids]);
  return summaries;
}
