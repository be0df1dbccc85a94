import { sql, type RawBuilder } from 'kysely';
import {
  HAS_NONE,
  NO_UNIT,
  type AnsweredSpan,
  type ApplicantClass,
  type CaseEventType,
  type CaseQuery,
  type CaseStatus,
  type Channel,
  type ItemFinding,
  type LocalDate,
  type OutcomeRow,
  type PlaceCondition,
} from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

export interface Days {
  readonly from: LocalDate;
  readonly until: LocalDate;
}

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
  readonly unitCode?: string | undefined;
  readonly channel?: Channel | undefined;
  readonly topic?: string | undefined;
  readonly isExtended?: boolean | undefined;
  /** Open cases with a term that ends from today up to this day. */
  readonly dueThrough?: LocalDate | undefined;
  readonly isOpen?: boolean | undefined;
  /** Both days included. */
  readonly receivedBetween?: Days | undefined;
  readonly closedBetween?: Days | undefined;
  readonly outcomeRow?: OutcomeRow | undefined;
  /** Of the closed ones. */
  readonly wasInTime?: boolean | undefined;
  /** Something that happened to a case within these days and still stands. */
  readonly eventBetween?: { readonly type: CaseEventType; readonly days: Days } | undefined;
  /** Replies served within a band of working days, by the days on which they were served. */
  readonly answered?: readonly AnsweredSpan[] | undefined;
  /** Only these. */
  readonly caseIds?: readonly string[] | undefined;
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

/** Where a page ends: what the order begins with, its day (`infinity` where the case has none), and the case. */
export interface CaseKey {
  /** Status or unit; empty where the order begins with the day. */
  readonly head: string;
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
  readonly lapsesOn: LocalDate | null;
  readonly channel: Channel | null;
  readonly isExtended: boolean;
}

type Sort = CaseQuery['sort'];

/** A case without the day counts as later than every day. */
const RECEIVED = sql<string>`coalesce(c.received_on, 'infinity'::date)`;
/** What each order goes by, before the number of the case; each has its index. */
const ORDERS = {
  receivedOn: { head: null, day: RECEIVED },
  dueOn: { head: null, day: sql<string>`coalesce(c.due_on, 'infinity'::date)` },
  closedOn: { head: null, day: sql<string>`coalesce(c.closed_on, 'infinity'::date)` },
  status: { head: sql<string>`c.status`, day: RECEIVED },
  unit: { head: sql<string>`coalesce(c.unit_id, '')`, day: RECEIVED },
  nextDue: {
    head: null,
    day: sql<string>`(case when c.status = 'unconfirmed' then '-infinity'::date
      else coalesce(c.due_on, c.lapses_on, 'infinity'::date) end)`,
  },
} as const;

/** The same days beside the place in a year, each with its index for the year. */
const ORDERS_OF_YEAR = {
  receivedOn: { head: null, day: sql<string>`coalesce(y.received_on, 'infinity'::date)` },
  dueOn: { head: null, day: sql<string>`coalesce(y.due_on, 'infinity'::date)` },
  closedOn: { head: null, day: sql<string>`coalesce(y.closed_on, 'infinity'::date)` },
} as const;

interface Order {
  readonly head: RawBuilder<string> | null;
  readonly day: RawBuilder<string>;
}

