import {
  ATTACHMENT_KINDS,
  attachmentKindSchema,
  DomainError,
  LETTERS,
  OUTCOMES_OF_KIND,
  parseLocalDate,
  permit,
  recorderName,
  rightsGaps,
  type Actor,
  type RightsAnswer,
  type RightsContact,
  type RightsOutcome,
  type RightsRequest,
  type RightsRequestSummary,
  type rightsRequestQuerySchema,
} from '@gongkai/core';
import type { z } from 'zod';
import { ANONYMOUS, recordLook } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { listOnlineFiles, readText } from '../online-record/service.js';
import { noSuchRequest, recordContactIn, recordStepIn } from './record-step.js';
import {
  findRightsRequest,
  listRightsEvents,
  listRightsRequestRows,
  lockRightsRequest,
  type RightsRequestRow,
} from './queries.js';
import { eventTextId, readLines } from './rights-words.js';

export { answerByLetterIn, placeOfRightsRequest, readCorrectionDemand, reopenIn } from './by-letter.js';
export { enterRightsRequest } from './entry.js';
export { findRightsRequest, lockRightsRequest } from './queries.js';
export { recordContactIn } from './record-step.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'audit'>;

/** The register of demands and suggestions, the newest first; apart from that of applications. */
export async function listRightsRequests(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  { after, ...filter }: z.output<typeof rightsRequestQuerySchema>,
): Promise<{ items: RightsRequestSummary[]; next: string | null; total: null }> {
  permit(actor, 'rightsRequest.view', { agencyCode });
  const [, submittedOn = '', requestId = ''] = /^(\d{4}-\d{2}-\d{2}) (.+)$/.exec(after ?? '') ?? [];
  const rows = await listRightsRequestRows(ctx.db, agencyCode, {
    ...filter,
    limit: filter.limit + 1,
    ...(requestId !== '' && { after: { submittedOn: parseLocalDate(submittedOn), requestId } }),
  });
  const items = rows.slice(0, filter.limit);
  const last = items.at(-1);
  const next = rows.length > items.length && last ? `${last.submittedOn} ${last.requestId}` : null;
  return { items: items.map(summaryOf), next, total: null };
}

/** One of them with all that was said. The look is on record first. @throws DomainError NOT_FOUND */
export async function getRightsRequest(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  requestId: string,
): Promise<RightsRequest> {
  permit(actor, 'rightsRequest.view', { agencyCode });
  const row = await findRightsRequest(ctx.db, agencyCode, requestId);
  if (row === undefined) throw noSuchRequest();
  await recordLook(ctx, actor, {
    kind: 'rightsRequest.viewed',
    agencyCode,
    subject: { type: 'rightsRequest', id: requestId },
    purpose: 'handling',
    details: {},
  });
  return present(ctx, row);
}

/**
 * Answers a suggestion (条例第四十四条第二款), for which no form is prescribed. A demand for correction is answered by its
 * letter. @throws DomainError NOT_FOUND, CHANGED_MEANWHILE, NOT_IN_THIS_STATUS, INVALID_INPUT for an outcome of the other kind
 */
export async function answerRightsRequest(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  requestId: string,
  { outcome, text, lastSeq }: RightsAnswer,
): Promise<RightsRequest> {
  permit(actor, 'rightsRequest.answer', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const row = await lockUnchanged(db, agencyCode, requestId, lastSeq);
    if (row.kind === 'correction') throw answeredByLetter();
    const allowed: readonly RightsOutcome[] = OUTCOMES_OF_KIND[row.kind];
    if (!allowed.includes(outcome))
      throw new DomainError('INVALID_INPUT', '这种结果不适用于这一类，请改选。', { outcome });
    await recordStepIn(db, ctx, actor, row, { type: 'answered', on: ctx.today(), text, outcome });
    const changed = await lockRightsRequest(db, agencyCode, requestId);
    return present({ ...ctx, db }, changed ?? row);
  });
}

/**
 * Records a call or talk with the person. By one that reached it both sides confirm, and that day is the day of receipt
 * (条例第三十一条). @throws DomainError NOT_FOUND, CHANGED_MEANWHILE, INVALID_INPUT for a day that can't be
 */
