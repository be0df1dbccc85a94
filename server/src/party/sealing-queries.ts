import { sql } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { SealedTable } from './sealed-tables.js';

/** A row's key in its table. */
export interface RowKey {
  readonly agencyId: string;
  readonly recordId: string;
}

/** The values of a row by the columns' names, as they stand. */
export interface RowToSeal extends RowKey {
  readonly values: Readonly<Record<string, Uint8Array | string | null>>;
}

type RawRow = Readonly<Record<string, unknown>> & { readonly agency_id: string; readonly record_id: string };

/** Up to `limit` rows of another key than the active one, locked, after a key. */
export function lockOfOtherKeys(
  db: Transaction,
  table: SealedTable,
  activeKeyId: string,
  after: RowKey | null,
  limit: number,
): Promise<RowToSeal[]> {
  const columns = table.columns.map(({ column }) => sql`${sql.ref(`${column}_sealed`)} as ${sql.id(column)}`);
  return lockRows(db, table, columns, sql`key_id <> ${activeKeyId}`, after, limit);
}

/** Up to `limit` rows that hold plain text of an older release, locked, after a key. */
export function lockPlain(
  db: Transaction,
  table: SealedTable,
  after: RowKey | null,
  limit: number,
): Promise<RowToSeal[]> {
  const plain = table.columns.filter(({ emptied }) => emptied !== undefined);
  const columns = plain.map(({ column }) => sql`${sql.ref(column)}::text as ${sql.id(column)}`);
  const holds = plain.map(({ column, emptied }) =>
    emptied === 'null' ? sql`${sql.ref(column)} is not null` : sql`${sql.ref(column)} <> '{}'`,
  );
  return lockRows(db, table, columns, sql`(${sql.join(holds, sql` or `)})`, after, limit);
}

async function lockRows(
  db: Transaction,
  { table, id }: SealedTable,
  columns: readonly ReturnType<typeof sql>[],
  condition: ReturnType<typeof sql>,
  after: RowKey | null,
  limit: number,
): Promise<RowToSeal[]> {
  const beyond =
    after === null ? sql`` : sql`and (agency_id, ${sql.ref(id)}) > (${after.agencyId}, ${after.recordId})`;
  const { rows } = await sql<RawRow>`
    select agency_id, ${sql.ref(id)} as record_id, ${sql.join(columns)} from ${sql.table(table)}
    where ${condition} ${beyond} order by agency_id, ${sql.ref(id)} limit ${limit}
    for update`.execute(db.withoutPlugins());
  return rows.map(({ agency_id, record_id, ...values }) => ({
    agencyId: agency_id,
    recordId: record_id,
    values: values as RowToSeal['values'],
  }));
}

/** A row sealed anew: ciphertexts and indexes by the columns' names. */
export interface SealedRow extends RowKey {
  readonly sealed: Readonly<Record<string, Buffer | null>>;
  readonly indexes: Readonly<Record<string, Buffer | null>>;
}

/** Writes columns of rows that are locked; `empties` also takes the plain text away. */
export async function saveSealed(
  db: Transaction,
  { table, id, columns }: SealedTable,
  keyId: string,
  rows: readonly SealedRow[],
  empties: boolean,
): Promise<void> {
  const written = empties ? columns.filter(({ emptied }) => emptied !== undefined) : columns;
  const targets = written.flatMap(({ column, index, emptied }) => [
    { name: `${column}_sealed`, from: 'sealed' as const, column },
    ...(index === null ? [] : [{ name: `${column}_index`, from: 'indexes' as const, column }]),
    ...(empties && emptied !== undefined ? [{ name: column, from: null, column, emptied }] : []),
  ]);
  const sets = targets.map((target) =>
    target.from === null
      ? sql`${sql.id(target.name)} = ${sql.raw(target.emptied)}`
      : sql`${sql.id(target.name)} = v.${sql.id(target.name)}`,
  );
  const given = targets.flatMap((target) => (target.from === null ? [] : [{ ...target, from: target.from }]));
  const values = rows.map(({ agencyId, recordId, ...row }) => ({
    agency_id: agencyId,
    record_id: recordId,
    ...Object.fromEntries(
      given.map(({ name, from, column }) => {
        const bytes = row[from][column] ?? null;
        return [name, bytes === null ? null : `\\x${bytes.toString('hex')}`];
      }),
    ),
  }));
  const types = given.map(({ name }) => sql`${sql.id(name)} bytea`);
  await sql`
    update ${sql.table(table)} as t set ${sql.join([...sets, sql`key_id = ${keyId}`])}
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as v(agency_id text, record_id text, ${sql.join(types)})
    where t.agency_id = v.agency_id and t.${sql.id(id)} = v.record_id`.execute(db.withoutPlugins());
}

/** Rows by the key of their values. */
export async function countByKey(
  db: Connection,
  { table }: SealedTable,
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ keyId: string; count: number }>`
    select key_id, count(*) as count from ${sql.table(table)} where key_id is not null group by key_id`.execute(
    db,
  );
  return new Map(rows.map(({ keyId, count }) => [keyId, count]));
}

/** Whether the database itself has found no plain text in the table. */
export async function isFreeOfPlainText(db: Connection, { constraint }: SealedTable): Promise<boolean> {
  const { rows } = await sql<{ isValid: boolean }>`
    select bool_and(convalidated) as is_valid from pg_constraint
    where conname = ${constraint} and connamespace = current_schema()::regnamespace`.execute(db);
  return rows[0]?.isValid === true;
}

/** Lets the database look through the table and remember that it holds none; fails when it does. */
export async function confirmFreeOfPlainText(
  db: Connection,
  { table, constraint }: SealedTable,
): Promise<void> {
  await sql`alter table ${sql.table(table)} validate constraint ${sql.id(constraint)}`.execute(db);
}

/** Writes the table's file anew, so that rows as they were before are no longer in it. */
export async function rewriteTable(db: Connection, { table }: SealedTable): Promise<void> {
  await sql`vacuum (full, analyze) ${sql.table(table)}`.execute(db);
}