function orderOf(sort: Sort, { year }: CaseFilter): Order {
  const name = sort.replace(/^-/u, '') as keyof typeof ORDERS;
  return year === undefined ? ORDERS[name] : { ...ORDERS, ...ORDERS_OF_YEAR }[name];
}

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
  const { head, day } = orderOf(page.sort, filter);
  let query = filteredCases(db, filter);
  // Only the open ones have a place in the queue; its index holds no others.
  if (page.sort === 'nextDue') query = query.where('c.closedOn', 'is', null);
  if (page.after !== null) {
    const { head: lastHead, day: lastDay, caseId } = page.after;
    const own = head === null ? sql`(${day}, c.case_id)` : sql`(${head}, ${day}, c.case_id)`;
    const last =
      head === null ? sql`(${lastDay}::date, ${caseId})` : sql`(${lastHead}, ${lastDay}::date, ${caseId})`;
    query = query.where(isDescending ? sql<boolean>`${own} < ${last}` : sql<boolean>`${own} > ${last}`);
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
      'c.lapsesOn',
      'c.channel',
      'c.isExtended',
      day.as('day'),
      (head ?? sql<string>`''`).as('head'),
    ])
    .$if(head !== null, (it) => it.orderBy(head ?? day, direction))
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
  const { agencyId: _a, year, today: _t, place: _p, ...others } = filter;
  // Nothing else of the case is asked for: its place in the year, which an index holds, is enough.
  const isOfPlaceAlone = year !== undefined && Object.values(others).every((value) => value === undefined);
  const found = isOfPlaceAlone
    ? db
        .selectFrom('caseYear as y')
        .select('y.caseId')
        .where(isPlaced(filter, year))
        .limit(most + 1)
    : filteredCases(db, filter)
        .select('c.caseId')
        .limit(most + 1);
  return db
    .selectFrom(sql<{ caseId: string }>`(${found})`.as('found'))
    .select((select) => select.fn.countAll<number>().as('count'));
}

function casesOf(db: Connection, agencyId: string) {
  return db.selectFrom('applicationCase as c').where('c.agencyId', '=', agencyId);
}
type FilteredCases = ReturnType<typeof casesOf>;

