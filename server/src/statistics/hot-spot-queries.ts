import { sql, type Selectable } from 'kysely';
import type { DocumentStatus, LocalDate } from '@gongkai/core';
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

export type DecidedCandidate = Selectable<DisclosureCandidateTable> & {
  readonly title: string | null;
  readonly status: DocumentStatus | null;
};

/** What was decided of an agency's candidates, each with the document that came of it. */
export function listDecisions(db: Connection, agencyId: string): Promise<DecidedCandidate[]> {
  return db
    .selectFrom('disclosureCandidate as c')
    .leftJoin('document as d', (join) =>
      join.onRef('d.agencyId', '=', 'c.agencyId').onRef('d.documentId', '=', 'c.documentId'),
    )
    .selectAll('c')
    .select(['d.title', 'd.status'])
    .where('c.agencyId', '=', agencyId)
    .execute();
}

/** The latest decision stands; the earlier ones are in the audit. A draft that was opened stays with it. */
export async function saveDecision(
  db: Transaction,
  row: Omit<Selectable<DisclosureCandidateTable>, 'documentId'>,
): Promise<void> {
  const { caseIds, ...rest } = row;
  const values = { ...rest, caseIds: JSON.stringify(caseIds) };
  await db
    .insertInto('disclosureCandidate')
    .values(values)
    .onConflict((conflict) => conflict.columns(['agencyId', 'candidateId']).doUpdateSet(values))
    .execute();
}

/** Demands a transaction: who opens the draft holds the candidate. */
export function lockCandidate(
  db: Transaction,
  agencyId: string,
  candidateId: string,
): Promise<Selectable<DisclosureCandidateTable> | undefined> {
  return db
    .selectFrom('disclosureCandidate')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('candidateId', '=', candidateId)
    .forUpdate()
    .executeTakeFirst();
}

export async function linkDocument(
  db: Transaction,
  { agencyId, candidateId }: { readonly agencyId: string; readonly candidateId: string },
  documentId: string,
): Promise<void> {
  await db
    .updateTable('disclosureCandidate')
    .set({ documentId })
    .where('agencyId', '=', agencyId)
    .where('candidateId', '=', candidateId)
    .execute();
}

/** Cases that asked for what a document publishes, as they were known when that was decided. */
export async function listCasesOfDocument(
  db: Connection,
  agencyId: string,
  documentId: string,
): Promise<readonly string[]> {
  const row = await db
    .selectFrom('disclosureCandidate')
    .select('caseIds')
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .executeTakeFirst();
  return row?.caseIds ?? [];
}
