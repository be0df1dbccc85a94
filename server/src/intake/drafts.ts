import {
  DomainError,
  permitWithin,
  systemActor,
  type Actor,
  type AttachmentKind,
  type IntakeDraft,
  type IntakePaper,
} from '@gongkai/core';
import { recordAudit, recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { acceptFile, recordFile, removeFile } from '../storage/service.js';
import {
  deleteDraft,
  deleteDraftFiles,
  deleteText,
  findDraft,
  insertDraftFile,
  listDraftFiles,
  listDrafts,
  listStaleDrafts,
  lockDraft,
  touchDraft,
  type DraftKey,
  type DraftRow,
} from './queries.js';
import { draftTextId, keepText, readTexts } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
export interface DraftAddress {
  readonly agencyCode: string;
  readonly draftId: string;
}

/** Drafts of one person that are offered to go on with. */
const MOST_DRAFTS = 20;
const DAYS_KEPT = 7;
const DRAFTS_AT_ONCE = 50;

export const keyOf = ({ agencyCode, draftId }: DraftAddress): DraftKey => ({ agencyId: agencyCode, draftId });

/** What one began to take in and did not register. */
export async function listIntakeDrafts(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<{ items: { draftId: string; savedAt: string }[] }> {
  permitWithin(actor, 'case.register', agencyCode);
  return { items: await listDrafts(ctx.db, agencyCode, actor.id, MOST_DRAFTS) };
}

/** One's own draft with all that was typed; the look is on record. @throws DomainError NOT_FOUND for another's */
export async function getIntakeDraft(ctx: Context, actor: Actor, at: DraftAddress): Promise<IntakeDraft> {
  permitWithin(actor, 'case.register', at.agencyCode);
  const key = keyOf(at);
  const row = requireOwn(actor, await findDraft(ctx.db, key));
  await recordLook(ctx, actor, {
    kind: 'intake.draftOpened',
    agencyCode: at.agencyCode,
    subject: { type: 'cases', id: at.draftId },
    purpose: 'handling',
    details: {},
  });
  const texts = await readTexts(ctx.db, ctx, key.agencyId, [draftTextId(key.draftId)]);
  return {
    draftId: row.draftId,
    savedAt: row.savedAt,
    typed: texts.get(draftTextId(key.draftId)) ?? '',
    papers: await listDraftFiles(ctx.db, key),
    caseIds: row.caseIds === null ? null : [...row.caseIds],
    rightsRequestId: row.rightsRequestId,
  };
}

/** Keeps what was typed so far, for its writer alone. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function saveIntakeDraft(
  ctx: Context,
  actor: Actor,
  at: DraftAddress,
  typed: string,
): Promise<{ savedAt: string }> {
  permitWithin(actor, 'case.register', at.agencyCode);
  await requireAgency(ctx.db, at.agencyCode);
  return inTransaction(ctx.db, async (db) => {
    const { savedAt } = await openDraft(db, ctx, actor, at);
    const text = { agencyId: at.agencyCode, textId: draftTextId(at.draftId), caseId: null };
    await keepText(db, ctx, text, typed);
    return { savedAt };
  });
}

/** Begins a draft or takes it up again, locked. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS once it was sent */
export async function openDraft(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  at: DraftAddress,
): Promise<DraftRow> {
  const key = keyOf(at);
  await touchDraft(db, { ...key, accountId: actor.id, savedAt: ctx.now().toISOString() });
  const row = requireOwn(actor, await lockDraft(db, key));
  if (row.caseIds !== null) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      `这份收件已经登记为 ${row.rightsRequestId ?? row.caseIds.join('、')}。`,
    );
  }
  return row;
}

/**
 * Takes in the scan of a paper for a draft: its true type is told by its content, and what carries a secrecy marking is
 * refused. @throws DomainError NOT_FOUND, FILE_REFUSED, FILE_TOO_LARGE
 */
