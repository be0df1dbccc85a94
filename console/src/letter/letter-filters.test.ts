import { expect, test } from 'vitest';
import { changeLetterFilter, readLetterFilters, writeLetterFilters } from './letter-filters.js';

test('filters come from the address and go back into it the same', () => {
  const address = 'kind=replyRefuse&status=served&year=2026&q=12%E5%8F%B7&sort=number';
  const filters = readLetterFilters(new URLSearchParams(address));
  expect(filters).toEqual({ kind: 'replyRefuse', status: 'served', year: 2026, q: '12号', sort: 'number' });
  expect(writeLetterFilters(filters).toString()).toBe(address);
});

test('a value that means nothing is left out and does not break the others', () => {
  const filters = readLetterFilters(new URLSearchParams('kind=nonsense&status=voided&year=x'));
  expect(filters).toEqual({ status: 'voided' });
});

test('a changed filter begins at the first page', () => {
  const filters = readLetterFilters(new URLSearchParams('after=2026~a&status=served'));
  expect(changeLetterFilter(filters, 'waiting', 'seal')).toEqual({ status: 'served', waiting: 'seal' });
  expect(changeLetterFilter(filters, 'status', undefined)).toEqual({});
});
