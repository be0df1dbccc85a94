import { sql, type Selectable } from 'kysely';
import type { LocalDate } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RecordCondition, Span } from './table2-conditions.js';
import type { AdministrativeRecordKind, AdministrativeRecordTable, AttestedFigureTable } from './table.js';

export type RecordRow = Selectable<AdministrativeRecordTable>;
export type AttestedRow = Selectable<AttestedFigureTable>;

/** What the records behind a figure come to. */
export interface CountedRecords {
  readonly count: number;
  /** Yuan, exact, as text; null when no record has an amount. */
  readonly sum: string | null;
  readonly withoutAmount: number;
}

function behind(db: Connection, agencyId: string, condition: RecordCondition) {
  const { kind, made, disclosed, ended, inForceOn } = condition;
  let query = db.selectFrom('administrativeRecord').where('agencyId', '=', agencyId).where('kind', '=', kind);
  const within = (column: 'madeOn' | 'disclosedOn' | 'endedOn', span: Span | undefined): void => {
    if (!span) return;
    query = query.where(column, '<=', span.through);
    if (span.from !== null) query = query.where(column, '>=', span.from);
  };
  within('madeOn', made);
  within('disclosedOn', disclosed);
  within('endedOn', ended);
  if (inForceOn !== undefined) {
    query = query
      .where('madeOn', '<=', inForceOn)
      .where((where) => where.or([where('endedOn', 'is', null), where('endedOn', '>', inForceOn)]));
  }
  return query;
}

export function countRecords(
  db: Connection,
  agencyId: string,
  condition: RecordCondition,
): Promise<CountedRecords> {
  return behind(db, agencyId, condition)
    .select((select) => [
      select.fn.countAll<number>().as('count'),
      select.fn.sum<string | null>('amountYuan').as('sum'),
      sql<number>`count(*) filter (where amount_yuan is null)`.as('withoutAmount'),
    ])
    .executeTakeFirstOrThrow();
}

/** Ids behind a figure, by id; after a key. */
export async function listRecordIds(
  db: Connection,
  agencyId: string,
  condition: RecordCondition,
  after: string | null,
  limit: number,
): Promise<string[]> {
  let query = behind(db, agencyId, condition).select('recordId');
  if (after !== null) query = query.where('recordId', '>', after);
  const rows = await query.orderBy('recordId').limit(limit).execute();
  return rows.map(({ recordId }) => recordId);
}

/** The kinds of which records up to a day are kept. */
export async function listKindsKept(
  db: Connection,
  agencyId: string,
  kinds: readonly AdministrativeRecordKind[],
  through: LocalDate,
): Promise<Set<AdministrativeRecordKind>> {
  const { rows } = await sql<{ kind: AdministrativeRecordKind }>`
    select kind from unnest(${arrayLiteral(kinds)}::text[]) as kind
    where exists (
      select from administrative_record as r
      where r.agency_id = ${agencyId} and r.kind = kind.kind and r.made_on <= ${through}::date
    )`.execute(db);
  return new Set(rows.map(({ kind }) => kind));
}

export function listAttestedRows(db: Connection, agencyId: string, year: number): Promise<AttestedRow[]> {
  return db
    .selectFrom('attestedFigure')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('year', '=', year)
    .execute();
}

export async function upsertAttested(db: Transaction, rows: readonly AttestedRow[]): Promise<void> {
  await db
    .insertInto('attestedFigure')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'year', 'rowKey', 'columnKey']).doUpdateSet((given) => ({
        value: given.ref('excluded.value'),
        sourceSystem: given.ref('excluded.sourceSystem'),
        query: given.ref('excluded.query'),
        extractedOn: given.ref('excluded.extractedOn'),
        fileHash: given.ref('excluded.fileHash'),
        responsibleUnit: given.ref('excluded.responsibleUnit'),
        signer: given.ref('excluded.signer'),
        recordedBy: given.ref('excluded.recordedBy'),
      })),
    )
    .execute();
}

/** Records of one kind, the latest first; the id makes the order total. */
export function listRecordRows(
  db: Connection,
  agencyId: string,
  kind: AdministrativeRecordKind,
  after: { readonly madeOn: string; readonly recordId: string } | null,
  limit: number,
): Promise<RecordRow[]> {
  let query = db
    .selectFrom('administrativeRecord')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('kind', '=', kind);
  if (after !== null) {
    query = query.where(sql<boolean>`(made_on, record_id) < (${after.madeOn}::date, ${after.recordId})`);
  }
  return query.orderBy('madeOn', 'desc').orderBy('recordId', 'desc').limit(limit).execute();
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

export async function copyRecords(db: Transaction, rows: readonly RecordRow[]): Promise<void> {
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