export async function recordRightsContact(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  requestId: string,
  { lastSeq, ...contact }: RightsContact,
): Promise<RightsRequest> {
  permit(actor, 'rightsRequest.answer', { agencyCode });
  return inTransaction(ctx.db, async (db) => {
    const row = await lockUnchanged(db, agencyCode, requestId, lastSeq);
    if (contact.on < row.submittedOn || contact.on > ctx.today())
      throw new DomainError('INVALID_INPUT', '联系的日期应在收到之后、今天或者今天之前，请核对。');
    await recordContactIn(db, ctx, actor, row, contact);
    const changed = await lockRightsRequest(db, agencyCode, requestId);
    return present({ ...ctx, db }, changed ?? row);
  });
}

async function lockUnchanged(
  db: Transaction,
  agencyCode: string,
  requestId: string,
  lastSeq: number,
): Promise<RightsRequestRow> {
  const row = await lockRightsRequest(db, agencyCode, requestId);
  if (row === undefined) throw noSuchRequest();
  if (row.lastSeq === lastSeq) return row;
  throw new DomainError('CHANGED_MEANWHILE', '这一件刚刚有新的记录，请刷新后核对，再做这一步。', {
    lastSeq: row.lastSeq,
  });
}

/** For the person who has proved with the code that it is its own. */
export async function getOwnRightsRequest(
  ctx: Context,
  agencyCode: string,
  requestId: string,
): Promise<RightsRequest> {
  const row = await findRightsRequest(ctx.db, agencyCode, requestId);
  if (row === undefined) throw noSuchRequest();
  await recordLook(ctx, ANONYMOUS, {
    kind: 'rightsRequest.viewed',
    agencyCode,
    subject: { type: 'rightsRequest', id: requestId },
    purpose: 'ownRequest',
    details: {},
  });
  return present(ctx, row);
}

async function present(ctx: Pick<Context, 'db' | 'keyring'>, row: RightsRequestRow): Promise<RightsRequest> {
  const { agencyId, requestId, lastSeq } = row;
  const lines = await readLines(ctx.db, ctx, agencyId, requestId);
  const events: RightsRequest['events'] = [];
  const recorded = await listRightsEvents(ctx.db, agencyId, requestId);
  for (const event of recorded) {
    const { seq, type, occurredOn: on, recordedBy, displayName } = event;
    const by = recordedBy === ANONYMOUS.id ? '提出人' : recorderName(recordedBy, displayName);
    const text = await readText(ctx.db, ctx, agencyId, eventTextId(requestId, seq));
    events.push({ seq, type, on, recordedBy: by, text });
  }
  const files = await listOnlineFiles(ctx.db, agencyId, [requestId]);
  const answers = Object.fromEntries(lines.map(({ name = '', text }) => [name, text]));
  return {
    ...{ ...summaryOf(row), officeReceivedOn: row.officeReceivedOn },
    isTakenIn: recorded[0]?.recordedBy !== ANONYMOUS.id,
    isErased: row.erasedAt !== null,
    // What was erased lacks nothing any more.
    gaps: row.erasedAt !== null ? [] : rightsGaps(row.kind, answers, files.length > 0),
    answers: lines.map(({ label, text }) => ({ label, text })),
    events,
    files: files.map(({ fileId, fileName, mediaType, size, purpose }) => ({
      ...{ fileId, fileName, mediaType, size },
      label: ATTACHMENT_KINDS[attachmentKindSchema.catch('other').parse(purpose)],
    })),
    lastSeq,
  };
}

function summaryOf(row: RightsRequestRow): RightsRequestSummary {
  const { requestId, kind, channel, submittedOn, receivedOn, status, outcome } = row;
  return { requestId, kind, channel, submittedOn, receivedOn, status, outcome };
}

function answeredByLetter(): DomainError {
  return new DomainError(
    'NOT_IN_THIS_STATUS',
    `更正要求用《${LETTERS.correctionOfRecord}》答复：请拟写文书，由另一人审批、编号、用印并送达。`,
  );
}
