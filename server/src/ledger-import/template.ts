import { LEDGER_COLUMNS } from './columns.data.js';
import type { LedgerImportKind } from './table.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';

/** Ways in which a table leaves the system. */
export const TABLE_FORMATS = ['csv', 'xlsx'] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

export const LEDGER_KIND_LABELS = {
  cases: '申请台账',
  facts: '旧系统案件',
  remedies: '复议诉讼台账',
  administrativeRecords: '主动公开统计台账',
} as const satisfies Record<LedgerImportKind, string>;

/** An empty ledger to fill in: the headings and, in a spreadsheet, how each column is filled in. */
export function ledgerTemplate(kind: LedgerImportKind, format: TableFormat): AsyncIterable<Uint8Array> {
  const columns = LEDGER_COLUMNS[kind];
  const headings = columns.map(({ heading }) => heading);
  if (format === 'csv') return writeCsv([headings]);
  const explanations = columns.map(({ heading, isRequired, hint, example, synonyms }) => [
    heading,
    isRequired === true ? '必填' : '',
    hint,
    example,
    synonyms.join('、'),
  ]);
  return writeXlsx([
    {
      name: LEDGER_KIND_LABELS[kind],
      widths: headings.map((heading) => Math.max(12, heading.length * 2 + 2)),
      rows: [headings],
    },
    {
      name: '填写说明',
      widths: [24, 8, 70, 24, 60],
      rows: [['列名', '必填', '内容', '举例', '也可以写作'], ...explanations],
    },
  ]);
}
