import { DomainError } from '@gongkai/core';
import { requireMigrated } from './migrate.js';
import { type Database } from './open-database.js';
import { type Connection, type Transaction } from './schema.js';
import { digestTable, type CatalogueTable } from './table-catalogue.js';
import {
  dataTables,
  fillTable,
  fillTables,
  listSequences,
  prepareEmpty,
  readTable,
  renewStatistics,
  setSequences,
  useTransferFormats,
} from './table-transfer.js';
import { inTransaction } from './with-transaction.js';

export interface MoveProgress {
  readonly table: string;
  /** From 1 to `tables`. */
  readonly position: number;
  readonly tables: number;
  readonly rows: number;
}

export interface MovedTable {
  readonly table: string;
  readonly rows: number;
  readonly digest: string;
}

/**
 * Copies everything from one database to another that is empty: one snapshot of the source, one transaction of
 * the target, so that a move which fails leaves the target as it was. Counts and digests of every table are
 * compared before it is confirmed. The source is left as it is; on PGlite its other users wait.
 */
export async function moveDatabase(
  from: Database,
  to: Database,
  onProgress: (progress: MoveProgress) => void = () => undefined,
): Promise<readonly MovedTable[]> {
  await requireMigrated(from.db);
  await prepareEmpty(to.db);
  await requireSameTables(from.db, to.db);
  const moved = await inTransaction(
    from.db,
    (source) => inTransaction(to.db, (target) => copyEverything(source, target, onProgress)),
    { isolationLevel: 'repeatable read' },
  );
  await renewStatistics(to.db);
  return moved;
}

/** A table that the migrations did not make was made by hand; leaving it behind silently would lose it. */
async function requireSameTables(from: Connection, to: Connection): Promise<void> {
  const describe = ({ name, columns }: CatalogueTable): string => `${name}（${columns.join('、')}）`;
  const known = new Set((await dataTables(to)).map(describe));
  const unknown = (await dataTables(from)).find((table) => !known.has(describe(table)));
  if (unknown === undefined) return;
  throw new DomainError(
    'DATABASE_DIFFERENT',
    `原数据库中的表 ${unknown.name} 不是由本程序建立的，或列与程序不同，不能迁移。请先另行导出并删除它，再迁移。`,
    { table: unknown.name },
  );
}

async function copyEverything(
  source: Transaction,
  target: Transaction,
  onProgress: (progress: MoveProgress) => void,
): Promise<readonly MovedTable[]> {
  await useTransferFormats(source);
  const tables = await dataTables(source);
  const moved: MovedTable[] = [];
  await fillTables(target, tables, async (table) => {
    const rows = await fillTable(target, table, readTable(source, table));
    onProgress({ table: table.name, position: moved.length + 1, tables: tables.length, rows });
    moved.push({ table: table.name, rows, digest: await requireSame(source, target, table) });
  });
  await setSequences(target, await listSequences(source));
  return moved;
}

async function requireSame(source: Transaction, target: Transaction, table: CatalogueTable): Promise<string> {
  const [before, after] = [await digestTable(source, table), await digestTable(target, table)];
  if (before.count === after.count && before.digest === after.digest) return after.digest;
  throw new DomainError(
    'DATABASE_DIFFERENT',
    `表 ${table.name} 迁移后与原来不一致（原 ${before.count} 行，现 ${after.count} 行），已放弃迁移，目标数据库恢复为空。`,
    { table: table.name, before: before.count, after: after.count },
  );
}
