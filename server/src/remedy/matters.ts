import { randomUUID } from 'node:crypto';
import {
  DomainError,
  permit,
  permitWithin,
  type Actor,
  type ItemFinding,
  type LocalDate,
  type NewLesson,
  type RemedyDetail,
  type RemedyLesson,
  type RemedyOrderKind,
  type RemedyPaperKind,
} from '@gongkai/core';
import { recordAudit, recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { acceptFile, openFile, recordFile, type OpenedFile } from '../storage/service.js';
import { presentLesson, presentRemedy } from './present-remedy.js';
import {
  findRemedy,
  insertLesson,
  insertOrder,
  insertPaper,
  listLessons,
  listPapers,
  lockRemedy,
  markOrderDone,
  type RemedyRow,
} from './queries.js';
import { noSuchRemedy, type RemedyPlace } from './record-remedy.js';

type Context = Pick<AppContext, 'db' | 'now' | 'today'>;

/** Writes down something that a decision or judgment orders. */
export async function addRemedyOrder(
  ctx: Context,
  actor: Actor,
  place: RemedyPlace,
  order: {
    readonly kind: RemedyOrderKind;
    readonly what: string;
    readonly orderedOn: LocalDate;
    readonly dueOn: LocalDate | null;
  },
): Promise<RemedyDetail> {
  return withRemedy(ctx, actor, place, async (db, { agencyId, remedyId }) => {
    if (order.orderedOn > ctx.today()) {
      throw new DomainError('INVALID_INPUT', '日期晚于今日：只能登记已经发生的事。');
    }
    const orderId = randomUUID();
    await insertOrder(db, { agencyId, remedyId, orderId, ...order, doneOn: null, proof: null });
    await recordAudit(db, ctx, actor, {
      kind: 'remedy.orderRecorded',
      agencyCode: agencyId,
      subject: { type: 'remedy', id: remedyId },
      details: { orderId, type: order.kind },
    });
  });
}

/** Says that what was ordered has been done, and by what that can be seen. @throws DomainError NOT_IN_THIS_STATUS */
export async function fulfilRemedyOrder(
  ctx: Context,
  actor: Actor,
  place: RemedyPlace & { readonly orderId: string },
  done: { readonly doneOn: LocalDate; readonly proof: string },
): Promise<RemedyDetail> {
  return withRemedy(ctx, actor, place, async (db, { agencyId, remedyId }) => {
    if (done.doneOn > ctx.today()) {
      throw new DomainError('INVALID_INPUT', '日期晚于今日：只能登记已经发生的事。');
    }
    const { orderId } = place;
    if (!(await markOrderDone(db, { agencyId, remedyId, orderId }, done))) {
      throw new DomainError('NOT_IN_THIS_STATUS', '没有这一项，或者已经登记过履行情况，请刷新后再看。');
    }
    await recordAudit(db, ctx, actor, {
      kind: 'remedy.orderFulfilled',
      agencyCode: agencyId,
      subject: { type: 'remedy', id: remedyId },
      details: { orderId },
    });
  });
}

/** Keeps what was learnt, with the ground or the letter that it concerns. */
export async function addRemedyLesson(
  ctx: Context,
  actor: Actor,
  place: RemedyPlace,
  lesson: NewLesson,
): Promise<RemedyDetail> {
  return withRemedy(ctx, actor, place, async (db, { agencyId, remedyId }) => {
    const kept = { lessonId: randomUUID(), learntOn: ctx.today(), recordedBy: actor.id };
    await insertLesson(db, { agencyId, remedyId, ...lesson, ...kept });
    await recordAudit(db, ctx, actor, {
      kind: 'remedy.lessonRecorded',
      agencyCode: agencyId,
      subject: { type: 'remedy', id: remedyId },
      details: { rule: lesson.ground ?? lesson.letter ?? '' },
    });
  });
}

/** What the agency has learnt about these grounds, the newest first; for whoever drafts an answer on one of them. */
export async function lessonsOf(
  db: Connection,
  agencyCode: string,
  grounds: readonly ItemFinding[] | null,
): Promise<RemedyLesson[]> {
  return (await listLessons(db, agencyCode, { grounds })).map(presentLesson);
}

export async function listRemedyLessons(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  ground: ItemFinding | undefined,
): Promise<RemedyLesson[]> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  return lessonsOf(ctx.db, agencyCode, ground === undefined ? null : [ground]);
}

/** Keeps a paper of the remedy. @throws DomainError FILE_REFUSED, FILE_TOO_LARGE */
export async function addRemedyPaper(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  place: RemedyPlace,
  kind: RemedyPaperKind,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<RemedyDetail> {
  const { agencyCode, remedyId } = place;
  permit(actor, 'remedy.record', { agencyCode });
  if ((await findRemedy(ctx.db, agencyCode, remedyId)) === undefined) throw noSuchRemedy(remedyId);
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'remedyPaper', fileName: file.fileName, content: [file.bytes] },
  });
  return withRemedy(ctx, actor, place, async (db, { agencyId }) => {
    const { fileId } = await recordFile(db, ctx, actor, accepted);
    await insertPaper(db, { agencyId, remedyId, fileId, kind, addedAt: ctx.now().toISOString() });
  });
}

/** A paper to download; the look is on record. @throws DomainError NOT_FOUND */
export async function openRemedyPaper(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  { agencyCode, remedyId }: RemedyPlace,
  fileId: string,
): Promise<OpenedFile> {
  permit(actor, 'remedy.view', { agencyCode });
  const papers = await listPapers(ctx.db, agencyCode, remedyId);
  if (!papers.some((paper) => paper.fileId === fileId)) {
    throw new DomainError('NOT_FOUND', '没有这份材料，请从复议诉讼的页面下载。');
  }
  const record = { kind: 'remedy', agencyCode } as const;
  const file = await openFile(ctx, agencyCode, fileId, { viewer: actor, record, reach: 'inside' });
  await recordLook(ctx, actor, {
    kind: 'file.downloaded',
    agencyCode,
    subject: { type: 'file', id: fileId },
    purpose: 'handling',
    details: { sha256: file.sha256 },
  });
  return file;
}

/** Changes something of a remedy that is locked meanwhile. */
function withRemedy(
  ctx: Context,
  actor: Actor,
  { agencyCode, remedyId }: RemedyPlace,
  change: (db: Transaction, row: RemedyRow) => Promise<void>,
): Promise<RemedyDetail> {
  permit(actor, 'remedy.record', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const row = await lockRemedy(db, agencyCode, remedyId);
    if (row === undefined) throw noSuchRemedy(remedyId);
    await change(db, row);
    return presentRemedy(db, row, ctx.today());
  });
}
