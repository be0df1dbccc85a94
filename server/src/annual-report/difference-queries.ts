import { sql } from 'kysely';
import type { ApplicantClass, CaseEvent, LocalDate, OutcomeRow } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

interface VersionKey {
  readonly agencyId: string;
  readonly year: number;
  readonly version: number;
}

/** A case whose place is not the one that was published; null sides: it had, or has, none in the year. */
export interface MovedCase {
  readonly caseId: string;
  readonly classBefore: ApplicantClass | null;
  readonly isNewBefore: boolean | null;
  readonly rowBefore: OutcomeRow | null;
  readonly classAfter: ApplicantClass | null;
  readonly isNewAfter: boolean | null;
  readonly rowAfter: OutcomeRow | null;
  /** Of all that moved, not only those of this page. */
  readonly total: number;
}

/** Published places against live ones by set difference; the first `limit` by id. */
export async function listMovedCases(
  db: Connection,
  { agencyId, year, version }: VersionKey,
  limit: number,
): Promise<readonly MovedCase[]> {
  const { rows } = await sql<MovedCase>`
    select coalesce(published.case_id, live.case_id) as case_id,
      published.applicant_class as class_before, published.is_new as is_new_before, published.outcome_row as row_before,
      live.applicant_class as class_after, live.is_new as is_new_after, live.outcome_row as row_after,
      count(*) over () as total
    from (select case_id, applicant_class, is_new, outcome_row from report_case
        where agency_id = ${agencyId} and year = ${year} and version = ${version}) as published
    full join (select case_id, applicant_class, is_new, outcome_row from case_year
        where agency_id = ${agencyId} and year = ${year}) as live on live.case_id = published.case_id
    where published.case_id is null or live.case_id is null
      or (published.applicant_class, published.is_new, published.outcome_row)
        is distinct from (live.applicant_class, live.is_new, live.outcome_row)
    order by 1 limit ${limit}`.execute(db);
  return rows;
}

export interface LaterEvent {
  readonly caseId: string;
  readonly seq: number;
  readonly type: CaseEvent['type'];
  readonly occurredOn: LocalDate;
  readonly recordedAt: string;
  readonly corrects: number | null;
  readonly isVoid: boolean;
  readonly reason: string | null;
}

/**
 * What was recorded of the cases after the version was published: events behind the last one that was frozen with
 * the case; of a case that was not counted then, those of a later instant.
 */
export async function listLaterEvents(
  db: Connection,
  { agencyId, year, version }: VersionKey,
  caseIds: readonly string[],
  limit: number,
): Promise<readonly LaterEvent[]> {
  const { rows } = await sql<LaterEvent>`
    select e.case_id, e.seq, e.type, e.occurred_on, e.recorded_at, e.corrects, e.is_void, e.reason
    from case_event e
    left join report_case p on p.agency_id = e.agency_id and p.year = ${year} and p.version = ${version}
      and p.case_id = e.case_id
    where e.agency_id = ${agencyId} and e.case_id = any(${arrayLiteral(caseIds)}::text[])
      and (e.seq > p.last_seq or (p.last_seq is null and e.recorded_at >= (select r.published_at from annual_report r
        where r.agency_id = ${agencyId} and r.year = ${year} and r.version = ${version})))
    order by e.case_id, e.seq limit ${limit}`.execute(db);
  return rows;
}
