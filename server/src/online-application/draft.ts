import { randomUUID } from 'node:crypto';
import {
  applicantActor,
  DomainError,
  faultsOfStep,
  firstIncomplete,
  formSteps,
  ONLINE_FORMS,
  type AnswerFault,
  type Answers,
  type FormKind,
  type FormStep,
} from '@gongkai/core';
import {
  deleteOnlineFile,
  deleteText,
  findOnlineFile,
  insertOnlineFile,
  keepText,
  listOnlineFiles,
  type OnlineFileRow,
  readAnswers,
} from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { acceptFile, recordFile, removeFile } from '../storage/service.js';
import { createDraftCode, draftCodeHash } from './code.js';
import { getGuide } from './guide.js';
import { addressLimit, takeTurn } from './limits.js';
import {
  deleteDraft,
  findDraft,
  insertDraft,
  lockDraft,
  lockExpiredDrafts,
  updateDraft,
  type DraftRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'site' | 'files'>;

/** A draft is kept so long after it was last touched (个人信息保护法第十九条: no longer than it is needed). */
export const DRAFT_DAYS = 14;
const DAY_MS = 86_400_000;
const MOST_FILES = 10;
/** Longer than any answer that a page could send. */
const LONGEST_DRAFT = 60_000;

export interface Draft {
  readonly row: DraftRow;
  readonly code: string;
  readonly answers: Answers;
  readonly files: readonly OnlineFileRow[];
}

/** Begins a form; under a code that opens one already, nothing is begun. @returns the code that opens it again @throws DomainError TOO_MANY_ATTEMPTS, NOT_IN_THIS_STATUS */
export async function startDraft(
  ctx: Context,
  { agencyCode, kind, network }: DraftStart,
  code: string = createDraftCode(),
): Promise<string> {
  const guide = await getGuide(ctx, agencyCode);
  if (!guide.isOnlineOpen) throw onlineClosed();
  await takeTurn(ctx, 'start', network);
  const now = ctx.now();
  await inTransaction(ctx.db, (db) =>
    insertDraft(db, {
      agencyId: agencyCode,
      draftId: randomUUID(),
      formKind: kind,
      tokenHash: draftCodeHash(code),
      createdAt: now.toISOString(),
      expiresAt: endOf(now),
      submittedAt: null,
      submittedId: null,
    }),
  );
  return code;
}

export interface DraftStart {
  readonly agencyCode: string;
  readonly kind: FormKind;
  readonly network: string;
}

export function onlineClosed(): DomainError {
  return new DomainError(
    'NOT_IN_THIS_STATUS',
    '本机关没有开通网上申请。当面提交和邮寄不受影响，地址和时间见公开指南。',
  );
}

/** The draft that a code opens; null: none, or its time is over. */
export async function findOpenDraft(
  ctx: Context,
  agencyCode: string,
  kind: FormKind,
  code: string | undefined,
): Promise<Draft | null> {
  if (code === undefined || code === '') return null;
  const row = await findDraft(ctx.db, agencyCode, draftCodeHash(code));
  if (row?.formKind !== kind || row.expiresAt <= ctx.now().toISOString()) return null;
  return {
    row,
    code,
    answers: await readAnswers(ctx.db, ctx, agencyCode, row.draftId),
    files: await listOnlineFiles(ctx.db, agencyCode, [row.draftId]),
  };
}

/** @throws DomainError NOT_FOUND */
export async function requireDraft(
  ctx: Context,
  agencyCode: string,
  kind: FormKind,
  code: string,
): Promise<Draft> {
  const draft = await findOpenDraft(ctx, agencyCode, kind, code);
  if (draft !== null) return draft;
  throw new DomainError('NOT_FOUND', `没有找到这份草稿，超过${DRAFT_DAYS}天没有改动的已经删除。`);
}

/** Goes on with a draft by its code, on another device. @throws DomainError NOT_FOUND, TOO_MANY_ATTEMPTS */
export async function resumeDraft(
  ctx: Context,
  { agencyCode, kind, network }: DraftStart,
  code: string,
): Promise<Draft> {
  const limit = addressLimit('resume', network);
  await takeAttempt(ctx, [limit]);
  const draft = await findOpenDraft(ctx, agencyCode, kind, code);
  if (draft === null)
    throw new DomainError(
      'NOT_FOUND',
      `没有找到这份草稿：请核对续填码；超过${DRAFT_DAYS}天没有改动的已经删除。`,
    );
  await attemptSucceeded(ctx, ctx.db, [], [limit]);
  return draft;
}

/** Keeps the answers of a page, right or wrong: nothing that was typed is lost. @returns what is wrong with them */
export async function saveStep(
  ctx: Context,
  draft: Draft,
  step: FormStep,
  typed: ReadonlyMap<string, string>,
): Promise<{ readonly answers: Answers; readonly faults: readonly AnswerFault[] }> {
  const fields = step.fields({ ...draft.answers, ...countsOf(step, typed) });
  const given = Object.fromEntries(
    fields.map(({ name, kind }) => [name, tidy(typed.get(name) ?? '', kind === 'textarea')]),
  );
  const answers = { ...draft.answers, ...countsOf(step, typed), ...given };
  if (JSON.stringify(answers).length > LONGEST_DRAFT)
    throw new DomainError('INVALID_INPUT', '填写的内容过长，请缩短，或者改为上传附件。');
  await keepAnswers(ctx, draft, answers);
  return { answers, faults: faultsOfStep(step, answers, uploadedOf(draft.files)) };
}

async function keepAnswers(ctx: Context, { row }: Draft, answers: Answers): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    const locked = await lockDraft(db, row.agencyId, row.draftId);
    if (locked?.submittedAt !== null) throw alreadySent();
    await keepText(db, ctx, row.agencyId, row.draftId, JSON.stringify(answers));
    await updateDraft(db, row, { expiresAt: endOf(ctx.now()) });
  });
}

