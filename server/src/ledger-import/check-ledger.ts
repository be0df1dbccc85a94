import { DomainError } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { withKind, type ImportContext, type LedgerKind } from './ledger-kinds.js';
import { ledgerRows, type LedgerFile } from './ledger-rows.js';
import { countHeadings, matchColumns, type ColumnMatch } from './match-columns.js';
import { addFault, fieldsOf, orderedFaults, type Fields } from './read-fields.js';
import type { LedgerImportKind, RowFault } from './table.js';

/** Rows that are held at once. */
const ROWS_AT_ONCE = 2000;
/** Headings stand among the first rows; a title may come before. */
const MOST_TITLE_ROWS = 10;
/** More faults than anybody reads. */
const MOST_FAULTS = 1000;

/** An entry with the fields it was read from, which collect its faults. */
export interface ReadEntry<T> {
  readonly entry: T;
  readonly fields: Fields;
}

/**
 * Every fault of a file, each with its line: of its headings, of each row, of ids that come twice or are taken.
 * Nothing is written.
 */
export async function checkLedger(
  ctx: Pick<AppContext, 'db'>,
  run: ImportContext,
  kind: LedgerImportKind,
  file: LedgerFile,
  onProgress: (rows: number) => void,
): Promise<RowFault[]> {
  return withKind(kind, async (ledger) => {
    const faults: RowFault[] = [];
    const seen = new Map<string, number>();
    let rows = 0;
    let found = 0;
    try {
      for await (const entries of entriesOf(file, kind, ledger, run)) {
        for (const { entry, fields } of entries) {
          const fault = fields.faults.length > 0 ? null : (ledger.faultOf?.(entry, run) ?? null);
          if (fault !== null) addFault(fields, null, fault);
        }
        await checkIds(ctx, ledger, entries, seen, run.agency.code);
        await ledger.checkReferences?.(ctx.db, run.agency.code, entries);
        const ofRows = entries.flatMap(({ fields }) => orderedFaults(fields));
        found += ofRows.length;
        faults.push(...ofRows.slice(0, MOST_FAULTS - faults.length));
        rows += entries.length;
        onProgress(rows);
      }
    } catch (error) {
      if (error instanceof HeadingError) return [...error.faults];
      throw error;
    }
    if (rows === 0) return [{ line: 0, column: null, message: '文件没有数据行，请核对。' }];
    if (found > faults.length) {
      faults.push({ line: 0, column: null, message: `共有 ${found} 处错误，以上列出前 ${MOST_FAULTS} 处。` });
    }
    return faults;
  });
}

/** The entries of a file, some at a time. @throws HeadingError */
export async function* entriesOf<T>(
  file: LedgerFile,
  kind: LedgerImportKind,
  ledger: LedgerKind<T>,
  run: ImportContext,
): AsyncGenerator<ReadEntry<T>[]> {
  let columns: ColumnMatch | null = null;
  let rowsBefore = 0;
  let entries: ReadEntry<T>[] = [];
  for await (const row of ledgerRows(file)) {
    if (columns === null) {
      rowsBefore += 1;
      if (countHeadings(row, kind) < 2) {
        if (rowsBefore === MOST_TITLE_ROWS) break;
        continue;
      }
      columns = matchColumns(row, kind);
      if (columns.faults.length > 0) throw new HeadingError(columns.faults);
      continue;
    }
    const fields = fieldsOf(row, kind, columns);
    entries.push({ entry: ledger.read(fields, row, columns, run), fields });
    if (entries.length < ROWS_AT_ONCE) continue;
    yield entries;
    entries = [];
  }
  if (columns === null) {
    throw new DomainError('UNREADABLE_FILE', '前几行里没有找到列名。请下载模板，按模板的列名填写后再导入。');
  }
  if (entries.length > 0) yield entries;
}

/** The headings can't be used, so no row was read. */
class HeadingError extends Error {
  constructor(readonly faults: readonly RowFault[]) {
    super('headings');
    this.name = 'HeadingError';
  }
}

async function checkIds<T>(
  ctx: Pick<AppContext, 'db'>,
  ledger: LedgerKind<T>,
  entries: readonly ReadEntry<T>[],
  seen: Map<string, number>,
  agencyCode: string,
): Promise<void> {
  const ids = entries.map(({ entry }) => ledger.idOf(entry)).filter((id) => id !== '');
  const existing = await ledger.listExistingIds(ctx.db, agencyCode, ids);
  for (const { entry, fields } of entries) {
    const id = ledger.idOf(entry);
    if (id === '') continue;
    const line = seen.get(id);
    if (line !== undefined) addFault(fields, ledger.idKey, `编号“${id}”与第 ${line} 行重复。`);
    else seen.set(id, fields.line);
    if (existing.has(id)) addFault(fields, ledger.idKey, `编号“${id}”已经登记过，不能重复导入。`);
  }
}
