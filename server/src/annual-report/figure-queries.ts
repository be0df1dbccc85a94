import { sql, type RawBuilder } from 'kysely';
import {
  parseLocalDate,
  type ApplicantClass,
  type OutcomeRow,
  type PlaceCount,
  type RemedyCase,
} from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import { remedyOf } from '../remedy/service.js';

/** Whose places: the live ones of a year, or those frozen with a version. */
export interface PlaceScope {
  readonly agencyId: string;
  readonly year: number;
  /** Null: live. */
  readonly version: number | null;
}

interface PlaceGroupRow {
  readonly applicantClass: ApplicantClass;
  readonly isNew: boolean;
  readonly outcomeRow: OutcomeRow | null;
  readonly count: number;
}

export function countOf({ applicantClass, isNew, outcomeRow, count }: PlaceGroupRow): PlaceCount {
  return {
    applicantClass,
    isNew,
    isCarriedIn: !isNew,
    row: outcomeRow,
    isCarriedOut: outcomeRow === null,
    count,
  };
}

function placesIn({ agencyId, year, version }: PlaceScope): RawBuilder<unknown> {
  return version === null
    ? sql`case_year where agency_id = ${agencyId} and year = ${year}`
    : sql`report_case where agency_id = ${agencyId} and year = ${year} and version = ${version}`;
}

/** The cases of a scope counted by place: one GROUP BY that reads one index in its order. */
export async function countPlaces(
  db: Connection,
  scope: PlaceScope,
  applicantClass: ApplicantClass | null = null,
): Promise<PlaceCount[]> {
  const ofClass = applicantClass === null ? sql`` : sql`and applicant_class = ${applicantClass}`;
  const { rows } = await sql<PlaceGroupRow>`
    select applicant_class, is_new, outcome_row, count(*) as count
    from ${placesIn(scope)} ${ofClass}
    group by applicant_class, is_new, outcome_row`.execute(db);
  return rows.map(countOf);
}

/** Cases that share a place and a class: a contiguous range of the index. */
export type PlaceRange = Pick<PlaceCount, 'applicantClass' | 'isNew' | 'row'>;

/** Where a page of cases begins: behind this case of the first range. */
export interface PlacedCase {
  readonly range: PlaceRange;
  readonly caseId: string;
}

function rangeQuery(
  scope: PlaceScope,
  range: PlaceRange,
  position: number,
  after: string,
  limit: number,
): RawBuilder<unknown> {
  const { applicantClass, isNew, row } = range;
  const result = row === null ? sql`outcome_row is null` : sql`outcome_row = ${row}`;
  return sql`(select ${sql.lit(position)} as position, case_id
    from ${placesIn(scope)} and applicant_class = ${applicantClass} and is_new = ${isNew} and ${result}
    and case_id > ${after} order by case_id limit ${limit})`;
}

/** The first cases of the ranges, range after range; `after` continues within the first of them. */
export async function listPlacedCases(
  db: Connection,
  scope: PlaceScope,
  ranges: readonly PlaceRange[],
  after: string,
  limit: number,
): Promise<PlacedCase[]> {
  if (ranges.length === 0) return [];
  const queries = ranges.map((range, index) =>
    rangeQuery(scope, range, index, index === 0 ? after : '', limit),
  );
  const { rows } = await sql<{ position: number; caseId: string }>`
    select position, case_id from (${sql.join(queries, sql` union all `)}) as page
    order by position, case_id limit ${limit}`.execute(db);
  return rows.flatMap(({ position, caseId }) => {
    const range = ranges[position];
    return range === undefined ? [] : [{ range, caseId }];
  });
}

/** Remedies that table 四 of the year or of the year before can count: filed by its end and not settled before. */
export async function listRemediesOfYear(
  db: Connection,
  agencyId: string,
  year: number,
): Promise<RemedyCase[]> {
  const rows = await db
    .selectFrom('remedy')
    .select(['remedyId', 'caseId', 'kind', 'role', 'filedOn', 'concludedOn', 'outcome', 'instances'])
    .where('agencyId', '=', agencyId)
    .where('filedOn', '<=', parseLocalDate(`${year}-12-31`))
    .where((where) =>
      where.or([
        where('instances', 'is not', null),
        where('concludedOn', 'is', null),
        where('concludedOn', '>=', parseLocalDate(`${year - 1}-01-01`)),
      ]),
    )
    .orderBy('filedOn')
    .orderBy('remedyId')
    .execute();
  return rows.map(remedyOf);
}

/** Counts of an agency over the years for charts; answered in time or not by the year of the close. */
export interface YearCounts {
  readonly year: number;
  readonly outcomeRow: OutcomeRow | null;
  readonly isNew: boolean;
  readonly count: number;
}

export async function countPlacesByYear(db: Connection, agencyId: string): Promise<YearCounts[]> {
  const { rows } = await sql<YearCounts>`
    select year, is_new, outcome_row, count(*) as count
    from case_year where agency_id = ${agencyId}
    group by year, is_new, outcome_row`.execute(db);
  return [...rows];
}

/** How many first replies of each year were served in time, of those where it can be said. */
export async function countInTimeByYear(
  db: Connection,
  agencyId: string,
): Promise<readonly { readonly year: number; readonly inTime: number; readonly judged: number }[]> {
  const { rows } = await sql<{ year: number; inTime: number; judged: number }>`
    select extract(year from closed_on)::integer as year,
      count(*) filter (where in_time) as in_time, count(*) as judged
    from application_case
    where agency_id = ${agencyId} and closed_on is not null and in_time is not null
    group by 1`.execute(db);
  return rows;
}