function filteredCases(db: Connection, filter: CaseFilter): FilteredCases {
  let query = casesOf(db, filter.agencyId);
  if (filter.units !== undefined) query = query.where(handledBy(filter.units));
  if (filter.year !== undefined) query = inYear(query, filter, filter.year);
  if (filter.status !== undefined) query = query.where('c.status', '=', filter.status);
  if (filter.applicantClass !== undefined)
    query = query.where('c.applicantClass', '=', filter.applicantClass);
  if (filter.finding !== undefined) {
    query = query.where(sql<boolean>`c.item_findings @> ${JSON.stringify([filter.finding])}::jsonb`);
  }
  if (filter.overdue !== undefined) query = query.where(isOverdue(filter.today, filter.overdue));
  if (filter.unitCode !== undefined) query = query.where(isOrNone('unit_id', filter.unitCode));
  if (filter.channel !== undefined) query = query.where('c.channel', '=', filter.channel);
  if (filter.topic !== undefined) query = query.where(isOrNone('topic', filter.topic));
  if (filter.isExtended !== undefined)
    query = query.where(filter.isExtended ? sql<boolean>`c.is_extended` : sql<boolean>`not c.is_extended`);
  if (filter.isOpen !== undefined) query = query.where('c.closedOn', filter.isOpen ? 'is' : 'is not', null);
  if (filter.receivedBetween !== undefined)
    query = query.where(isWithin('received_on', filter.receivedBetween));
  if (filter.closedBetween !== undefined) query = query.where(isWithin('closed_on', filter.closedBetween));
  if (filter.outcomeRow !== undefined) query = query.where('c.outcomeRow', '=', filter.outcomeRow);
  if (filter.wasInTime !== undefined) query = query.where('c.inTime', '=', filter.wasInTime);
  if (filter.eventBetween !== undefined) query = query.where(hadEvent(filter.eventBetween));
  if (filter.answered !== undefined) query = query.where(wasAnswered(filter.answered));
  if (filter.dueThrough !== undefined) query = query.where(isDue(filter.today, filter.dueThrough));
  if (filter.caseIds !== undefined)
    query = query.where(sql<boolean>`c.case_id = any(${arrayLiteral(filter.caseIds)}::text[])`);
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

function isOrNone(column: 'unit_id' | 'topic', value: string) {
  const of = sql.ref(`c.${column}`);
  return value === HAS_NONE ? sql<boolean>`${of} is null` : sql<boolean>`${of} = ${value}`;
}

/** By the index of the day on which they were closed; a case closed without a reply has no time to answer. */
function wasAnswered(spans: readonly AnsweredSpan[]) {
  const column = (key: keyof AnsweredSpan) => arrayLiteral(spans.map((span) => span[key]));
  return sql<boolean>`c.status in ('closed', 'redeciding')
    and coalesce(c.closed_on, 'infinity'::date) between ${spans[0]?.closedOn ?? null}::date
      and ${spans.at(-1)?.closedOn ?? null}::date
    and exists (
      select from unnest(${column('closedOn')}::date[], ${column('receivedFrom')}::date[],
        ${column('receivedThrough')}::date[]) as w(closed_on, received_from, received_through)
      where w.closed_on = c.closed_on and c.received_on between w.received_from and w.received_through)`;
}

/** Counted as the statistics count it: not in a second copy, nor what was corrected or voided since. */
function hadEvent({ type, days: { from, until } }: NonNullable<CaseFilter['eventBetween']>) {
  return sql<boolean>`c.status <> 'duplicate' and exists (
    select from case_event e
    where e.agency_id = c.agency_id and e.case_id = c.case_id and e.type = ${type}
      and e.occurred_on between ${from}::date and ${until}::date and not e.is_void
      and not exists (
        select from case_event l
        where l.agency_id = e.agency_id and l.case_id = e.case_id and l.corrects = e.seq))`;
}

/** By the index of the day; the second copy of an application was neither received nor closed as one (国办公开办函〔2021〕30号). */
function isWithin(day: 'received_on' | 'closed_on', { from, until }: Days) {
  const on = sql.ref(`c.${day}`);
  return sql<boolean>`c.status <> 'duplicate'
    and coalesce(${on}, 'infinity'::date) between ${from}::date and ${until}::date`;
}

/** One unit is the usual, and lets an index give the order. */
export function handledBy(units: readonly string[]) {
  const [only] = units;
  return units.length === 1 && only !== NO_UNIT
    ? sql<boolean>`c.unit_id = ${only}`
    : sql<boolean>`(c.unit_id = any(${arrayLiteral(units)}::text[]) or (c.unit_id is null and ${units.includes(NO_UNIT)}))`;
}

/** The cases with a place in the year; what the query gives does not change, only what it may be ordered by. */
function inYear(query: FilteredCases, filter: CaseFilter, year: number): FilteredCases {
  return query
    .innerJoin('caseYear as y', (join) =>
      join.onRef('y.agencyId', '=', 'c.agencyId').onRef('y.caseId', '=', 'c.caseId'),
    )
    .where(isPlaced(filter, year));
}

/** A place in the year, and one that the cell counts. */
function isPlaced({ agencyId, place }: CaseFilter, year: number) {
  const conditions = [sql`y.agency_id = ${agencyId}`, sql`y.year = ${year}`];
  if (place) {
    const { applicantClass, isNew, isCarriedOut, outcomeRows } = place;
    if (applicantClass !== null) conditions.push(sql`y.applicant_class = ${applicantClass}`);
    if (isNew !== null) conditions.push(sql`y.is_new = ${isNew}`);
    if (isCarriedOut !== null) conditions.push(sql`y.is_carried_out = ${isCarriedOut}`);
    if (outcomeRows !== null) conditions.push(sql`y.outcome_row = any(${arrayLiteral(outcomeRows)}::text[])`);
  }
  return sql<boolean>`(${sql.join(conditions, sql` and `)})`;
}

/** An open case whose reply, or whose applicant's supplement or payment, is due in the span. */
function isDue(from: LocalDate, through: LocalDate) {
  return sql<boolean>`(c.closed_on is null and (c.due_on between ${from}::date and ${through}::date
    or c.lapses_on between ${from}::date and ${through}::date))`;
}

/** Overdue is derived, never stored: an answer is owed and its day is past. */
function isOverdue(today: LocalDate, wanted: boolean) {
  return wanted
    ? sql<boolean>`coalesce(c.due_on, 'infinity'::date) < ${today}::date and c.status not in ('closed', 'withdrawn')`
    : sql<boolean>`(c.due_on is null or c.due_on >= ${today}::date or c.status in ('closed', 'withdrawn'))`;
}
