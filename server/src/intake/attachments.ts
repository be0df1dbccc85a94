import { randomUUID } from 'node:crypto';
import {
  attachmentRemovalFault,
  DomainError,
  permit,
  permitWithin,
  recorderName,
  type Actor,
  type Attachment,
  type AttachmentKind,
} from '@gongkai/core';
import { placeOfCase, requireCase } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { acceptFile, openFile, recordFile, removeFile, type OpenedFile } from '../storage/service.js';
import {
  insertAttachment,
  listAttachmentRows,
  listAttachmentsOfFile,
  lockAttachments,
  markAttachmentRemoved,
} from './attachment-queries.js';
import { keepText, readTexts, removalTextId } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
interface CaseAddress {
  readonly agencyCode: string;
  readonly caseId: string;
}

/** The papers of a case, removed ones too; the look is on record. @throws DomainError NOT_FOUND */
export async function listAttachments(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
): Promise<{ items: Attachment[] }> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireCase(ctx.db, actor, agencyCode, caseId);
  await recordLook(ctx, actor, {
    kind: 'handling.viewed',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: {},
  });
  return { items: await present(ctx.db, ctx, agencyCode, caseId) };
}

/** Keeps another paper with a case. @throws DomainError NOT_FOUND, FORBIDDEN, FILE_REFUSED, FILE_TOO_LARGE */
export async function addAttachment(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  { agencyCode, caseId, kind }: CaseAddress & { readonly kind: AttachmentKind },
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<Attachment> {
  const found = await requireCase(ctx.db, actor, agencyCode, caseId);
  permit(actor, 'case.record', placeOfCase(found));
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'caseAttachment', fileName, content: [bytes] },
  });
  return inTransaction(ctx.db, async (db) => {
    const { fileId } = await recordFile(db, ctx, actor, accepted);
    const id = await attachIn(db, ctx, actor, { agencyCode, caseId }, { fileId, kind }, false);
    const items = await present(db, ctx, agencyCode, caseId);
    const added = items.find(({ attachmentId }) => attachmentId === id);
    if (added === undefined) throw noSuchPaper();
    return added;
  });
}

/** Keeps a known file with a case, in the caller's transaction. @returns its id as a paper of the case */
export async function attachIn(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  { agencyCode, caseId }: CaseAddress,
  { fileId, kind }: { readonly fileId: string; readonly kind: AttachmentKind },
  isFromIntake: boolean,
): Promise<string> {
  const attachmentId = randomUUID();
  await insertAttachment(db, {
    ...{ agencyId: agencyCode, attachmentId, caseId, fileId, kind, isFromIntake },
    ...{ addedBy: actor.id, addedAt: ctx.now().toISOString(), removedBy: null, removedAt: null },
  });
  return attachmentId;
}

/**
 * Takes away a paper that was added by mistake; who, when and why stays. A scan kept with several cases stays with the
 * others. @throws DomainError NOT_FOUND, FORBIDDEN, NOT_IN_THIS_STATUS
 */
export async function removeAttachment(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId, attachmentId }: CaseAddress & { readonly attachmentId: string },
  reason: string,
): Promise<{ items: Attachment[] }> {
  return inTransaction(ctx.db, async (db) => {
    const found = await requireCase(db, actor, agencyCode, caseId);
    permit(actor, 'file.remove', placeOfCase(found));
    await lockAttachments(db, agencyCode, caseId);
    const rows = await listAttachmentRows(db, agencyCode, caseId);
    const paper = rows.find((row) => row.attachmentId === attachmentId);
    if (paper === undefined) throw noSuchPaper();
    const others = rows.filter((row) => row.attachmentId !== attachmentId);
    const fault = attachmentRemovalFault(paper, { isClosed: found.closedOn !== null, others });
    if (fault !== null) throw new DomainError('NOT_IN_THIS_STATUS', fault);
    await markAttachmentRemoved(db, paper, { removedBy: actor.id, removedAt: ctx.now().toISOString() });
    const text = { agencyId: agencyCode, textId: removalTextId(attachmentId), caseId };
    await keepText(db, ctx, text, reason);
    const kept = await listAttachmentsOfFile(db, agencyCode, paper.fileId);
    if (kept.length === 0) await removeFile(db, ctx, actor, { agencyCode, fileId: paper.fileId });
    await recordAudit(db, ctx, actor, {
      kind: 'attachment.removed',
      agencyCode,
      subject: { type: 'case', id: caseId },
      details: { attachmentId, fileId: paper.fileId },
    });
    return { items: await present(db, ctx, agencyCode, caseId) };
  });
}

/** A paper for whoever sees its case. The look is on record first. @throws DomainError NOT_FOUND */
export async function openAttachment(
  ctx: Pick<AppContext, 'db' | 'files' | 'now'>,
  actor: Actor,
  agencyCode: string,
  fileId: string,
): Promise<OpenedFile> {
  for (const { caseId } of await listAttachmentsOfFile(ctx.db, agencyCode, fileId)) {
    const found = await requireCase(ctx.db, actor, agencyCode, caseId).catch((error: unknown) => {
      if (error instanceof DomainError && error.code === 'NOT_FOUND') return null;
      throw error;
    });
    if (found === null) continue;
    permit(actor, 'file.view', placeOfCase(found), noSuchPaper);
    const record = { kind: 'case', agencyCode, unitCode: found.unitId } as const;
    const opened = await openFile(ctx, agencyCode, fileId, { viewer: actor, record, reach: 'inside' });
    await recordLook(ctx, actor, {
      kind: 'file.downloaded',
      agencyCode,
      subject: { type: 'file', id: fileId },
      purpose: 'handling',
      details: { sha256: opened.sha256 },
    });
    return opened;
  }
  throw noSuchPaper();
}

async function present(
  db: Connection,
  ctx: Pick<Context, 'keyring'>,
  agencyCode: string,
  caseId: string,
): Promise<Attachment[]> {
  const rows = await listAttachmentRows(db, agencyCode, caseId);
  const removed = rows.filter(({ removedAt }) => removedAt !== null);
  const reasons = await readTexts(
    db,
    ctx,
    agencyCode,
    removed.map(({ attachmentId }) => removalTextId(attachmentId)),
  );
  return rows.map((row) => ({
    ...{ attachmentId: row.attachmentId, fileId: row.fileId, fileName: row.fileName },
    ...{ mediaType: row.mediaType, size: row.size, kind: row.kind, isFromIntake: row.isFromIntake },
    addedAt: row.addedAt,
    addedBy: recorderName(row.addedBy, row.adderName),
    removedAt: row.removedAt,
    removedBy: row.removedBy === null ? null : recorderName(row.removedBy, row.removerName),
    removalReason: reasons.get(removalTextId(row.attachmentId)) ?? null,
  }));
}

function noSuchPaper(): DomainError {
  return new DomainError('NOT_FOUND', '没有这份附件，或者已经移除。');
}
