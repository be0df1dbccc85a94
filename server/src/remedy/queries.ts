import { sql, type Insertable, type Selectable } from 'kysely';
import type { LocalDate, RemedyQuery } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type {
  RemedyLessonTable,
  RemedyOrderTable,
  RemedyPaperTable,
  RemedyTable,
  RemedyVersionTable,
} from './table.js';

export type RemedyRow = Selectable<RemedyTable>;
/** A row of the register, with the open order that ends first. */
export type ListedRemedy = RemedyRow & { readonly orderDueOn: LocalDate | null; readonly sortDay: string };

export interface RemedyFilter extends Pick<RemedyQuery, 'kind' | 'outcome' | 'state' | 'year' | 'caseId'> {
  readonly agencyId: string;
  readonly today: LocalDate;
}
export interface RemedyKey {
  readonly day: string;
  readonly remedyId: string;
}

/** A page of the register in its order; what has no such day stands at the end of either direction's far side. */
export async function listRemedyRows(
  db: Connection,
  { agencyId, today, kind, outcome, state, year, caseId }: RemedyFilter,
  page: { readonly sort: RemedyQuery['sort']; readonly after: RemedyKey | null; readonly limit: number },
): Promise<ListedRemedy[]> {
  const isDown = page.sort.startsWith('-');
  const column = page.sort.endsWith('filedOn') ? sql`r.filed_on` : sql`r.answer_due_on`;
  const day = sql`coalesce(${column}, 'infinity'::date)`;
  const openOrder = sql`(
    select min(coalesce(o.due_on, 'infinity'::date)) from remedy_order as o
    where o.agency_id = r.agency_id and o.remedy_id = r.remedy_id and o.done_on is null)`;
  const states = {
    pending: sql`r.settled_on is null`,
    settled: sql`r.settled_on is not null`,
    answerDue: sql`r.answer_due_on is not null`,
    answerOverdue: sql`r.answer_due_on < ${today}::date`,
    orderOpen: sql`${openOrder} is not null`,
    orderOverdue: sql`${openOrder} < ${today}::date`,
  } as const;
  const conditions = [
    sql`r.agency_id = ${agencyId}`,
    ...(kind === undefined ? [] : [sql`r.kind = ${kind}`]),
    ...(outcome === undefined
      ? []
      : [
          sql`coalesce(r.outcome, r.stages -> -1 ->> 'outcome', r.instances -> -1 ->> 'outcome') = ${outcome}`,
        ]),
    ...(caseId === undefined ? [] : [sql`r.case_id = ${caseId}`]),
    ...(state === undefined ? [] : [states[state]]),
    ...(year === undefined
      ? []
      : [
          sql`r.filed_on <= ${`${year}-12-31`}::date`,
          sql`(r.settled_on is null or r.settled_on >= ${`${year}-01-01`}::date)`,
        ]),
    ...(page.after === null
      ? []
      : [
          isDown
            ? sql`(${day}, r.remedy_id) < (${page.after.day}::date, ${page.after.remedyId})`
            : sql`(${day}, r.remedy_id) > (${page.after.day}::date, ${page.after.remedyId})`,
        ]),
  ];
  const direction = isDown ? sql`desc` : sql`asc`;
  const { rows } = await sql<ListedRemedy>`
    select r.*, nullif(${openOrder}, 'infinity'::date) as order_due_on, (${day})::text as sort_day
    from remedy as r where ${sql.join(conditions, sql` and `)}
    order by ${day} ${direction}, r.remedy_id ${direction} limit ${page.limit}`.execute(db);
  return rows;
}

/** The remedies of these ids. */
export function listRemediesById(
  db: Connection,
  agencyId: string,
  remedyIds: readonly string[],
): Promise<RemedyRow[]> {
  return db
    .selectFrom('remedy')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('remedyId', '=', sql<string>`any(${arrayLiteral(remedyIds)}::text[])`)
    .execute();
}

export function findRemedy(
  db: Connection,
  agencyId: string,
  remedyId: string,
): Promise<RemedyRow | undefined> {
  return db
    .selectFrom('remedy')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('remedyId', '=', remedyId)
    .executeTakeFirst();
}

/** The remedy, kept from every other writer until the transaction ends. */
export function lockRemedy(
  db: Transaction,
  agencyId: string,
  remedyId: string,
): Promise<RemedyRow | undefined> {
  return db
    .selectFrom('remedy')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('remedyId', '=', remedyId)
    .forUpdate()
    .executeTakeFirst();
}

/** Those of the ids that are remedies of the agency. */
export async function listExistingRemedyIds(
  db: Connection,
  agencyId: string,
  remedyIds: readonly string[],
): Promise<Set<string>> {
  const rows = await db
    .selectFrom('remedy')
    .select('remedyId')
    .where('agencyId', '=', agencyId)
    .where('remedyId', '=', sql<string>`any(${arrayLiteral(remedyIds)}::text[])`)
    .execute();
  return new Set(rows.map(({ remedyId }) => remedyId));
}

function written(row: RemedyRow) {
  const { instances, stages, ...rest } = row;
  return {
    ...rest,
    instances: instances === null ? null : JSON.stringify(instances),
    stages: stages === null ? null : JSON.stringify(stages),
  };
}

