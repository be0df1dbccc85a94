import { CASE_STATUSES, rowName, TABLE3_COLUMN_LABELS, type CaseSummary } from '@gongkai/core';
import { call } from '../api/call.js';
import type { CaseFilters } from './register-filters.js';

const PAGE_SIZE = 200;

const COLUMNS: readonly (readonly [string, (found: CaseSummary) => string])[] = [
  ['编号', ({ caseId }) => caseId],
  ['申请人', ({ applicantName }) => applicantName ?? ''],
  ['申请人类别', ({ applicantClass }) => TABLE3_COLUMN_LABELS[applicantClass].zh],
  ['申请内容', ({ request }) => request ?? ''],
  ['收到日期', ({ receivedOn }) => receivedOn ?? ''],
  ['答复期限', ({ dueOn }) => dueOn ?? ''],
  ['办结日期', ({ closedOn }) => closedOn ?? ''],
  ['状态', ({ status }) => CASE_STATUSES[status]],
  ['是否按期', ({ inTime }) => (inTime === null ? '' : inTime ? '按期' : '超期')],
  ['办理结果', ({ row }) => (row === null ? '' : rowName(row))],
];

/** Every case that the filters show, in their order, page after page. */
export async function readAllCases(
  code: string,
  filters: CaseFilters,
  onProgress: (read: number) => void,
): Promise<CaseSummary[]> {
  const { after: _, ...shown } = filters;
  const cases: CaseSummary[] = [];
  let after: string | undefined;
  do {
    const page = await call('listCases', { params: { code }, query: { ...shown, after, limit: PAGE_SIZE } });
    cases.push(...page.items);
    onProgress(cases.length);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return cases;
}

/** Head and rows as text. */
export function caseRows(cases: readonly CaseSummary[]): string[][] {
  return [
    COLUMNS.map(([title]) => title),
    ...cases.map((found) => COLUMNS.map(([, textOf]) => textOf(found))),
  ];
}

/** A field of a csv file; one that a spreadsheet would take for a formula is kept as text. */
function csvField(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A csv file that spreadsheets open with its Chinese intact. */
export function toCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(csvField).join(',')).join('\r\n')}\r\n`;
}
