import type { SimilarRequest } from '@gongkai/core';
import { expect, test } from 'vitest';
import { adviceOn } from './SimilarList.js';

const it: SimilarRequest = {
  ...{ source: 'case', caseId: 'YSJ-2026-0001', grade: 'same', share: 1, receivedOn: null, status: 'closed' },
  ...{ repliedOn: null, row: null, isSameApplicant: false, mayBeRepeat: false, isReceivedSameDay: false },
  ...{ here: [], there: [] },
};

test('only what meets every condition of the article is called a repeat', () => {
  expect(adviceOn({ ...it, mayBeRepeat: true })).toContain('第三十六条第（六）项');
  for (const other of [
    it,
    { ...it, isSameApplicant: true },
    { ...it, isSameApplicant: true, isReceivedSameDay: true },
    { ...it, grade: 'otherNumber' as const },
  ]) {
    expect(adviceOn(other)).not.toContain('第三十六条第（六）项');
  }
});
