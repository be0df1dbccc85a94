import { sql } from 'kysely';
import type {
  ApplicantClass,
  CaseQuery,
  CaseStatus,
  ItemFinding,
  LocalDate,
  OutcomeRow,
  PlaceCondition,
} from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

export interface CaseFilter {
  readonly agencyId: string;
  readonly today: LocalDate;
  /** Only what these units handle; undefined: every case of the agency. */
  readonly units?: readonly string[] | undefined;
  /** Cases with a place in the year; of these, those whose place a cell counts. */
  readonly year?: number | undefined;
  readonly place?: PlaceCondition | undefined;
  readonly status?: CaseStatus | undefined;
  readonly applicantClass?: ApplicantClass | undefined;
  readonly finding?: ItemFinding | undefined;
  readonly overdue?: boolean | undefined;
  /** Only the cases of these applicants. */
  readonly partyIds?: readonly string[] | undefined;
  /** Only cases whose request holds all codes of one of the sets, or whose number holds the text. */
  readonly words?: SearchedWords | undefined;
}

/** What words leave of the register before any request is opened. */
export interface SearchedWords {
  /** By key of the ring. */
  readonly codes: readonly (readonly number[])[];
  /** Null: what was asked for can be no part of a number. */
  readonly inNumber: string | null;
}

/** Where a page ends: the day of the order, `infinity` where the case has none, and the case. */
export interface CaseKey {
  readonly day: string;
  readonly caseId: string;
}

/** A case as a list shows it, with the key to go on from. */
export interface ListedCase extends CaseKey {
  readonly applicantClass: ApplicantClass;
  readonly partyId: string | null;
  readonly nameSealed: Uint8Array | null;
  readonly requestSealed: Uint8Array | null;
  readonly topic: string | null;
  readonly unitId: string | null;
  readonly receivedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly status: CaseStatus;
  readonly outcomeRow: OutcomeRow | null;
  readonly inTime: boolean | null;
}

type Sort = CaseQuery['sort'];

/** The order of both indexes: a case without the day counts as later than every day. */
const DAY_OF = {
  receivedOn: sql<string>`coalesce(c.received_on, 'infinity'::date)`,
  dueOn: sql<string>`coalesce(c.due_on, 'infinity'::date)`,
} as const;

/** Up to `limit` cases after a key, in the order asked for. */
export function listCaseRows(
  db: Connection,
  filter: CaseFilter,
  page: { readonly sort: Sort; readonly after: CaseKey | null; readonly limit: number },
): Promise<ListedCase[]> {
  return caseListQuery(db, filter, page).execute();
}

/** Built apart from being run, so that its plan can be looked at. */
export function caseListQuery(
  db: Connection,
  filter: CaseFilter,
  page: { readonly sort: Sort; readonly after: CaseKey | null; readonly limit: number },
) {
  const isDescending = page.sort.startsWith('-');
  const direction = isDescending ? 'desc' : 'asc';
  const day = DAY_OF[page.sort === 'dueOn' || page.sort === '-dueOn' ? 'dueOn' : 'receivedOn'];
  let query = filteredCases(db, filter);
  if (page.after !== null) {
    const { day: lastDay, caseId } = page.after;
    query = query.where(
      isDescending
        ? sql<boolean>`(${day}, c.case_id) < (${lastDay}::date, ${caseId})`
        : sql<boolean>`(${day}, c.case_id) > (${lastDay}::date, ${caseId})`,
    );
  }
  return query
    .leftJoin('party', (join) =>
      join.onRef('party.agencyId', '=', 'c.agencyId').onRef('party.partyId', '=', 'c.partyId'),
    )
    .select([
      'c.caseId',
      'c.applicantClass',
      'c.partyId',
      'party.nameSealed',
      'c.requestSealed',
      'c.topic',
      'c.unitId',
      'c.receivedOn',
      'c.dueOn',
      'c.closedOn',
      'c.status',
      'c.outcomeRow',
      'c.inTime',
      day.as('day'),
    ])
    .orderBy(day, direction)
    .orderBy('c.caseId', direction)
    .limit(page.limit);
}

