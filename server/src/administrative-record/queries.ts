import { sql, type RawBuilder, type Selectable } from 'kysely';
import type { AdministrativeRecordKind, Table2Column, Table2Row } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RecordCondition, Span } from './table2-conditions.js';
import type { AdministrativeRecordTable, AttestedFigureTable } from './table.js';

export type RecordRow = Selectable<AdministrativeRecordTable>;
type Strike = Pick<RecordRow, 'struckAt' | 'struckBy' | 'struckReason'>;
/** A record as it is entered: nothing is struck from the start. */
export type EnteredRow = Omit<RecordRow, keyof Strike>;
export type AttestedRow = Selectable<AttestedFigureTable>;

export interface AttestedCell {
  readonly row: Table2Row;
  readonly column: Table2Column;
}

/** What the records behind a figure come to. */
export interface CountedRecords {
  readonly count: number;
  /** Yuan, exact, as text; null when no record has an amount. */
  readonly sum: string | null;
  readonly withoutAmount: number;
}

/** The records behind a figure, as `r`. */
function behind(agencyId: string, { kind, ...condition }: RecordCondition): RawBuilder<unknown> {
  return sql`administrative_record r
    where r.agency_id = ${agencyId} and r.kind = ${kind} and r.struck_at is null and ${filterOf(condition)}`;
}

