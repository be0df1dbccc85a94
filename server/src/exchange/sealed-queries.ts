import { sql } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { KeyUse } from '../platform/secrets/keyring.js';

/** A table of the exchange with what of it is sealed, and for what. */
export interface SealedTable {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, KeyUse>>;
}

/** A row by its key, with its sealed columns. */
type SealedRow = Readonly<Record<string, unknown>>;

/** The id of the key stands in front of what it seals: version, suite, its length, it. */
const keyIdIn = (column: string) =>
  sql`convert_from(substring(${sql.id(column)} from 4 for get_byte(${sql.id(column)}, 2)), 'UTF8')`;

/** Rows by the key that seals something of them. */
export async function countSealedRows(
  db: Connection,
  { name, columns }: SealedTable,
): Promise<readonly { readonly keyId: string; readonly count: number }[]> {
  const found = Object.keys(columns).map(
    (column) =>
      sql`select ${keyIdIn(column)} as key_id from ${sql.table(name)} where ${sql.id(column)} is not null`,
  );
  const { rows } = await sql<{ keyId: string; count: number }>`
    select key_id, count(*)::integer as count from (${sql.join(found, sql` union all `)}) held
    group by key_id`.execute(db);
  return rows;
}

/** Some rows of which something is sealed under another key, locked; those that somebody else works on are left out. */
export async function lockSealedUnderOthers(
  db: Transaction,
  { name, key, columns }: SealedTable,
  activeKeyId: string,
  limit: number,
): Promise<SealedRow[]> {
  const names = [...key, ...Object.keys(columns)].map(
    (column) => sql`${sql.id(column)} as ${sql.id(column)}`,
  );
  const others = Object.keys(columns).map((column) => sql`${keyIdIn(column)} <> ${activeKeyId}`);
  const { rows } = await sql<SealedRow>`
    select ${sql.join(names)} from ${sql.table(name)} where ${sql.join(others, sql` or `)}
    limit ${limit} for update skip locked`.execute(db.withoutPlugins());
  return rows;
}

export async function saveSealedRow(
  db: Transaction,
  { name, key }: SealedTable,
  row: SealedRow,
  changed: Readonly<Record<string, Uint8Array>>,
): Promise<void> {
  const sets = Object.entries(changed).map(([column, value]) => sql`${sql.id(column)} = ${value}`);
  const isRow = key.map((column) => sql`${sql.id(column)} = ${row[column]}`);
  await sql`update ${sql.table(name)} set ${sql.join(sets)} where ${sql.join(isRow, sql` and `)}`.execute(db);
}
