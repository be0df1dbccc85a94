import { sql, type Selectable } from 'kysely';
import type { LocalDate } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { DisclosureCandidateTable } from './table.js';

export interface DisclosedCase {
  readonly agencyId: string;
  readonly caseId: string;
  readonly partyId: string | null;
  readonly requestSealed: Uint8Array;
  readonly receivedOn: LocalDate | null;
}

/** Cases of a year whose information was disclosed, wholly or in part, the earliest first. */
export async function listDisclosed(
  db: Connection,
  of: { readonly agencyId: string; readonly from: LocalDate; readonly until: LocalDate },
  limit: number,
): Promise<DisclosedCase[]> {
  const { rows } = await sql<DisclosedCase>`
    select agency_id, case_id, party_id, request_sealed, received_on from application_case
    where agency_id = ${of.agencyId} and closed_on between ${of.from}::date and ${of.until}::date
      and outcome_row in ('granted', 'partiallyGranted') and request_sealed is not null
    order by received_on nulls last, case_id limit ${limit}`.execute(db);
  return rows;
}

/** By party the digest of its number or name: equal for the same person, and telling nothing of it. */
export async function listPartyDigests(
  db: Connection,
  agencyId: string,
  partyIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (partyIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('party')
    .select(['partyId', 'identityNumberIndex', 'organisationCodeIndex', 'nameIndex'])
    .where('agencyId', '=', agencyId)
    .where('partyId', 'in', partyIds)
    .execute();
  return new Map(
    rows.map(({ partyId, identityNumberIndex, organisationCodeIndex, nameIndex }) => {
      const index = identityNumberIndex ?? organisationCodeIndex ?? nameIndex;
      return [partyId, index === null ? partyId : Buffer.from(index).toString('hex')];
    }),
  );
}

export function listDecisions(
  db: Connection,
  agencyId: string,
): Promise<Selectable<DisclosureCandidateTable>[]> {
  return db.selectFrom('disclosureCandidate').selectAll().where('agencyId', '=', agencyId).execute();
}

/** The latest decision stands; the earlier ones are in the audit. */
export async function saveDecision(
  db: Transaction,
  row: Omit<Selectable<DisclosureCandidateTable>, never>,
): Promise<void> {
  const { caseIds, ...rest } = row;
  const values = { ...rest, caseIds: JSON.stringify(caseIds) };
  await db
    .insertInto('disclosureCandidate')
    .values(values)
    .onConflict((conflict) => conflict.columns(['agencyId', 'candidateId']).doUpdateSet(values))
    .execute();
}
