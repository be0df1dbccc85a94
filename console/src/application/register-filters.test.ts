import { expect, test } from 'vitest';
import {
  changeFilter,
  chipsOf,
  readFilters,
  readRegister,
  writeFilters,
  writeRegister,
} from './register-filters.js';

const search = (text: string): URLSearchParams => new URLSearchParams(text);

test('filters survive the way through the address', () => {
  const text =
    'year=2019&cell=table3.granted.total&status=closed&applicantClass=research&finding=alreadyPublic&overdue=false&q=规划&sort=dueOn&after=k1';
  const filters = readFilters(search(text));
  expect(filters).toEqual({
    year: 2019,
    cell: 'table3.granted.total',
    status: 'closed',
    applicantClass: 'research',
    finding: 'alreadyPublic',
    overdue: false,
    q: '规划',
    sort: 'dueOn',
    after: 'k1',
  });
  expect(readFilters(new URLSearchParams(writeFilters(filters)))).toEqual(filters);
});

test('what means nothing is left out and spoils nothing', () => {
  expect(readFilters(search('status=unknown&year=abc&q=x&colour=red'))).toEqual({ q: 'x' });
  expect(readFilters(search(''))).toEqual({});
});

test('a cell needs its year', () => {
  expect(readFilters(search('cell=table3.granted.total'))).toEqual({});
  const filters = readFilters(search('year=2019&cell=table3.granted.total'));
  expect(changeFilter(filters, 'year', undefined)).toEqual({});
});

test('a changed filter begins at the first page and keeps the order', () => {
  const filters = readFilters(search('status=closed&sort=dueOn&after=k1'));
  expect(changeFilter(filters, 'q', '规划')).toEqual({ status: 'closed', sort: 'dueOn', q: '规划' });
  expect(changeFilter(filters, 'status', undefined)).toEqual({ sort: 'dueOn' });
});

test('each filter is a chip in words; order and page are none', () => {
  const filters = readFilters(search('year=2019&cell=table3.granted.total&overdue=true&sort=dueOn&after=k1'));
  expect(chipsOf(filters)).toEqual([
    { key: 'year', text: '2019年度在办或者办结' },
    { key: 'cell', text: '计入表三“三、（一）予以公开”的“总计”' },
    { key: 'overdue', text: '已超过期限' },
  ]);
});

test('the register is of the year of its place until the year is taken off', () => {
  const filters = readRegister(search('status=closed'), 2026);
  expect(filters).toEqual({ status: 'closed', year: 2026 });
  expect(readRegister(search('year=2019'), 2026)).toEqual({ year: 2019 });
  expect(readRegister(search('year=abc&cell=table3.granted.total'), 2026)).toEqual({
    year: 2026,
    cell: 'table3.granted.total',
  });
  const every = writeRegister(changeFilter(filters, 'year', undefined));
  expect(every).toEqual({ year: 'all', status: 'closed' });
  expect(readRegister(new URLSearchParams(every), 2026)).toEqual({ status: 'closed' });
  expect(readRegister(new URLSearchParams(writeRegister(filters)), 2025)).toEqual(filters);
});