/** @returns false when there is such a remedy already */
export async function insertRemedy(db: Transaction, row: RemedyRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('remedy')
    .values(written(row))
    .onConflict((conflict) => conflict.columns(['agencyId', 'remedyId']).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateRemedyRow(db: Transaction, row: RemedyRow): Promise<void> {
  const { agencyId, remedyId, ...columns } = written(row);
  await db
    .updateTable('remedy')
    .set(columns)
    .where('agencyId', '=', agencyId)
    .where('remedyId', '=', remedyId)
    .execute();
}

/** The next number of the year's remedies; a rollback returns it. */
export async function takeRemedyNumber(db: Transaction, agencyId: string, year: number): Promise<number> {
  const { lastNumber } = await db
    .insertInto('remedySeries')
    .values({ agencyId, year, lastNumber: 1 })
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'year']).doUpdateSet((row) => ({
        lastNumber: row('remedySeries.lastNumber', '+', 1),
      })),
    )
    .returning('lastNumber')
    .executeTakeFirstOrThrow();
  return lastNumber;
}

export async function insertRemedyVersion(
  db: Transaction,
  row: Selectable<RemedyVersionTable>,
): Promise<void> {
  await db
    .insertInto('remedyVersion')
    .values({ ...row, entry: JSON.stringify(row.entry) })
    .execute();
}

export function listRemedyVersions(db: Connection, agencyId: string, remedyId: string) {
  return db
    .selectFrom('remedyVersion')
    .leftJoin('account', 'account.accountId', 'remedyVersion.recordedBy')
    .select(['version', 'recordedBy', 'recordedAt', 'account.displayName'])
    .where('remedyVersion.agencyId', '=', agencyId)
    .where('remedyId', '=', remedyId)
    .orderBy('version', 'desc')
    .execute();
}

export async function insertOrder(db: Transaction, row: Insertable<RemedyOrderTable>): Promise<void> {
  await db.insertInto('remedyOrder').values(row).execute();
}

export function listOrders(db: Connection, agencyId: string, remedyId: string) {
  return db
    .selectFrom('remedyOrder')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('remedyId', '=', remedyId)
    .orderBy('orderedOn')
    .orderBy('orderId')
    .execute();
}

/** @returns false when there is no such order that is still open */
export async function markOrderDone(
  db: Transaction,
  key: { readonly agencyId: string; readonly remedyId: string; readonly orderId: string },
  done: { readonly doneOn: LocalDate; readonly proof: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('remedyOrder')
    .set(done)
    .where('agencyId', '=', key.agencyId)
    .where('remedyId', '=', key.remedyId)
    .where('orderId', '=', key.orderId)
    .where('doneOn', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function insertLesson(db: Transaction, row: Insertable<RemedyLessonTable>): Promise<void> {
  await db.insertInto('remedyLesson').values(row).execute();
}

export async function updateOrderDay(
  db: Transaction,
  { agencyId, orderId }: Pick<RemedyOrderTable, 'agencyId' | 'orderId'>,
  dueOn: LocalDate,
): Promise<void> {
  await db
    .updateTable('remedyOrder')
    .set({ dueOn })
    .where('agencyId', '=', agencyId)
    .where('orderId', '=', orderId)
    .execute();
}

/** Lessons of an agency, the newest first. */
export function listLessons(
  db: Connection,
  agencyId: string,
  about: { readonly remedyId: string } | { readonly grounds: readonly string[] | null },
) {
  let query = db.selectFrom('remedyLesson').selectAll().where('agencyId', '=', agencyId);
  if ('remedyId' in about) query = query.where('remedyId', '=', about.remedyId);
  else if (about.grounds !== null) {
    query = query.where(sql<boolean>`ground = any(${arrayLiteral(about.grounds)}::text[])`);
  }
  return query.orderBy('learntOn', 'desc').orderBy('lessonId').limit(200).execute();
}

export async function insertPaper(db: Transaction, row: RemedyPaperTable): Promise<void> {
  await db.insertInto('remedyPaper').values(row).execute();
}

export function listPapers(db: Connection, agencyId: string, remedyId: string) {
  return db
    .selectFrom('remedyPaper')
    .innerJoin('storedFile', (join) =>
      join
        .onRef('storedFile.agencyId', '=', 'remedyPaper.agencyId')
        .onRef('storedFile.fileId', '=', 'remedyPaper.fileId'),
    )
    .select(['remedyPaper.fileId', 'kind', 'fileName', 'mediaType', 'size', 'addedAt'])
    .where('remedyPaper.agencyId', '=', agencyId)
    .where('remedyId', '=', remedyId)
    .orderBy('addedAt')
    .orderBy('remedyPaper.fileId')
    .execute();
}

/** What ends by a day: answers that are owed, and orders not complied with. */
export async function listDueRemedies(
  db: Connection,
  agencyId: string,
  through: LocalDate,
): Promise<
  {
    readonly of: 'answer' | 'order';
    readonly id: string;
    readonly remedyId: string;
    readonly dueOn: LocalDate;
  }[]
> {
  const { rows } = await sql<{ of: 'answer' | 'order'; id: string; remedyId: string; dueOn: LocalDate }>`
    select 'answer' as of, remedy_id as id, remedy_id, answer_due_on as due_on from remedy
    where agency_id = ${agencyId} and answer_due_on <= ${through}::date
    union all
    select 'order', order_id, remedy_id, due_on from remedy_order
    where agency_id = ${agencyId} and done_on is null and due_on <= ${through}::date
    order by 3, 1, 2`.execute(db);
  return rows;
}

export async function copyRemedies(db: Transaction, rows: readonly RemedyRow[]): Promise<void> {
  const columns = [
    'agencyId',
    'remedyId',
    'caseId',
    'kind',
    'role',
    'filedOn',
    'concludedOn',
    'outcome',
    'instances',
    'importId',
    'settledOn',
  ] as const;
  await copyRows(
    db,
    'remedy',
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  );
}
