import { sql, type Selectable } from 'kysely';
import type { LocalDate } from '@gongkai/core';
import { pendingWhen, type PendingRecord } from '../audit/service.js';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { CaseProjection, EventRecord } from './project-case.js';
import type { ApplicationCaseTable, CaseEventTable, CaseYearTable } from './table.js';

export type CaseRow = Omit<Selectable<ApplicationCaseTable>, 'itemFindings' | 'request'>;
/** A recorded event as it is read, with the name of the account that recorded it; null: there is none. */
export type EventRow = Selectable<CaseEventTable> & { readonly displayName: string | null };

export function recordOf({ seq, payload, corrects, isVoid }: EventRow): EventRecord {
  return { seq, event: payload, corrects, isVoid };
}

const CASE_COLUMNS = [
  'agencyId',
  'caseId',
  'partyId',
  'requestSealed',
  'requestIndex',
  'keyId',
  'topic',
  'unitId',
  'importId',
  'lastSeq',
  'applicantClass',
  'receivedOn',
  'dueOn',
  'lapsesOn',
  'closedOn',
  'status',
  'outcomeRow',
  'inTime',
  'reprojectOn',
  'channel',
  'isExtended',
] as const satisfies readonly (keyof ApplicationCaseTable)[];

export function findCase(db: Connection, agencyId: string, caseId: string): Promise<CaseRow | undefined> {
  return db
    .selectFrom('applicationCase')
    .select(CASE_COLUMNS)
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
}

/** The case, kept from every other writer until the transaction ends. */
export function lockCase(db: Transaction, agencyId: string, caseId: string): Promise<CaseRow | undefined> {
  return db
    .selectFrom('applicationCase')
    .select(CASE_COLUMNS)
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
}

/** Locks up to `limit` cases after a key, in the order of their ids. */
export function lockCasesAfter(
  db: Transaction,
  agencyId: string,
  after: string | null,
  limit: number,
): Promise<{ readonly caseId: string; readonly lastSeq: number }[]> {
  let query = db.selectFrom('applicationCase').select(['caseId', 'lastSeq']).where('agencyId', '=', agencyId);
  if (after !== null) query = query.where('caseId', '>', after);
  return query.orderBy('caseId').limit(limit).forUpdate().execute();
}