export async function countRecords(
  db: Connection,
  agencyId: string,
  condition: RecordCondition,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${behind(agencyId, condition)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Records behind a figure, by id; after a key. */
export async function listRecordsOf(
  db: Connection,
  agencyId: string,
  condition: RecordCondition,
  after: string | null,
  limit: number,
): Promise<RecordRow[]> {
  const { rows } = await sql<RecordRow>`
    select r.* from ${behind(agencyId, condition)} and r.record_id > ${after ?? ''}
    order by r.record_id limit ${limit}`.execute(db);
  return [...rows];
}

/** A count that table 二 asks of the records of some kinds. */
export interface AskedCount {
  readonly column: string;
  readonly condition: Omit<RecordCondition, 'kind'>;
}

function filterOf({ made, disclosed, ended, inForceOn }: AskedCount['condition']): RawBuilder<unknown> {
  const within = (column: RawBuilder<unknown>, span: Span | undefined): RawBuilder<unknown>[] =>
    span === undefined
      ? []
      : [
          sql`${column} <= ${span.through}::date`,
          ...(span.from === null ? [] : [sql`${column} >= ${span.from}::date`]),
        ];
  const parts = [
    ...within(sql`r.made_on`, made),
    ...within(sql`r.disclosed_on`, disclosed),
    ...within(sql`r.ended_on`, ended),
    ...(inForceOn === undefined
      ? []
      : [sql`r.made_on <= ${inForceOn}::date and (r.ended_on is null or r.ended_on > ${inForceOn}::date)`]),
  ];
  return sql.join(parts, sql` and `);
}

/** Kinds of which every record is looked at, whenever it was made; the others are acts of their year. */
export interface AskedKinds {
  readonly kinds: readonly AdministrativeRecordKind[];
  readonly lasting: readonly AdministrativeRecordKind[];
}

/** What the records of a kind come to, by column; and whether any were made by the end of the year. */
interface KindText {
  readonly kind: AdministrativeRecordKind;
  readonly isKept: boolean;
  readonly columns: Readonly<Record<string, CountedRecords>>;
}
export type CountedAttestation = Omit<AttestedRow, 'version' | 'recordedBy' | 'recordedAt'>;
export interface Table2Text {
  readonly attested: readonly CountedAttestation[];
  readonly kinds: readonly KindText[];
}

/** Attested figures of a year and every count of its records, as JSON in one statement that reads each record once. */
export async function readTable2Text(
  db: Connection,
  agencyId: string,
  year: number,
  { kinds, lasting }: AskedKinds,
  counts: readonly AskedCount[],
): Promise<string> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const lastingKinds = sql`${arrayLiteral(lasting)}::text[]`;
  const columns = counts.flatMap(({ column, condition }) => {
    const filter = filterOf(condition);
    return [
      sql`${sql.lit(column)}::text`,
      sql`json_build_object('count', count(*) filter (where ${filter}),
        'sum', (sum(r.amount_yuan) filter (where ${filter}))::text,
        'withoutAmount', count(*) filter (where ${filter} and r.amount_yuan is null))`,
    ];
  });
  const { rows } = await sql<{ text: string }>`
    select json_build_object(
      'attested', (select coalesce(json_agg(json_build_object('agencyId', f.agency_id, 'year', f.year,
          'rowKey', f.row_key, 'columnKey', f.column_key, 'value', f.value::text, 'sourceSystem', f.source_system,
          'query', f.query, 'extractedOn', f.extracted_on, 'fileHash', f.file_hash,
          'responsibleUnit', f.responsible_unit, 'signer', f.signer)), '[]')
        from (select distinct on (row_key, column_key) * from attested_figure
          where agency_id = ${agencyId} and year = ${year}
          order by row_key, column_key, version desc) as f),
      'kinds', (select json_agg(json_build_object('kind', k.kind, 'isKept', exists (select from administrative_record r
            where r.agency_id = ${agencyId} and r.kind = k.kind and r.struck_at is null
              and r.made_on <= ${last}::date),
          'columns', counted.columns))
        from unnest(${arrayLiteral(kinds)}::text[]) as k (kind)
        cross join lateral (select json_build_object(${sql.join(columns)}) as columns from administrative_record r
          where r.agency_id = ${agencyId} and r.kind = k.kind and r.struck_at is null
            and r.made_on >= case when k.kind = any(${lastingKinds}) then '-infinity' else ${first}::date end
            and r.made_on <= case when k.kind = any(${lastingKinds}) then 'infinity' else ${last}::date end
          ) as counted)
    )::text as text`.execute(db);
  return rows[0]?.text ?? '{"attested":[],"kinds":[]}';
}

/** The first ids behind each of several figures, by id, in one statement. */
export async function listFirstRecordIds(
  db: Connection,
  agencyId: string,
  conditions: readonly RecordCondition[],
  limit: number,
): Promise<string[][]> {
  if (conditions.length === 0) return [];
  const pages = conditions.map(
    (condition, position) => sql`(select ${sql.lit(position)}::integer as position, r.record_id
      from ${behind(agencyId, condition)} order by r.record_id limit ${limit})`,
  );
  const { rows } = await sql<{ position: number; recordId: string }>`
    select position, record_id from (${sql.join(pages, sql` union all `)}) as page order by position, record_id`.execute(
    db,
  );
  const ids = conditions.map((): string[] => []);
  for (const { position, recordId } of rows) ids[position]?.push(recordId);
  return ids;
}

/** Each as the next version of its cell; what was attested before stays. Rows for one cell follow in their order. */
export async function insertAttested(
  db: Transaction,
  agencyId: string,
  rows: readonly Omit<AttestedRow, 'version'>[],
): Promise<void> {
  // Whoever attests for the agency at the same time waits, so that no version is given twice.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`attested-figure:${agencyId}`}, 0))`.execute(db);
  await sql`
    insert into attested_figure (agency_id, year, row_key, column_key, version, value, source_system, query,
      extracted_on, file_hash, responsible_unit, signer, recorded_by, recorded_at)
    select g."agencyId", g.year, g."rowKey", g."columnKey",
      coalesce((select max(f.version) from attested_figure f where f.agency_id = g."agencyId" and f.year = g.year
        and f.row_key = g."rowKey" and f.column_key = g."columnKey"), 0)
        + row_number() over (partition by g.year, g."rowKey", g."columnKey" order by g.place),
      g.value, g."sourceSystem", g.query, g."extractedOn", g."fileHash", g."responsibleUnit", g.signer,
      g."recordedBy", g."recordedAt"
    from jsonb_to_recordset(${JSON.stringify(rows.map((row, place) => ({ ...row, place })))}::jsonb) as g(
      "agencyId" text, year integer, "rowKey" text, "columnKey" text, value numeric, "sourceSystem" text, query text,
      "extractedOn" date, "fileHash" text, "responsibleUnit" text, signer text, "recordedBy" text,
      "recordedAt" timestamptz, place integer)`.execute(db);
}

/** Every attestation of a cell, the latest first, with the name of the account that recorded it. */
export function listAttestedVersions(
  db: Connection,
  { agencyId, year, row, column }: { readonly agencyId: string; readonly year: number } & AttestedCell,
): Promise<(AttestedRow & { readonly displayName: string | null })[]> {
  return db
    .selectFrom('attestedFigure')
    .leftJoin('account', 'account.accountId', 'attestedFigure.recordedBy')
    .selectAll('attestedFigure')
    .select('account.displayName')
    .where('attestedFigure.agencyId', '=', agencyId)
    .where('year', '=', year)
    .where('rowKey', '=', row)
    .where('columnKey', '=', column)
    .orderBy('version', 'desc')
    .execute();
}

/** What the records of each kind made in a year come to. */
export async function sumByKind(
  db: Connection,
  agencyId: string,
  year: number,
): Promise<
  { readonly kind: AdministrativeRecordKind; readonly count: number; readonly amountYuan: string | null }[]
> {
  const { rows } = await sql<{ kind: AdministrativeRecordKind; count: number; amountYuan: string | null }>`
    select kind, count(*) as count, sum(amount_yuan)::text as amount_yuan from administrative_record
    where agency_id = ${agencyId} and struck_at is null
      and made_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    group by kind order by kind`.execute(db);
  return [...rows];
}

/** Records of one kind, struck ones too, the latest first; the id makes the order total. */
export function listRecordRows(
  db: Connection,
  agencyId: string,
  { kind, year }: { readonly kind: AdministrativeRecordKind; readonly year: number | null },
  after: { readonly madeOn: string; readonly recordId: string } | null,
  limit: number,
): Promise<(RecordRow & { readonly strikerName: string | null })[]> {
  let query = db
    .selectFrom('administrativeRecord')
    .leftJoin('account', 'account.accountId', 'administrativeRecord.struckBy')
    .selectAll('administrativeRecord')
    .select('account.displayName as strikerName')
    .where('administrativeRecord.agencyId', '=', agencyId)
    .where('administrativeRecord.kind', '=', kind);
  if (year !== null) {
    query = query.where(
      sql<boolean>`administrative_record.made_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date`,
    );
  }
  if (after !== null) {
    query = query.where(sql<boolean>`(made_on, record_id) < (${after.madeOn}::date, ${after.recordId})`);
  }
  return query.orderBy('madeOn', 'desc').orderBy('recordId', 'desc').limit(limit).execute();
}

/** The records of these ids. */
export function listRecordsById(
  db: Connection,
  agencyId: string,
  recordIds: readonly string[],
): Promise<RecordRow[]> {
  return db
    .selectFrom('administrativeRecord')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('recordId', '=', sql<string>`any(${arrayLiteral(recordIds)}::text[])`)
    .execute();
}

/** Strikes a record, or takes the strike back (nulls). */
export async function setStrike(
  db: Transaction,
  agencyId: string,
  recordId: string,
  strike: Strike,
): Promise<void> {
  await db
    .updateTable('administrativeRecord')
    .set(strike)
    .where('agencyId', '=', agencyId)
    .where('recordId', '=', recordId)
    .execute();
}

/** Nobody changes the record until the end of the transaction. */
export function lockRecord(
  db: Transaction,
  agencyId: string,
  recordId: string,
): Promise<RecordRow | undefined> {
  return db
    .selectFrom('administrativeRecord')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('recordId', '=', recordId)
    .forUpdate()
    .executeTakeFirst();
}

/** Those of the ids that are records of the agency. */
export async function listExistingRecordIds(
  db: Connection,
  agencyId: string,
  recordIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('administrativeRecord')
    .select('recordId')
    .where('agencyId', '=', agencyId)
    .where('recordId', '=', sql<string>`any(${arrayLiteral(recordIds)}::text[])`)
    .execute();
  return new Set(rows.map(({ recordId }) => recordId));
}

export async function copyRecords(db: Transaction, rows: readonly EnteredRow[]): Promise<void> {
  await copyRows(
    db,
    'administrativeRecord',
    [
      'agencyId',
      'recordId',
      'kind',
      'title',
      'number',
      'madeOn',
      'disclosedOn',
      'endedOn',
      'amountYuan',
      'importId',
    ],
    rows.map((row) => [
      row.agencyId,
      row.recordId,
      row.kind,
      row.title,
      row.number,
      row.madeOn,
      row.disclosedOn,
      row.endedOn,
      row.amountYuan,
      row.importId,
    ]),
  );
}

/** What a document's publication and its later fate change of its record, or who put it right. */
export async function updateRecord(
  db: Transaction,
  agencyId: string,
  recordId: string,
  change: Partial<Pick<RecordRow, 'title' | 'number' | 'madeOn' | 'disclosedOn' | 'endedOn' | 'amountYuan'>>,
): Promise<void> {
  await db
    .updateTable('administrativeRecord')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('recordId', '=', recordId)
    .execute();
}
