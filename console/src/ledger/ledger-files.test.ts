import { expect, test } from 'vitest';
import { registerFile, templateFile } from './ledger-files.js';

test('a file of the register has the filters and the order of the list, but every page', () => {
  expect(registerFile('CC-RS', 'csv', { year: '2019', sort: 'dueOn', after: 'k1' })).toBe(
    '/ledger-files/agencies/CC-RS/cases.csv?year=2019&sort=dueOn',
  );
  expect(registerFile('CC-RS', 'xlsx', {})).toBe('/ledger-files/agencies/CC-RS/cases.xlsx');
});

test('a template for each kind of ledger', () => {
  expect(templateFile('cases', 'xlsx')).toBe('/ledger-files/templates/cases.xlsx');
});
