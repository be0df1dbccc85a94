import type { PresentedAuditRecord } from '@gongkai/core';
import { expect, test } from 'vitest';
import { detailWords } from './audit-words.js';

function words(details: Record<string, unknown>): string {
  return detailWords({ details } as PresentedAuditRecord);
}

test('particulars are named in Chinese, lists and yes or no are written out, what is empty is left out', () => {
  expect(words({ year: 2025, version: 2, formats: ['docx', 'pdf'] })).toBe(
    '年度：2025；版次：2；格式：docx、pdf',
  );
  expect(words({ records: 100, isIntact: false, firstBroken: 7 })).toBe(
    '记录数：100；完好：否；最先有误的序号：7',
  );
  expect(words({ partyId: null, filters: [], count: 0 })).toBe('条数：0');
});