/** How many cases the filter leaves, counted up to `most`; null when there are more. */
export async function countCases(db: Connection, filter: CaseFilter, most: number): Promise<number | null> {
  const row = await caseCountQuery(db, filter, most).executeTakeFirstOrThrow();
  return row.count > most ? null : row.count;
}

export function caseCountQuery(db: Connection, filter: CaseFilter, most: number) {
  return db
    .selectFrom(
      filteredCases(db, filter)
        .select('c.caseId')
        .limit(most + 1)
        .as('found'),
    )
    .select((select) => select.fn.countAll<number>().as('count'));
}

function filteredCases(db: Connection, filter: CaseFilter) {
  let query = db.selectFrom('applicationCase as c').where('c.agencyId', '=', filter.agencyId);
  if (filter.units !== undefined) query = query.where(handledBy(filter.units));
  if (filter.year !== undefined) query = query.where('c.caseId', 'in', placedCases(db, filter, filter.year));
  if (filter.status !== undefined) query = query.where('c.status', '=', filter.status);
  if (filter.applicantClass !== undefined)
    query = query.where('c.applicantClass', '=', filter.applicantClass);
  if (filter.finding !== undefined) {
    query = query.where(sql<boolean>`c.item_findings @> ${JSON.stringify([filter.finding])}::jsonb`);
  }
  if (filter.overdue !== undefined) query = query.where(isOverdue(filter.today, filter.overdue));
  if (filter.partyIds !== undefined) {
    query = query.where(sql<boolean>`c.party_id = any(${arrayLiteral(filter.partyIds)}::text[])`);
  }
  if (filter.words !== undefined)
    query = query.where('c.caseId', 'in', casesWith(filter.agencyId, filter.words));
  return query;
}

/** Each set by the index of the codes; only a part of a number has every number read. */
function casesWith(agencyId: string, { codes, inNumber }: SearchedWords) {
  const coded = codes.map(
    (set) => sql`select record_id from request_codes
      where agency_id = ${agencyId} and source = 'case' and codes @> ${arrayLiteral(set)}::integer[]`,
  );
  const numbered =
    inNumber === null
      ? []
      : [
          sql`select case_id from application_case
            where agency_id = ${agencyId} and strpos(lower(case_id), ${inNumber}) > 0`,
        ];
  return sql<string>`(${sql.join([...coded, ...numbered], sql` union all `)})`;
}

/** One unit is the usual, and lets an index give the order. */
function handledBy(units: readonly string[]) {
  const [only] = units;
  return units.length === 1
    ? sql<boolean>`c.unit_id = ${only}`
    : sql<boolean>`c.unit_id = any(${arrayLiteral(units)}::text[])`;
}

/** The cases with a place in the year, of them those whose place a cell counts. */
function placedCases(db: Connection, { agencyId, place }: CaseFilter, year: number) {
  let query = db
    .selectFrom('caseYear')
    .select('caseId')
    .where('agencyId', '=', agencyId)
    .where('year', '=', year);
  if (!place) return query;
  const { applicantClass, isNew, isCarriedOut, outcomeRows } = place;
  if (applicantClass !== null) query = query.where('applicantClass', '=', applicantClass);
  if (isNew !== null) query = query.where('isNew', '=', isNew);
  if (isCarriedOut !== null) query = query.where('isCarriedOut', '=', isCarriedOut);
  if (outcomeRows !== null) query = query.where('outcomeRow', 'in', outcomeRows);
  return query;
}

/** Overdue is derived, never stored: an answer is owed and its day is past. */
function isOverdue(today: LocalDate, wanted: boolean) {
  return wanted
    ? sql<boolean>`c.due_on < ${today}::date and c.status not in ('closed', 'withdrawn')`
    : sql<boolean>`(c.due_on is null or c.due_on >= ${today}::date or c.status in ('closed', 'withdrawn'))`;
}
