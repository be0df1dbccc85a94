import { expect, test } from 'vitest';
import { changeAuditFilter, readAuditFilters, writeAuditFilters } from './audit-filters.js';

test('the address holds what means something', () => {
  const search = new URLSearchParams('kind=case.viewed&from=2026-03-02&to=yesterday&actor=&after=k');
  const filters = readAuditFilters(search);
  expect(filters).toEqual({ kind: 'case.viewed', from: '2026-03-02', after: 'k' });
  expect(writeAuditFilters(filters)).toEqual({ kind: 'case.viewed', from: '2026-03-02', after: 'k' });
});

test('a changed filter begins at the first page, an empty one is off', () => {
  const filters = readAuditFilters(new URLSearchParams('kind=case.viewed&after=k'));
  expect(changeAuditFilter(filters, 'actor', 'u-1')).toEqual({ kind: 'case.viewed', actor: 'u-1' });
  expect(changeAuditFilter(filters, 'kind', '')).toEqual({});
});
