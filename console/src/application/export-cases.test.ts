import { parseLocalDate, type CaseSummary } from '@gongkai/core';
import { expect, test } from 'vitest';
import { caseRows, toCsv } from './export-cases.js';

const CASE: CaseSummary = {
  caseId: 'CC-1',
  applicantClass: 'naturalPerson',
  applicantName: '演＊',
  request: '=HYPERLINK("x"),\n二行',
  topic: null,
  unitCode: null,
  receivedOn: parseLocalDate('2026-03-02'),
  dueOn: null,
  closedOn: null,
  status: 'processing',
  row: null,
  inTime: false,
};

test('a row of the export holds what the list shows', () => {
  const [head, row] = caseRows([CASE]);
  expect(head?.slice(0, 2)).toEqual(['编号', '申请人']);
  expect(row).toEqual(['CC-1', '演＊', '自然人', CASE.request, '2026-03-02', '', '', '办理中', '超期', '']);
});

test('a csv keeps commas, quotes and lines inside their field, and makes no formula', () => {
  expect(toCsv([['a', '=1+1', 'b"c', 'd,e']])).toBe('\uFEFFa,\'=1+1,"b""c","d,e"\r\n');
});