/** Locks up to `limit` cases whose projections time has changed by `today`; those that others hold are left to them. */
export function lockCasesDue(
  db: Transaction,
  agencyId: string,
  today: LocalDate,
  limit: number,
): Promise<{ readonly caseId: string; readonly lastSeq: number }[]> {
  return db
    .selectFrom('applicationCase')
    .select(['caseId', 'lastSeq'])
    .where('agencyId', '=', agencyId)
    .where('reprojectOn', '<=', today)
    .orderBy('reprojectOn')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function hasCasesDue(db: Connection, agencyId: string, today: LocalDate): Promise<boolean> {
  const row = await db
    .selectFrom('applicationCase')
    .select('caseId')
    .where('agencyId', '=', agencyId)
    .where('reprojectOn', '<=', today)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

export function listEvents(
  db: Connection,
  agencyId: string,
  caseIds: readonly string[],
): Promise<EventRow[]> {
  return db
    .selectFrom('caseEvent')
    .leftJoin('account', 'account.accountId', 'caseEvent.recordedBy')
    .selectAll('caseEvent')
    .select('account.displayName')
    .where('caseEvent.agencyId', '=', agencyId)
    .where('caseId', '=', sql<string>`any(${arrayLiteral(caseIds)}::text[])`)
    .orderBy('caseId')
    .orderBy('seq')
    .execute();
}

type NewEventRow = Omit<EventRow, 'displayName'>;

/**
 * A new case with its findings, places in the years, events and the record of its registration, in one statement: the
 * intake of many waits for each.
 * @returns false when there is such a case already; then nothing is written
 */
export async function insertCase(
  db: Transaction,
  row: CaseRow,
  projection: CaseProjection,
  events: readonly NewEventRow[],
  record: PendingRecord,
): Promise<boolean> {
  // Not yet received, it has no place in any year.
  const years = placesText([{ caseId: row.caseId, projection }]);
  const { count } = await db
    .with('entered', (query) =>
      query
        .insertInto('applicationCase')
        .values({ ...row, itemFindings: JSON.stringify(projection.itemFindings) })
        .onConflict((conflict) => conflict.columns(['agencyId', 'caseId']).doNothing())
        .returning(['agencyId', 'caseId']),
    )
    .with(
      'placed',
      () => sql<{ year: number }>`(
        insert into case_year
          (agency_id, year, case_id, applicant_class, is_new, is_carried_in, outcome_row, is_carried_out,
          received_on, due_on, closed_on)
        select n.agency_id, p.year, n.case_id, p."applicantClass", p."isNew", p."isCarriedIn", p."outcomeRow",
          p."isCarriedOut", p."receivedOn", p."dueOn", p."closedOn"
        from entered n, ${placesFrom(years)}
        returning year)`,
    )
    .with(
      'told',
      () => sql<{ seq: number }>`(
        insert into case_event
          (agency_id, case_id, seq, occurred_on, recorded_at, recorded_by, type, payload, payload_version, corrects,
          is_void, reason)
        select n.agency_id, n.case_id, e.seq, e."occurredOn", e."recordedAt", e."recordedBy", e.type, e.payload,
          e."payloadVersion", e.corrects, e."isVoid", e.reason
        from entered n, jsonb_to_recordset(${JSON.stringify(events)}::jsonb) as e(
          seq integer, "occurredOn" date, "recordedAt" timestamptz, "recordedBy" text, type text, payload jsonb,
          "payloadVersion" integer, corrects integer, "isVoid" boolean, reason text
        )
        returning seq)`,
    )
    .with(
      'recorded',
      () =>
        sql<{ recordId: string }>`(
        ${pendingWhen(record, sql<boolean>`exists (select from entered)`)} returning record_id)`,
    )
    .selectFrom('entered')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count === 1;
}

export async function insertEvents(db: Transaction, rows: readonly NewEventRow[]): Promise<void> {
  await db
    .insertInto('caseEvent')
    .values(rows.map((row) => ({ ...row, payload: JSON.stringify(row.payload) })))
    .execute();
}

/** The next number of the year's cases; a rollback returns it. */
export async function takeCaseNumber(db: Transaction, agencyId: string, year: number): Promise<number> {
  const { lastNumber } = await db
    .insertInto('caseSeries')
    .values({ agencyId, year, lastNumber: 1 })
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'year']).doUpdateSet((row) => ({
        lastNumber: row('caseSeries.lastNumber', '+', 1),
      })),
    )
    .returning('lastNumber')
    .executeTakeFirstOrThrow();
  return lastNumber;
}

/** Those of the ids that are cases of the agency. */
export async function listExistingCaseIds(
  db: Connection,
  agencyId: string,
  caseIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('applicationCase')
    .select('caseId')
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', sql<string>`any(${arrayLiteral(caseIds)}::text[])`)
    .execute();
  return new Set(rows.map(({ caseId }) => caseId));
}

export function listCaseYears(db: Connection, agencyId: string, caseId: string): Promise<CaseYearTable[]> {
  return db
    .selectFrom('caseYear')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .orderBy('year')
    .execute();
}

/** Name of the file that a case was imported from. */
export async function findImportName(
  db: Connection,
  agencyId: string,
  importId: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('ledgerImport')
    .select('fileName')
    .where('agencyId', '=', agencyId)
    .where('importId', '=', importId)
    .executeTakeFirst();
  return row?.fileName ?? null;
}

/** Numbers up to these are taken by cases that brought theirs along, so the next one given is a higher one. */
export async function raiseCaseNumbers(
  db: Transaction,
  agencyId: string,
  highest: ReadonlyMap<number, number>,
): Promise<void> {
  if (highest.size === 0) return;
  await db
    .insertInto('caseSeries')
    .values([...highest].map(([year, lastNumber]) => ({ agencyId, year, lastNumber })))
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'year']).doUpdateSet({
        lastNumber: sql<number>`greatest(case_series.last_number, excluded.last_number)`,
      }),
    )
    .execute();
}

