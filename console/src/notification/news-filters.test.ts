import { describe, expect, test } from 'vitest';
import { changeNewsFilter, consolePath, readNewsFilters } from './news-filters.js';

describe('filters of the news', () => {
  test('come from the address; what is none is left out', () => {
    expect(readNewsFilters(new URLSearchParams('kind=case.due&unread=true&after=a%2Fb'))).toEqual({
      kind: 'case.due',
      unread: 'true',
      after: 'a/b',
    });
    expect(readNewsFilters(new URLSearchParams('kind=toString&unread=perhaps&after='))).toEqual({});
  });

  test('another filter begins at the first page', () => {
    const filters = { kind: 'case.due', after: 'x' } as const;
    expect(changeNewsFilter(filters, 'unread', 'true')).toEqual({ kind: 'case.due', unread: 'true' });
    expect(changeNewsFilter(filters, 'kind', '')).toEqual({});
  });
});

test('a subject in the console is a page of it, the account is not', () => {
  expect(consolePath('/console/agencies/A/2026/report')).toEqual({
    isOfConsole: true,
    href: '/agencies/A/2026/report',
  });
  expect(consolePath('/account')).toEqual({ isOfConsole: false, href: '/account' });
});