export async function uploadIntakePaper(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  at: DraftAddress & { readonly kind: AttachmentKind },
  { fileName, bytes }: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<IntakePaper> {
  permitWithin(actor, 'case.register', at.agencyCode);
  const { agencyCode, kind } = at;
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'caseAttachment', fileName, content: [bytes] },
  });
  return inTransaction(ctx.db, async (db) => {
    await openDraft(db, ctx, actor, at);
    const file = await recordFile(db, ctx, actor, accepted);
    await insertDraftFile(db, keyOf(at), { fileId: file.fileId, kind });
    return {
      fileId: file.fileId,
      fileName: file.fileName,
      mediaType: file.mediaType,
      size: file.size,
      kind,
    };
  });
}

/** @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function removeIntakePaper(
  ctx: Context,
  actor: Actor,
  at: DraftAddress & { readonly fileId: string },
): Promise<{ isRemoved: boolean }> {
  permitWithin(actor, 'case.register', at.agencyCode);
  return inTransaction(ctx.db, async (db) => {
    const row = requireOwn(actor, await lockDraft(db, keyOf(at)));
    if (row.caseIds !== null)
      throw new DomainError('NOT_IN_THIS_STATUS', '这份收件已经登记，附件请在申请的页面移除。');
    const removed = await deleteDraftFiles(db, keyOf(at), at.fileId);
    for (const fileId of removed) await removeFile(db, ctx, actor, { agencyCode: at.agencyCode, fileId });
    await recordDiscard(db, ctx, actor, at, removed.length);
    return { isRemoved: removed.length > 0 };
  });
}

/** Throws a draft away with its scans. @throws DomainError NOT_FOUND */
export async function discardIntakeDraft(
  ctx: Context,
  actor: Actor,
  at: DraftAddress,
): Promise<{ isRemoved: boolean }> {
  permitWithin(actor, 'case.register', at.agencyCode);
  return inTransaction(ctx.db, async (db) => {
    const row = requireOwn(actor, await lockDraft(db, keyOf(at)));
    if (row.caseIds !== null) return { isRemoved: false };
    const files = await dropDraft(db, ctx, actor, keyOf(at));
    await recordDiscard(db, ctx, actor, at, files);
    return { isRemoved: true };
  });
}

/** Drafts that nobody took up for a week are gone, with what was typed. @returns how many */
export async function forgetStaleDrafts(ctx: Pick<Context, 'db' | 'now'>): Promise<number> {
  const before = new Date(ctx.now().getTime() - DAYS_KEPT * 86_400_000).toISOString();
  return inTransaction(ctx.db, async (db) => {
    const stale = await listStaleDrafts(db, before, DRAFTS_AT_ONCE);
    for (const key of stale) await dropDraft(db, ctx, systemActor('intake.forgetDrafts'), key);
    return stale.length;
  });
}

/** @returns how many files it held */
async function dropDraft(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  key: DraftKey,
): Promise<number> {
  const fileIds = await deleteDraftFiles(db, key, null);
  for (const fileId of fileIds) await removeFile(db, ctx, actor, { agencyCode: key.agencyId, fileId });
  await deleteText(db, key.agencyId, draftTextId(key.draftId));
  await deleteDraft(db, key);
  return fileIds.length;
}

async function recordDiscard(
  db: Transaction,
  ctx: Pick<Context, 'now'>,
  actor: Actor,
  { agencyCode, draftId }: DraftAddress,
  files: number,
): Promise<void> {
  await recordAudit(db, ctx, actor, {
    kind: 'intake.draftDiscarded',
    agencyCode,
    subject: { type: 'cases', id: draftId },
    details: { files },
  });
}

/** Another's draft looks like none. */
function requireOwn(actor: Actor, row: DraftRow | undefined): DraftRow {
  if (row?.accountId === actor.id) return row;
  throw new DomainError('NOT_FOUND', '没有这份收件草稿，可能已经登记、丢弃或者过期。');
}
