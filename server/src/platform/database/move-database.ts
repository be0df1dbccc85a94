import { sql } from 'kysely';
import { DomainError } from '@gongkai/core';
import { withSession } from './copy-rows.js';
import { appliedMigrations, migrate, requireMigrated } from './migrate.js';
import { type Database } from './open-database.js';
import { type Connection, type Transaction } from './schema.js';
import { countRows, digestTable, listTables, type CatalogueTable } from './table-catalogue.js';
import { inTransaction } from './with-transaction.js';

/** Pages of 8 kB copied by one statement: PGlite holds what one yields in memory. */
const PAGES_AT_ONCE = 1_000;

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
  await requireEmpty(to.db);
  await requireSameTables(from.db, to.db);
  const moved = await inTransaction(
    from.db,
    (source) => inTransaction(to.db, (target) => copyEverything(source, target, onProgress)),
    { isolationLevel: 'repeatable read' },
  );
  // Without statistics the first queries would be planned for empty tables.
  await sql`analyze`.execute(to.db);
  return moved;
}

/** Migrates a database that has no tables yet, and refuses one that holds anything. */
async function requireEmpty(db: Connection): Promise<void> {
  const tables = await listTables(db);
  if (tables.length === 0) await migrate(db);
  else if ((await appliedMigrations(db)).length === 0) refuseFull(tables[0]?.name ?? '');
  else await requireMigrated(db);
  for (const { name } of await dataTables(db)) {
    if ((await countRows(db, name)) > 0) refuseFull(name);
  }
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

function refuseFull(table: string): never {
  throw new DomainError(
    'DATABASE_NOT_EMPTY',
    `目标数据库不是空的（表 ${table}）。请指定一个新建的空数据库或新目录，已有的数据不会被覆盖。`,
    { table },
  );
}

async function dataTables(db: Connection): Promise<readonly CatalogueTable[]> {
  return (await listTables(db)).filter(({ name }) => name !== 'migration');
}

async function copyEverything(
  source: Transaction,
  target: Transaction,
  onProgress: (progress: MoveProgress) => void,
): Promise<readonly MovedTable[]> {
  // What COPY and the digests write depends on these.
  for (const db of [source, target]) {
    await sql`set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1`.execute(
      db,
    );
  }
  const tables = await dataTables(source);
  const circular = circularKeys(tables);
  for (const { name } of tables) await setUserTriggers(target, name, 'disable');
  for (const [table, key] of circular) await setDeferrable(target, table, key, true);

  const moved: MovedTable[] = [];
  for (const [index, table] of tables.entries()) {
    const rows = await copyTable(source, target, table);
    onProgress({ table: table.name, position: index + 1, tables: tables.length, rows });
    moved.push({ table: table.name, rows, digest: await requireSame(source, target, table) });
  }

  await sql`set constraints all immediate`.execute(target);
  for (const [table, key] of circular) await setDeferrable(target, table, key, false);
  for (const { name } of tables) await setUserTriggers(target, name, 'enable');
  await setSequences(source, target);
  return moved;
}

async function copyTable(source: Transaction, target: Transaction, table: CatalogueTable): Promise<number> {
  const names = sql.join(table.columns.map((column) => sql.ref(column)));
  const into = sql`${sql.table(table.name)} (${names})`.compile(target.withoutPlugins()).sql;
  const { rows } = await sql<{ pages: number }>`
    select pg_relation_size(${table.name}::regclass) / current_setting('block_size')::int as pages
  `.execute(source);
  const pages = rows[0]?.pages ?? 0;
  async function* text(): AsyncGenerator<string> {
    for (let page = 0; page < pages; page += PAGES_AT_ONCE) {
      const range = sql`(select ${names} from ${sql.table(table.name)} where ctid >= ${tid(page)} and ctid < ${tid(page + PAGES_AT_ONCE)})`;
      yield* copyOutText(source, range.compile(source.withoutPlugins()).sql);
    }
  }
  return withSession(target, (session) => session.copyIn(into, text()));
}

/** The place of a table's first row on a page. */
function tid(page: number) {
  return sql.raw(`'(${page},0)'::tid`);
}

async function* copyOutText(db: Transaction, query: string): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  const chunks = await withSession(db, (session) => Promise.resolve(session.copyOut(query)));
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
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

/** Keys of tables that refer to themselves or to one another in a circle: checked at the end, as no order fits. */
function circularKeys(tables: readonly CatalogueTable[]): readonly (readonly [table: string, key: string])[] {
  const position = new Map(tables.map(({ name }, index) => [name, index]));
  return tables.flatMap(({ name, foreignKeys }) =>
    foreignKeys
      .filter(({ references }) => (position.get(references) ?? 0) >= (position.get(name) ?? 0))
      .map((key) => [name, key.name] as const),
  );
}

async function setDeferrable(
  db: Transaction,
  table: string,
  key: string,
  isDeferred: boolean,
): Promise<void> {
  const when = sql.raw(isDeferred ? 'deferrable initially deferred' : 'not deferrable');
  await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(key)} ${when}`.execute(
    db.withoutPlugins(),
  );
}

/** A trigger has already done its part in the source. */
async function setUserTriggers(db: Transaction, table: string, to: 'enable' | 'disable'): Promise<void> {
  await sql`alter table ${sql.table(table)} ${sql.raw(to)} trigger user`.execute(db.withoutPlugins());
}

async function setSequences(source: Transaction, target: Transaction): Promise<void> {
  const { rows } = await sql<{ name: string; last: number }>`
    select quote_ident(sequencename) as name, last_value as last
    from pg_sequences
    where schemaname = current_schema() and last_value is not null
  `.execute(source);
  for (const { name, last } of rows) await sql`select setval(${name}::regclass, ${last})`.execute(target);
}