export interface ProjectedCase {
  readonly caseId: string;
  readonly lastSeq: number;
  readonly projection: CaseProjection;
}

/**
 * Writes what the events say into the register and its years, for many cases in three statements. Rows that say
 * so already stay untouched.
 */
export async function saveProjections(
  db: Transaction,
  agencyId: string,
  cases: readonly ProjectedCase[],
): Promise<void> {
  const columns = JSON.stringify(
    cases.map(({ caseId, lastSeq, projection }) => {
      const { years: _, ...rest } = projection;
      return { caseId, lastSeq, ...rest };
    }),
  );
  await sql`
    update application_case as c set
      last_seq = p."lastSeq",
      applicant_class = p."applicantClass",
      received_on = p."receivedOn",
      due_on = p."dueOn",
      lapses_on = p."lapsesOn",
      closed_on = p."closedOn",
      status = p.status,
      outcome_row = p."outcomeRow",
      item_findings = p."itemFindings",
      in_time = p."inTime",
      reproject_on = p."reprojectOn",
      channel = p.channel,
      is_extended = p."isExtended"
    from jsonb_to_recordset(${columns}::jsonb) as p(
      "caseId" text, "lastSeq" integer, "applicantClass" text, "receivedOn" date, "dueOn" date, "lapsesOn" date,
      "closedOn" date, status text, "outcomeRow" text, "itemFindings" jsonb, "inTime" boolean, "reprojectOn" date,
      channel text, "isExtended" boolean
    )
    where c.agency_id = ${agencyId} and c.case_id = p."caseId"`.execute(db);
  const years = placesText(cases);
  const caseIds = cases.map(({ caseId }) => caseId);
  await sql`
    delete from case_year as y
    where y.agency_id = ${agencyId} and y.case_id = any(${arrayLiteral(caseIds)}::text[]) and not exists (
      select from jsonb_to_recordset(${years}::jsonb) as p("caseId" text, year integer)
      where p."caseId" = y.case_id and p.year = y.year
    )`.execute(db);
  await insertPlaces(db, agencyId, years);
}

function placesText(cases: readonly Pick<ProjectedCase, 'caseId' | 'projection'>[]): string {
  return JSON.stringify(
    cases.flatMap(({ caseId, projection }) =>
      projection.years.map((place) => ({ caseId, ...placeOf(projection), ...place })),
    ),
  );
}

/** What a place repeats of its case. */
function placeOf({ applicantClass, receivedOn, dueOn, closedOn }: CaseProjection) {
  return { applicantClass, receivedOn, dueOn, closedOn };
}

function placesFrom(years: string) {
  return sql`jsonb_to_recordset(${years}::jsonb) as p(
    "caseId" text, year integer, "applicantClass" text, "isNew" boolean, "isCarriedIn" boolean,
    "outcomeRow" text, "isCarriedOut" boolean, "receivedOn" date, "dueOn" date, "closedOn" date
  )`;
}

/** Writes the places of cases in years; rows that say so already stay untouched. */
async function insertPlaces(db: Transaction, agencyId: string, years: string): Promise<void> {
  await sql`
    insert into case_year as y
      (agency_id, year, case_id, applicant_class, is_new, is_carried_in, outcome_row, is_carried_out,
      received_on, due_on, closed_on)
    select ${agencyId}, p.year, p."caseId", p."applicantClass", p."isNew", p."isCarriedIn", p."outcomeRow",
      p."isCarriedOut", p."receivedOn", p."dueOn", p."closedOn"
    from ${placesFrom(years)}
    on conflict (agency_id, year, case_id) do update set
      applicant_class = excluded.applicant_class,
      is_new = excluded.is_new,
      is_carried_in = excluded.is_carried_in,
      outcome_row = excluded.outcome_row,
      is_carried_out = excluded.is_carried_out,
      received_on = excluded.received_on,
      due_on = excluded.due_on,
      closed_on = excluded.closed_on
    where (y.applicant_class, y.is_new, y.outcome_row, y.received_on, y.due_on, y.closed_on) is distinct from
      (excluded.applicant_class, excluded.is_new, excluded.outcome_row,
      excluded.received_on, excluded.due_on, excluded.closed_on)`.execute(db);
}
