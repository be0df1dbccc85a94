import type { AttachmentKind } from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { IntakeDraftTable, IntakeRecordTable } from './table.js';

export interface DraftKey {
  readonly agencyId: string;
  readonly draftId: string;
}
export type DraftRow = Selectable<IntakeDraftTable>;

/** Begins a draft, or says that it was saved again; another's and what was sent stay as they are. */
export async function touchDraft(
  db: Transaction,
  row: DraftKey & { readonly accountId: string; readonly savedAt: string },
): Promise<void> {
  await db
    .insertInto('intakeDraft')
    .values({ ...row, caseIds: null, rightsRequestId: null })
    .onConflict((conflict) =>
      conflict
        .columns(['agencyId', 'draftId'])
        .doUpdateSet({ savedAt: row.savedAt })
        .where('intakeDraft.accountId', '=', row.accountId)
        .where('intakeDraft.caseIds', 'is', null),
    )
    .execute();
}

export function findDraft(db: Connection, { agencyId, draftId }: DraftKey): Promise<DraftRow | undefined> {
  return db
    .selectFrom('intakeDraft')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('draftId', '=', draftId)
    .executeTakeFirst();
}

export function lockDraft(db: Transaction, { agencyId, draftId }: DraftKey): Promise<DraftRow | undefined> {
  return db
    .selectFrom('intakeDraft')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('draftId', '=', draftId)
    .forUpdate()
    .executeTakeFirst();
}

/** What somebody began and did not send, the latest first. */
export function listDrafts(
  db: Connection,
  agencyId: string,
  accountId: string,
  limit: number,
): Promise<{ draftId: string; savedAt: string }[]> {
  return db
    .selectFrom('intakeDraft')
    .select(['draftId', 'savedAt'])
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .where('caseIds', 'is', null)
    .orderBy('savedAt', 'desc')
    .limit(limit)
    .execute();
}

/** Drafts that nobody has touched since the instant, sent or not. */
export function listStaleDrafts(db: Connection, before: string, limit: number): Promise<DraftKey[]> {
  return db
    .selectFrom('intakeDraft')
    .select(['agencyId', 'draftId'])
    .where('savedAt', '<', before)
    .orderBy('savedAt')
    .limit(limit)
    .execute();
}

export async function markSent(
  db: Transaction,
  { agencyId, draftId }: DraftKey,
  { caseIds, rightsRequestId = null }: { caseIds: readonly string[]; rightsRequestId?: string | null },
): Promise<void> {
  await db
    .updateTable('intakeDraft')
    .set({ caseIds: JSON.stringify(caseIds), rightsRequestId })
    .where('agencyId', '=', agencyId)
    .where('draftId', '=', draftId)
    .execute();
}

export interface DraftFileRow {
  readonly fileId: string;
  readonly kind: AttachmentKind;
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
}

export function listDraftFiles(db: Connection, { agencyId, draftId }: DraftKey): Promise<DraftFileRow[]> {
  return db
    .selectFrom('intakeDraftFile as d')
    .innerJoin('storedFile as f', (join) =>
      join.onRef('f.agencyId', '=', 'd.agencyId').onRef('f.fileId', '=', 'd.fileId'),
    )
    .select(['d.fileId', 'd.kind', 'f.fileName', 'f.mediaType', 'f.size'])
    .where('d.agencyId', '=', agencyId)
    .where('d.draftId', '=', draftId)
    .orderBy('f.storedAt')
    .orderBy('d.fileId')
    .execute();
}

export async function insertDraftFile(
  db: Transaction,
  { agencyId, draftId }: DraftKey,
  { fileId, kind }: { readonly fileId: string; readonly kind: AttachmentKind },
): Promise<void> {
  await db.insertInto('intakeDraftFile').values({ agencyId, draftId, fileId, kind }).execute();
}

/** @returns the ids of the files that it held, of one or of all */
export async function deleteDraftFiles(
  db: Transaction,
  { agencyId, draftId }: DraftKey,
  fileId: string | null,
): Promise<string[]> {
  let query = db
    .deleteFrom('intakeDraftFile')
    .where('agencyId', '=', agencyId)
    .where('draftId', '=', draftId);
  if (fileId !== null) query = query.where('fileId', '=', fileId);
  const rows = await query.returning('fileId').execute();
  return rows.map((row) => row.fileId);
}

export async function deleteDraft(db: Transaction, { agencyId, draftId }: DraftKey): Promise<void> {
  await db
    .deleteFrom('intakeDraft')
    .where('agencyId', '=', agencyId)
    .where('draftId', '=', draftId)
    .execute();
}

interface SealedText {
  readonly agencyId: string;
  readonly textId: string;
  readonly caseId: string | null;
  readonly textSealed: Uint8Array | null;
  readonly keyId: string | null;
}

export async function saveText(db: Transaction, row: SealedText): Promise<void> {
  const { textSealed, keyId } = row;
  await db
    .insertInto('intakeText')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'textId']).doUpdateSet({ textSealed, keyId }))
    .execute();
}

export async function deleteText(db: Transaction, agencyId: string, textId: string): Promise<void> {
  await db.deleteFrom('intakeText').where('agencyId', '=', agencyId).where('textId', '=', textId).execute();
}

/** The texts with these ids; those that were erased have none. */
export async function listTexts(
  db: Connection,
  agencyId: string,
  textIds: readonly string[],
): Promise<{ textId: string; textSealed: Uint8Array | null }[]> {
  if (textIds.length === 0) return [];
  return db
    .selectFrom('intakeText')
    .select(['textId', 'textSealed'])
    .where('agencyId', '=', agencyId)
    .where('textId', 'in', [...textIds])
    .execute();
}

export async function insertRecord(
  db: Transaction,
  { gaps, ...row }: Selectable<IntakeRecordTable>,
): Promise<void> {
  await db
    .insertInto('intakeRecord')
    .values({ ...row, gaps: JSON.stringify(gaps) })
    .execute();
}

export type RecordRow = Selectable<IntakeRecordTable> & { readonly displayName: string | null };

export async function findRecord(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<RecordRow | undefined> {
  const { rows } = await sql<RecordRow>`
    select r.*, a.display_name from intake_record r
    left join account a on a.account_id = r.taken_by
    where r.agency_id = ${agencyId} and r.case_id = ${caseId}`.execute(db);
  return rows[0];
}
