import { sql } from 'kysely';
import { DomainError } from '@gongkai/core';
import { withSession } from './copy-rows.js';
import { appliedMigrations, migrate, requireMigrated } from './migrate.js';
import { MIGRATIONS, type Migration } from './migration-list.js';
import { type Connection, type Transaction } from './schema.js';
import { countRows, listTables, type CatalogueTable } from './table-catalogue.js';

// What a move and a backup share: whole tables out of one snapshot, and into an empty database.

/** Pages of 8 kB copied by one statement: PGlite holds what one yields in memory. */
const PAGES_AT_ONCE = 1_000;

/** The tables that hold data; which migrations were applied is not copied but done again. */
export async function dataTables(db: Connection): Promise<readonly CatalogueTable[]> {
  return (await listTables(db)).filter(({ name }) => name !== 'migration');
}

/**
 * Brings a database that has no tables yet up to the migrations given, and refuses one that holds anything.
 * @throws DomainError DATABASE_NOT_EMPTY, DATABASE_BEHIND, DATABASE_AHEAD
 */
export async function prepareEmpty(
  db: Connection,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const tables = await listTables(db);
  if (tables.length === 0) await migrate(db, migrations);
  else if ((await appliedMigrations(db)).length === 0) refuseFull(tables[0]?.name ?? '');
  else await requireMigrated(db, migrations);
  for (const { name } of await dataTables(db)) {
    if ((await countRows(db, name)) > 0) refuseFull(name);
  }
}

function refuseFull(table: string): never {
  throw new DomainError(
    'DATABASE_NOT_EMPTY',
    `目标数据库不是空的（表 ${table}）。请指定一个新建的空数据库或新目录，已有的数据不会被覆盖。`,
    { table },
  );
}

/** What COPY and the digests of rows write depends on these; for the length of the transaction. */
export async function useTransferFormats(db: Transaction): Promise<void> {
  await sql`set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local bytea_output = 'hex'; set local extra_float_digits = 1`.execute(
    db,
  );
}

/** The rows of a table as this transaction sees them, in COPY's text format. */
export async function* readTable(source: Transaction, table: CatalogueTable): AsyncGenerator<Uint8Array> {
  const names = namesOf(table);
  const { rows } = await sql<{ pages: number }>`
    select pg_relation_size(${table.name}::regclass) / current_setting('block_size')::int as pages
  `.execute(source);
  const pages = rows[0]?.pages ?? 0;
  for (let page = 0; page < pages; page += PAGES_AT_ONCE) {
    const range = sql`(select ${names} from ${sql.table(table.name)} where ctid >= ${tid(page)} and ctid < ${tid(page + PAGES_AT_ONCE)})`;
    const query = range.compile(source.withoutPlugins()).sql;
    yield* await withSession(source, (session) => Promise.resolve(session.copyOut(query)));
  }
}

/** @param bytes rows in COPY's text format, cut anywhere @returns how many rows */
export function fillTable(
  target: Transaction,
  table: CatalogueTable,
  bytes: AsyncIterable<Uint8Array>,
): Promise<number> {
  const into = sql`${sql.table(table.name)} (${namesOf(table)})`.compile(target.withoutPlugins()).sql;
  return withSession(target, (session) => session.copyIn(into, textOf(bytes)));
}

async function* textOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function namesOf({ columns }: CatalogueTable) {
  return sql.join(columns.map((column) => sql.ref(column)));
}

/** The place of a table's first row on a page. */
function tid(page: number) {
  return sql.raw(`'(${page},0)'::tid`);
}

/** Fills empty tables one after the other; keys that refer in a circle are checked after the last. */
export async function fillTables(
  target: Transaction,
  tables: readonly CatalogueTable[],
  fill: (table: CatalogueTable) => Promise<void>,
): Promise<void> {
  await useTransferFormats(target);
  const circular = circularKeys(tables);
  for (const { name } of tables) await setUserTriggers(target, name, 'disable');
  for (const [table, key] of circular) await setDeferrable(target, table, key, true);
  for (const table of tables) await fill(table);
  await sql`set constraints all immediate`.execute(target);
  for (const [table, key] of circular) await setDeferrable(target, table, key, false);
  for (const { name } of tables) await setUserTriggers(target, name, 'enable');
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

export interface SequenceState {
  /** Quoted as SQL needs it. */
  readonly name: string;
  readonly last: number;
}

export async function listSequences(source: Transaction): Promise<readonly SequenceState[]> {
  const { rows } = await sql<SequenceState>`
    select quote_ident(sequencename) as name, last_value as last
    from pg_sequences
    where schemaname = current_schema() and last_value is not null
  `.execute(source);
  return rows;
}

export async function setSequences(target: Transaction, states: readonly SequenceState[]): Promise<void> {
  for (const { name, last } of states) await sql`select setval(${name}::regclass, ${last})`.execute(target);
}

/** Without statistics the first queries would be planned for empty tables. */
export async function renewStatistics(db: Connection): Promise<void> {
  await sql`analyze`.execute(db);
}
