import type { PresentedAuditRecord } from '@gongkai/core';
import { expect, test } from 'vitest';
import { detailWords, subjectWords } from './audit-words.js';

function words(details: Record<string, unknown>): string {
  return detailWords({ details, names: {} } as unknown as PresentedAuditRecord);
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

test('accounts are shown by their names, roles as they are called', () => {
  const record = {
    subject: { type: 'role', id: '0190-grant' },
    details: { accountId: '0190-person', role: 'officeHead', unitCode: null },
    names: { '0190-person': '闻人示文' },
  } as unknown as PresentedAuditRecord;
  expect(detailWords(record)).toMatch(/：闻人示文；.*：公开机构负责人$/);
  expect(subjectWords(record)).toMatch(/公开机构负责人$/);
  const account = { ...record, subject: { type: 'account', id: '0190-person' } } as const;
  expect(subjectWords(account)).toMatch(/闻人示文$/);
  expect(subjectWords({ ...account, names: {} })).toMatch(/0190-person$/);
});
