import { sql, type Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { CaseAttachmentTable } from './table.js';

export type AttachmentRow = Selectable<CaseAttachmentTable>;
export type ListedAttachment = AttachmentRow & {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
  readonly adderName: string | null;
  readonly removerName: string | null;
};

export async function insertAttachment(db: Transaction, row: AttachmentRow): Promise<void> {
  await db.insertInto('caseAttachment').values(row).execute();
}

/** The papers of a case as they came, those that were removed too. */
export function listAttachmentRows(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<ListedAttachment[]> {
  return db
    .selectFrom('caseAttachment as c')
    .innerJoin('storedFile as f', (join) =>
      join.onRef('f.agencyId', '=', 'c.agencyId').onRef('f.fileId', '=', 'c.fileId'),
    )
    .leftJoin('account as adder', 'adder.accountId', 'c.addedBy')
    .leftJoin('account as remover', 'remover.accountId', 'c.removedBy')
    .selectAll('c')
    .select(['f.fileName', 'f.mediaType', 'f.size'])
    .select(['adder.displayName as adderName', 'remover.displayName as removerName'])
    .where('c.agencyId', '=', agencyId)
    .where('c.caseId', '=', caseId)
    .orderBy('c.addedAt')
    .orderBy('f.storedAt')
    .orderBy('c.attachmentId')
    .execute();
}

/** A paper that was not removed, by its file; the first of the cases that it is kept with. */
export async function listAttachmentsOfFile(
  db: Connection,
  agencyId: string,
  fileId: string,
): Promise<AttachmentRow[]> {
  return db
    .selectFrom('caseAttachment')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('fileId', '=', fileId)
    .where('removedAt', 'is', null)
    .orderBy('caseId')
    .execute();
}

export async function markAttachmentRemoved(
  db: Transaction,
  { agencyId, attachmentId }: Pick<AttachmentRow, 'agencyId' | 'attachmentId'>,
  { removedBy, removedAt }: { readonly removedBy: string; readonly removedAt: string },
): Promise<void> {
  await db
    .updateTable('caseAttachment')
    .set({ removedBy, removedAt })
    .where('agencyId', '=', agencyId)
    .where('attachmentId', '=', attachmentId)
    .execute();
}

/** Papers of a case are changed by one at a time. */
export async function lockAttachments(db: Transaction, agencyId: string, caseId: string): Promise<void> {
  await sql`select from case_attachment where agency_id = ${agencyId} and case_id = ${caseId} for update`.execute(
    db,
  );
}
