import { sql, type Selectable } from 'kysely';
import type { CaseStatus, LetterQuery, LocalDate, OutcomeRow } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { LetterCaseTable, LetterFileTable, LetterServiceTable, LetterTable } from './table.js';

export type LetterRow = Selectable<LetterTable>;
export type LetterServiceRow = Selectable<LetterServiceTable>;
export type LetterFileRow = Selectable<LetterFileTable>;
export type LetterCaseRow = Selectable<LetterCaseTable>;

export function findLetter(
  db: Connection,
  agencyId: string,
  letterId: string,
): Promise<LetterRow | undefined> {
  return db
    .selectFrom('letter')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('letterId', '=', letterId)
    .executeTakeFirst();
}

/** The letter, kept from every other writer until the transaction ends. */
export function lockLetter(
  db: Transaction,
  agencyId: string,
  letterId: string,
): Promise<LetterRow | undefined> {
  return db
    .selectFrom('letter')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('letterId', '=', letterId)
    .forUpdate()
    .executeTakeFirst();
}

/** The letters of a case or demand that reached whom they are for, in the order of their service. */
export function listServedLetters(
  db: Connection,
  agencyId: string,
  of: { readonly caseId: string } | { readonly rightsRequestId: string },
): Promise<LetterRow[]> {
  return db
    .selectFrom('letter')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where(
      'caseId' in of
        ? answers(agencyId, of.caseId)
        : sql<boolean>`letter.rights_request_id = ${of.rightsRequestId}`,
    )
    .where('status', 'in', ['served', 'serving'])
    .where('servedOn', 'is not', null)
    .orderBy('servedOn')
    .orderBy('letterId')
    .execute();
}

/** Letters of a case, and those to another that answer it too. */
function answers(agencyId: string, caseId: string) {
  return sql<boolean>`(letter.case_id = ${caseId} or letter.letter_id in (select a.letter_id from letter_case a
    where a.agency_id = ${agencyId} and a.case_id = ${caseId}))`;
}

/** An application with its day of receipt. */
export interface OpenCase {
  readonly caseId: string;
  readonly receivedOn: LocalDate | null;
}

/** Those of the cases that nobody has decided yet. */
export function listOpenCases(
  db: Connection,
  agencyId: string,
  caseIds: readonly string[],
): Promise<OpenCase[]> {
  return db
    .selectFrom('applicationCase')
    .select(['caseId', 'receivedOn'])
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', sql<string>`any(${arrayLiteral(caseIds)}::text[])`)
    .where('closedOn', 'is', null)
    .where('status', 'not in', ['decided', 'duplicate'])
    .orderBy('caseId')
    .execute();
}

export async function insertLetterCase(db: Transaction, row: LetterCaseRow): Promise<void> {
  await db.insertInto('letterCase').values(row).execute();
}

export function listCasesOfLetter(
  db: Connection,
  agencyId: string,
  letterId: string,
): Promise<LetterCaseRow[]> {
  return db
    .selectFrom('letterCase')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('letterId', '=', letterId)
    .orderBy('caseId')
    .execute();
}

/** Keeps what the service wrote into a case, with every letter of its decision. */
export async function updateLetterCases(
  db: Transaction,
  { agencyId, caseId, decidedSeq }: LetterCaseRow,
  servedSeq: number | null,
): Promise<void> {
  await db
    .updateTable('letterCase')
    .set({ servedSeq })
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .where('decidedSeq', '=', decidedSeq)
    .execute();
}

export async function insertLetter(db: Transaction, row: LetterRow): Promise<void> {
  await db.insertInto('letter').values(row).execute();
}

export async function updateLetter(
  db: Transaction,
  { agencyId, letterId }: Pick<LetterRow, 'agencyId' | 'letterId'>,
  values: Partial<LetterRow>,
): Promise<void> {
  await db
    .updateTable('letter')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('letterId', '=', letterId)
    .execute();
}

/**
 * The next number of a series: the last lock of its transaction, so that nobody waits longer than a commit takes, and a
 * rollback returns the number.
 */
export async function takeLetterNumber(
  db: Transaction,
  agencyId: string,
  series: string,
  year: number,
): Promise<number> {
  const { lastNumber } = await db
    .insertInto('letterSeries')
    .values({ agencyId, series, year, lastNumber: 1 })
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'series', 'year']).doUpdateSet((row) => ({
        lastNumber: row('letterSeries.lastNumber', '+', 1),
      })),
    )
    .returning('lastNumber')
    .executeTakeFirstOrThrow();
  return lastNumber;
}

