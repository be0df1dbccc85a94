import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ProposalTable } from './table.js';

export type ProposalRow = Selectable<ProposalTable> & { readonly isPublished: boolean };

/** @returns false when the number is taken */
export async function insertProposal(db: Transaction, row: Insertable<ProposalTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('proposal')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'year', 'proposer', 'number']).doNothing())
    .executeTakeFirst();
  return (numInsertedOrUpdatedRows ?? 0n) > 0n;
}

export async function updateProposal(
  db: Transaction,
  agencyId: string,
  proposalId: string,
  change: Updateable<ProposalTable>,
): Promise<void> {
  await db
    .updateTable('proposal')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('proposalId', '=', proposalId)
    .execute();
}

function proposals(db: Connection, agencyId: string) {
  return db
    .selectFrom('proposal')
    .selectAll('proposal')
    .select(
      sql<boolean>`exists (select from document d where d.agency_id = proposal.agency_id
        and d.document_id = proposal.document_id and d.published_version is not null
        and d.withdrawn_at is null)`.as('isPublished'),
    )
    .where('proposal.agencyId', '=', agencyId);
}

export function findProposal(
  db: Connection,
  agencyId: string,
  proposalId: string,
): Promise<ProposalRow | undefined> {
  return proposals(db, agencyId).where('proposalId', '=', proposalId).executeTakeFirst();
}

/** Those of a year, by the day on which they are due. */
export function listProposalRows(db: Connection, agencyId: string, year: number): Promise<ProposalRow[]> {
  return proposals(db, agencyId).where('year', '=', year).orderBy('dueOn').orderBy('proposalId').execute();
}

/** Whether the agency has such a document, and it is a reply to a proposal. */
export async function isReplyDocument(
  db: Connection,
  agencyId: string,
  documentId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('document')
    .select('documentId')
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('kind', '=', 'proposalReply')
    .executeTakeFirst();
  return row !== undefined;
}
