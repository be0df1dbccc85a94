import { sql } from 'kysely';
import type { LocalDate } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

/** A case in the ledger of an old system that resembles one here. */
export interface OldSystemMatch {
  readonly caseNumber: string;
  readonly receivedOn: LocalDate | null;
  readonly isSameRequest: boolean;
  readonly isSameApplicant: boolean;
}

/**
 * The cases of an old system with the same request, apart from blanks around it, or an applicant of the same name, told
 * by the blind indexes of both under every key in use; the same request first. The case's own number is itself.
 */
export async function findOldSystemMatches(
  db: Connection,
  asked: {
    readonly agencyId: string;
    readonly caseId: string;
    readonly requestIndexes: readonly Uint8Array[];
    readonly nameIndexes: readonly Uint8Array[];
  },
  limit: number,
): Promise<OldSystemMatch[]> {
  const { agencyId, caseId, requestIndexes, nameIndexes } = asked;
  if (requestIndexes.length === 0 && nameIndexes.length === 0) return [];
  const { rows } = await sql<OldSystemMatch>`
    select case_number, received_on, bool_or(same_request) as is_same_request,
      bool_or(same_applicant) as is_same_applicant
    from (
      select f.case_number, f.received_on, true as same_request, false as same_applicant
      from imported_fact f
      where f.agency_id = ${agencyId} and f.request_index = any(${arrayLiteral(requestIndexes)}::bytea[])
      union all
      select f.case_number, f.received_on, false, true
      from party p join imported_fact f on f.agency_id = p.agency_id and f.party_id = p.party_id
      where p.agency_id = ${agencyId} and p.name_index = any(${arrayLiteral(nameIndexes)}::bytea[])
    ) as found
    where case_number <> ${caseId}
    group by case_number, received_on
    order by bool_or(same_request) desc, received_on desc nulls last, case_number limit ${limit}`.execute(db);
  return rows;
}