/** Where an application stands. */
export interface CaseStanding {
  readonly status: CaseStatus;
  readonly outcomeRow: OutcomeRow | null;
  readonly closedOn: LocalDate | null;
}

/** Where these applications stand, by their numbers. */
export async function listCaseStandings(
  db: Connection,
  agencyId: string,
  caseIds: readonly string[],
): Promise<ReadonlyMap<string, CaseStanding>> {
  const rows = await db
    .selectFrom('applicationCase')
    .select(['caseId', 'status', 'outcomeRow', 'closedOn'])
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', sql<string>`any(${arrayLiteral(caseIds)}::text[])`)
    .execute();
  return new Map(rows.map(({ caseId, ...standing }) => [caseId, standing]));
}

/** The series of a year with their last number, and how many of their numbers are voided letters'. */
export function listSeries(
  db: Connection,
  agencyId: string,
  year: number,
): Promise<{ scheme: string; lastNumber: number; voided: number }[]> {
  return db
    .selectFrom('letterSeries as s')
    .select((select) => [
      's.series as scheme',
      's.lastNumber',
      select
        .selectFrom('letter as l')
        .whereRef('l.agencyId', '=', 's.agencyId')
        .whereRef('l.series', '=', 's.series')
        .whereRef('l.seriesYear', '=', 's.year')
        .where('l.status', '=', 'voided')
        .select((counted) => counted.fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('voided'),
    ])
    .where('s.agencyId', '=', agencyId)
    .where('s.year', '=', year)
    .orderBy('s.series')
    .execute();
}

/** Letters of the case that belong to a record of its decision and were not voided. */
export function listLettersOfDecision(
  db: Connection,
  agencyId: string,
  caseId: string,
  decidedSeq: number,
): Promise<LetterRow[]> {
  return db
    .selectFrom('letter')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .where('decidedSeq', '=', decidedSeq)
    .where('status', '<>', 'voided')
    .orderBy('letterId')
    .execute();
}

export function listServices(
  db: Connection,
  agencyId: string,
  letterId: string,
): Promise<LetterServiceRow[]> {
  return db
    .selectFrom('letterService')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('letterId', '=', letterId)
    .orderBy('recordedAt')
    .orderBy('serviceId')
    .execute();
}

export async function insertService(db: Transaction, row: LetterServiceRow): Promise<void> {
  await db.insertInto('letterService').values(row).execute();
}

export async function updateService(
  db: Transaction,
  { agencyId, serviceId }: Pick<LetterServiceRow, 'agencyId' | 'serviceId'>,
  values: Partial<LetterServiceRow>,
): Promise<void> {
  await db
    .updateTable('letterService')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('serviceId', '=', serviceId)
    .execute();
}

export function listLetterFiles(
  db: Connection,
  agencyId: string,
  letterId: string,
): Promise<LetterFileRow[]> {
  return db
    .selectFrom('letterFile')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('letterId', '=', letterId)
    .orderBy('addedAt')
    .orderBy('fileId')
    .execute();
}

export async function insertLetterFile(db: Transaction, row: LetterFileRow): Promise<void> {
  await db.insertInto('letterFile').values(row).execute();
}

/** @returns false when the letter has no such file */
export async function deleteLetterFile(
  db: Transaction,
  { agencyId, letterId, fileId }: Pick<LetterFileRow, 'agencyId' | 'letterId' | 'fileId'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('letterFile')
    .where('agencyId', '=', agencyId)
    .where('letterId', '=', letterId)
    .where('fileId', '=', fileId)
    .where('role', '=', 'attachment')
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Names of accounts by their ids. */
export async function listAccountNames(
  db: Connection,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (accountIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .select(['accountId', 'displayName'])
    .where('accountId', '=', sql<string>`any(${arrayLiteral(accountIds)}::text[])`)
    .execute();
  return new Map(rows.map(({ accountId, displayName }) => [accountId, displayName]));
}

/** What waits, by who does the next step. */
const WAITING = {
  approval: ['submitted'],
  seal: ['approved', 'sealRequested', 'sealApproved'],
  service: ['sealed', 'serving'],
} as const;

export interface LetterFilter extends Pick<
  LetterQuery,
  'caseId' | 'rightsRequestId' | 'kind' | 'status' | 'waiting' | 'year' | 'q'
> {
  readonly agencyId: string;
  /** Only letters of cases that these units handle; undefined: of every case. */
  readonly units?: readonly string[] | undefined;
}

/** Where a page ends: the sorted value and the letter. */
export interface LetterKey {
  readonly value: string;
  readonly letterId: string;
}
export type ListedLetter = LetterRow & {
  readonly sortValue: string;
  readonly drafterName: string | null;
  readonly approverName: string | null;
  readonly correctsNumber: string | null;
};

/** Letters without a number come last, whichever way numbers go. */
const SORT_VALUE = {
  createdAt: sql<string>`l.created_at`,
  number: sql<string>`lpad(coalesce(l.series_year, 0)::text, 4, '0') || lpad(coalesce(l.number, 0)::text, 9, '0')`,
} as const;

export function listLetterRows(
  db: Connection,
  filter: LetterFilter,
  page: { readonly sort: LetterQuery['sort']; readonly after: LetterKey | null; readonly limit: number },
): Promise<ListedLetter[]> {
  const isDescending = page.sort.startsWith('-');
  const direction = isDescending ? 'desc' : 'asc';
  const isByNumber = page.sort === 'number' || page.sort === '-number';
  const value = SORT_VALUE[isByNumber ? 'number' : 'createdAt'];
  let query = filteredLetters(db, filter);
  if (page.after !== null) {
    const { letterId } = page.after;
    const last = isByNumber ? sql`${page.after.value}` : sql`${page.after.value}::timestamptz`;
    query = query.where(
      isDescending
        ? sql<boolean>`(${value}, l.letter_id) < (${last}, ${letterId})`
        : sql<boolean>`(${value}, l.letter_id) > (${last}, ${letterId})`,
    );
  }
  return query
    .leftJoin('account as drafter', 'drafter.accountId', 'l.draftedBy')
    .leftJoin('account as approver', 'approver.accountId', 'l.approvedBy')
    .leftJoin('letter as corrected', (join) =>
      join
        .onRef('corrected.agencyId', '=', 'l.agencyId')
        .onRef('corrected.letterId', '=', 'l.correctsLetterId'),
    )
    .selectAll('l')
    .select([
      value.as('sortValue'),
      'drafter.displayName as drafterName',
      'approver.displayName as approverName',
      'corrected.documentNumber as correctsNumber',
    ])
    .orderBy(value, direction)
    .orderBy('l.letterId', direction)
    .limit(page.limit)
    .execute();
}

/** How many letters the filter leaves, counted up to `most`; null when there are more. */
export async function countLetters(
  db: Connection,
  filter: LetterFilter,
  most: number,
): Promise<number | null> {
  const { count } = await db
    .selectFrom(
      filteredLetters(db, filter)
        .select('l.letterId')
        .limit(most + 1)
        .as('found'),
    )
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count > most ? null : count;
}

function filteredLetters(db: Connection, filter: LetterFilter) {
  let query = db.selectFrom('letter as l').where('l.agencyId', '=', filter.agencyId);
  if (filter.units !== undefined) {
    const units = arrayLiteral(filter.units);
    query = query.where(
      sql<boolean>`exists (select from application_case c where c.agency_id = l.agency_id
        and c.case_id = l.case_id and c.unit_id = any(${units}::text[]))`,
    );
  }
  if (filter.caseId !== undefined) {
    const { agencyId, caseId } = filter;
    query = query.where(
      sql<boolean>`(l.case_id = ${caseId} or l.letter_id in (select a.letter_id from letter_case a
        where a.agency_id = ${agencyId} and a.case_id = ${caseId}))`,
    );
  }
  if (filter.rightsRequestId !== undefined)
    query = query.where('l.rightsRequestId', '=', filter.rightsRequestId);
  if (filter.kind !== undefined) query = query.where('l.kind', '=', filter.kind);
  if (filter.status !== undefined) query = query.where('l.status', '=', filter.status);
  if (filter.waiting !== undefined) query = query.where('l.status', 'in', WAITING[filter.waiting]);
  if (filter.year !== undefined) query = query.where('l.seriesYear', '=', filter.year);
  if (filter.q !== undefined && filter.q !== '') {
    const { q } = filter;
    query = query.where(
      sql<boolean>`(position(${q} in l.document_number) > 0 or position(${q} in coalesce(l.case_id, l.rights_request_id)) > 0)`,
    );
  }
  return query;
}
