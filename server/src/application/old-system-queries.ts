import { sql } from 'kysely';
import type { LocalDate } from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';

/** A case in the ledger of an old system that resembles one here. */
export interface OldSystemMatch {
  readonly caseNumber: string;
  readonly receivedOn: LocalDate | null;
  readonly isSameRequest: boolean;
  readonly isSameApplicant: boolean;
}

/**
 * The cases of an old system with the same request, apart from blanks around it, or an applicant of the same name; the
 * same request first. The case's own number is itself and no repeat.
 */
export async function findOldSystemMatches(
  db: Connection,
  asked: {
    readonly agencyId: string;
    readonly caseId: string;
    readonly request: string | null;
    readonly applicantName: string | null;
  },
  limit: number,
): Promise<OldSystemMatch[]> {
  const { agencyId, caseId, request, applicantName } = asked;
  const [text, name] = [request?.trim() ?? '', applicantName?.trim() ?? ''];
  if (text === '' && name === '') return [];
  const { rows } = await sql<OldSystemMatch>`
    select case_number, received_on, bool_or(same_request) as is_same_request,
      bool_or(same_applicant) as is_same_applicant
    from (
      select f.case_number, f.received_on, true as same_request, false as same_applicant
      from imported_fact f
      where ${text}::text <> '' and f.agency_id = ${agencyId} and f.request is not null
        and md5(btrim(f.request)) = md5(${text}::text) and btrim(f.request) = ${text}::text
      union all
      select f.case_number, f.received_on, false, true
      from party p join imported_fact f on f.agency_id = p.agency_id and f.party_id = p.party_id
      where ${name}::text <> '' and p.agency_id = ${agencyId} and p.name = ${name}::text
    ) as found
    where case_number <> ${caseId}
    group by case_number, received_on
    order by bool_or(same_request) desc, received_on desc nulls last, case_number limit ${limit}`.execute(db);
  return rows;
}
