import { sql } from 'kysely';
import type { CaseStatus, LocalDate, OutcomeRow } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

/** An earlier request with what the register tells of it; its text is sealed. */
export interface EarlierRequest {
  readonly agencyId: string;
  readonly source: 'case' | 'fact';
  readonly recordId: string;
  readonly partyId: string | null;
  readonly requestSealed: Uint8Array;
  readonly topic: string | null;
  readonly unitId: string | null;
  readonly receivedOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  /** Null for a fact of an old system. */
  readonly status: CaseStatus | null;
  readonly outcomeRow: OutcomeRow | null;
}

/** Those of the requests that still have a text. */
export async function listEarlierRequests(
  db: Connection,
  agencyId: string,
  keys: readonly { readonly source: 'case' | 'fact'; readonly recordId: string }[],
): Promise<EarlierRequest[]> {
  const idsOf = (wanted: 'case' | 'fact') =>
    arrayLiteral(keys.filter(({ source }) => source === wanted).map(({ recordId }) => recordId));
  const { rows } = await sql<EarlierRequest>`
    select agency_id, 'case' as source, case_id as record_id, party_id, request_sealed, topic, unit_id, received_on,
      closed_on, status, outcome_row
    from application_case
    where agency_id = ${agencyId} and case_id = any(${idsOf('case')}::text[]) and request_sealed is not null
    union all
    select agency_id, 'fact', fact_id, party_id, request_sealed, null, null, received_on, closed_on, null, outcome_row
    from imported_fact
    where agency_id = ${agencyId} and fact_id = any(${idsOf('fact')}::text[]) and request_sealed is not null`.execute(
    db,
  );
  return rows;
}