/** How many of the repeated fields the page showed, when it has any. */
function countsOf({ repeats }: FormStep, typed: ReadonlyMap<string, string>): Record<string, string> {
  if (repeats === undefined) return {};
  const name = `${repeats.prefix}-count`;
  const asked = Number(typed.get(name) ?? '1');
  const count = Number.isInteger(asked) ? Math.min(Math.max(asked, 1), repeats.most) : 1;
  return { [name]: String(count) };
}

/** Line ends as one, control characters gone; blanks around go. */
function tidy(text: string, isLong: boolean): string {
  const plain = text.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu, '');
  return (isLong ? plain : plain.replaceAll('\n', ' ')).trim();
}

/** How many files there are of each purpose. */
export function uploadedOf(files: readonly OnlineFileRow[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { purpose } of files) counts.set(purpose, (counts.get(purpose) ?? 0) + 1);
  return counts;
}

/** Takes a file in for a page of the draft. @throws DomainError FILE_REFUSED, FILE_TOO_LARGE, INVALID_INPUT */
export async function addDraftFile(
  ctx: Context,
  draft: Draft,
  { purpose, network, ...file }: UploadToKeep,
): Promise<void> {
  if (draft.files.length >= MOST_FILES)
    throw new DomainError(
      'INVALID_INPUT',
      `最多上传${MOST_FILES}个文件，请先移除不需要的，或者合成一个文件。`,
    );
  await takeTurn(ctx, 'upload', network);
  const { agencyId, draftId } = draft.row;
  const sender = applicantActor(draftId);
  const accepted = await acceptFile(ctx, sender, {
    ...{ agencyCode: agencyId, purpose: 'onlineAttachment', fileName: file.fileName, content: [file.bytes] },
  });
  await inTransaction(ctx.db, async (db) => {
    const locked = await lockDraft(db, agencyId, draftId);
    if (locked?.submittedAt !== null) throw alreadySent();
    const { fileId } = await recordFile(db, ctx, sender, accepted);
    const addedAt = ctx.now().toISOString();
    await insertOnlineFile(db, { agencyId, fileId, ownerId: draftId, purpose, addedAt });
    await updateDraft(db, draft.row, { expiresAt: endOf(ctx.now()) });
  });
}

export interface UploadToKeep {
  readonly purpose: string;
  readonly network: string;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Takes a file of the draft away again; one that is not there is gone already. */
export async function removeDraftFile(ctx: Context, draft: Draft, fileId: string): Promise<void> {
  const { agencyId, draftId } = draft.row;
  await inTransaction(ctx.db, async (db) => {
    const found = await findOnlineFile(db, agencyId, fileId);
    if (found?.ownerId !== draftId) return;
    await deleteOnlineFile(db, agencyId, fileId);
    await removeFile(db, ctx, applicantActor(draftId), { agencyCode: agencyId, fileId });
  });
}

/** The first page that is not in order; null: all are. */
export function incompleteStep({ row, answers, files }: Draft): FormStep | null {
  return firstIncomplete(ONLINE_FORMS[row.formKind], answers, uploadedOf(files));
}

/** A page of the draft's form by its id, as long as it applies. */
export function stepOfDraft({ row, answers }: Draft, id: string): FormStep | null {
  return formSteps(ONLINE_FORMS[row.formKind], answers).find((step) => step.id === id) ?? null;
}

/** Takes drafts away whose time is over, with their files and texts. @returns how many */
export async function forgetExpiredDrafts(ctx: Pick<AppContext, 'db' | 'now'>): Promise<number> {
  const at = ctx.now().toISOString();
  return inTransaction(ctx.db, async (db) => {
    const drafts = await lockExpiredDrafts(db, at, 200);
    for (const { agencyId, draftId } of drafts) {
      for (const { fileId } of await listOnlineFiles(db, agencyId, [draftId])) {
        await deleteOnlineFile(db, agencyId, fileId);
        await removeFile(db, ctx, applicantActor(draftId), { agencyCode: agencyId, fileId });
      }
      await deleteText(db, agencyId, draftId);
      await deleteDraft(db, agencyId, draftId);
    }
    return drafts.length;
  });
}

export function alreadySent(): DomainError {
  return new DomainError(
    'NOT_IN_THIS_STATUS',
    '这份表已经提交，不能再改。需要补充的，请用编号和查询码进入进度页面。',
  );
}

function endOf(now: Date): string {
  return new Date(now.getTime() + DRAFT_DAYS * DAY_MS).toISOString();
}
