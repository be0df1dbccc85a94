import { expect, test } from 'vitest';
import { addressOf } from './request.js';

test('parameters stand in the path, encoded', () => {
  expect(addressOf('getCase', { code: 'CC-RS', caseId: '依申请〔2019〕1号/2' })).toBe(
    '/api/v1/agencies/CC-RS/cases/%E4%BE%9D%E7%94%B3%E8%AF%B7%E3%80%942019%E3%80%951%E5%8F%B7%2F2',
  );
});

test('empty answers are left out of the query, false and zero are not', () => {
  const query = { year: 2019, q: '', cell: undefined, overdue: false, limit: 0 };
  expect(addressOf('listCases', { code: 'CC' }, query)).toBe(
    '/api/v1/agencies/CC/cases?year=2019&overdue=false&limit=0',
  );
});

test('a path without its parameter is refused before it is sent', () => {
  expect(() => addressOf('getCase', { code: 'CC-RS' })).toThrow('getCase needs caseId');
});

test('a path without parameters stays as it is', () => {
  expect(addressOf('getStatus')).toBe('/api/v1/status');
});
