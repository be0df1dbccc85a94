import { IGNORED_HEADINGS, LEDGER_COLUMNS, type LedgerColumn } from './columns.data.js';
import type { LedgerRow } from './ledger-row.js';
import type { LedgerImportKind, RowFault } from './table.js';

/** Which column of the dictionary stands where; headings that no column has, by their place. */
export interface ColumnMatch {
  readonly positions: ReadonlyMap<string, number>;
  readonly unknown: ReadonlyMap<number, string>;
  readonly faults: readonly RowFault[];
}

/** A heading without spaces, brackets and what stands in them, and signs that say nothing. */
function normaliseHeading(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/\([^)]*\)|\[[^\]]*\]/g, '')
    .replaceAll(/[\s*:：/、.]/g, '');
}

/** How many headings of the dictionary a row holds: the row of headings holds at least two, a title none. */
export function countHeadings(row: LedgerRow, kind: LedgerImportKind): number {
  return row.cells.filter((cell) => findColumn(cell, kind) !== undefined).length;
}

/** Finds the columns in the row of headings; what is missing, repeated or unknown is a fault. */
export function matchColumns(row: LedgerRow, kind: LedgerImportKind): ColumnMatch {
  const positions = new Map<string, number>();
  const unknown = new Map<number, string>();
  const faults: RowFault[] = [];
  const fault = (column: string | null, message: string): void => {
    faults.push({ line: row.line, column, message });
  };
  for (const [position, cell] of row.cells.entries()) {
    const column = findColumn(cell, kind);
    if (column !== undefined) {
      if (positions.has(column.key)) fault(cell, `“${column.heading}”列出现两次，请只保留一列。`);
      positions.set(column.key, position);
    } else if (cell !== '' && !IGNORED_HEADINGS.includes(normaliseHeading(cell))) {
      unknown.set(position, cell);
      // Facts keep whatever an old system says; elsewhere an unread column could be a misspelt one.
      if (kind !== 'facts')
        fault(cell, '不认识这一列：请改为模板中的列名；不需要导入的，请删除该列或者改名为“备注”。');
    }
  }
  for (const { key, heading, isRequired } of LEDGER_COLUMNS[kind]) {
    if (isRequired === true && !positions.has(key)) fault(heading, `缺少“${heading}”列，请按模板补上。`);
  }
  return { positions, unknown, faults };
}

function findColumn(cell: string, kind: LedgerImportKind): LedgerColumn | undefined {
  const heading = normaliseHeading(cell);
  if (heading === '') return undefined;
  const columns = LEDGER_COLUMNS[kind];
  return columns.find((it) => it.heading === heading) ?? columns.find((it) => it.synonyms.includes(heading));
}
