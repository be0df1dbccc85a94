import { createHash, randomBytes, randomUUID } from 'node:crypto';
import {
  CONSULTATIONS,
  consultationStanding,
  consultationTerm,
  DomainError,
  permit,
  systemActor,
  type Actor,
  type CaseEvent,
  type Consultation,
  type ConsultationReply,
  type KeptFile,
  type LocalDate,
  type NewConsultation,
  type Permission,
  type PublicInterestOverride,
} from '@gongkai/core';
import { z } from 'zod';
import { correctEventIn, placeOfCase, recordEventIn, requireCase } from '../application/service.js';
import { recordAudit } from '../audit/service.js';
import { loadCalendar } from '../calendar/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  findConsultationByLink,
  insertConsultation,
  listConsultations,
  listOpenLinks,
  lockConsultation,
  updateConsultation,
  type ConsultationRow,
} from './consultation-queries.js';
import { filesByRecord, keepFile } from './files.js';
import { keepText, readTexts } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

const consultationTextSchema = z.object({
  addressee: z.string(),
  address: z.string().default(''),
  asked: z.string(),
  opinion: z.string().nullable().default(null),
  overrideReasons: z.string().nullable().default(null),
});

export interface ConsultationAddress {
  readonly agencyCode: string;
  readonly caseId: string;
  readonly consultationId: string;
}

/**
 * Asks a third party, a co-producing organ or another organ, and records the event that stops the clock (条例第三十三条
 * 第三款). @throws DomainError NOT_FOUND, INVALID_INPUT, NOT_IN_THIS_STATUS
 */
export async function sendConsultation(
  ctx: Context,
  actor: Actor,
  { agencyCode, caseId }: { readonly agencyCode: string; readonly caseId: string },
  input: NewConsultation,
): Promise<Consultation> {
  const { kind, sentOn, receivedOn } = input;
  return inTransaction(ctx.db, async (db) => {
    permit(actor, 'case.record', placeOfCase(await requireCase(db, actor, agencyCode, caseId)));
    requirePast(ctx, sentOn, '发出');
    if (receivedOn !== null) requireReceipt(ctx, sentOn, receivedOn);
    const consultationId = randomUUID();
    const event: CaseEvent = {
      type: CONSULTATIONS[kind].sent,
      on: sentOn,
      ref: consultationId,
      ...(receivedOn !== null && { receivedOn }),
    };
    const { events } = await recordEventIn(db, ctx, actor, { agencyCode, caseId, event, lastSeq: null });
    const row: ConsultationRow = {
      agencyId: agencyCode,
      consultationId,
      caseId,
      kind,
      sentOn,
      sentSeq: events.at(-1)?.seq ?? 0,
      receivedOn,
      lapseOn: consultationTerm(kind, receivedOn, await loadCalendar(db, agencyCode))?.dueOn ?? null,
      answeredOn: null,
      answer: null,
      overrideOn: null,
      linkHash: null,
      madeBy: actor.id,
    };
    await insertConsultation(db, row);
    const { addressee, address, asked } = input;
    await keepText(db, ctx, textPlace(row), { addressee, address, asked });
    await audit(db, ctx, actor, row, 'consultation.sent');
    return presentOne(db, ctx, row);
  });
}

/** The day from which the term of the one who is asked runs. @throws DomainError NOT_FOUND, INVALID_INPUT */
export async function recordConsultationReceipt(
  ctx: Context,
  actor: Actor,
  at: ConsultationAddress,
  receivedOn: LocalDate,
): Promise<Consultation> {
  return change(ctx, actor, at, 'case.record', async (db, row) => {
    requireUnanswered(row);
    requireReceipt(ctx, row.sentOn, receivedOn);
    const event: CaseEvent = {
      type: CONSULTATIONS[row.kind].sent,
      on: row.sentOn,
      ref: row.consultationId,
      receivedOn,
    };
    const { agencyCode, caseId } = at;
    const step = { agencyCode, caseId, seq: row.sentSeq, event, reason: '登记对方收到的日期', lastSeq: null };
    const { events } = await correctEventIn(db, ctx, actor, step, 'case.record');
    const changed = {
      receivedOn,
      sentSeq: events.at(-1)?.seq ?? row.sentSeq,
      lapseOn: consultationTerm(row.kind, receivedOn, await loadCalendar(db, agencyCode))?.dueOn ?? null,
    };
    await updateConsultation(db, row, changed);
    await audit(db, ctx, actor, row, 'consultation.received');
    return { ...row, ...changed };
  });
}

/** The answer, in time or late, and the event that lets the clock run on. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function recordConsultationAnswer(
  ctx: Context,
  actor: Actor,
  at: ConsultationAddress,
  reply: ConsultationReply,
): Promise<Consultation> {
  return change(ctx, actor, at, 'case.record', (db, row) => answerIn(db, ctx, actor, row, reply));
}

/** Writes an answer, whoever brings it, in the caller's transaction. */
async function answerIn(
  db: Transaction,
  ctx: Omit<Context, 'db'>,
  actor: Actor,
  row: ConsultationRow,
  { on, answer, opinion }: ConsultationReply,
): Promise<ConsultationRow> {
  requireUnanswered(row);
  requirePast(ctx, on, '答复');
  if (on < row.sentOn) {
    throw new DomainError('INVALID_INPUT', `答复的日期不能早于发出的日期 ${row.sentOn}，请核对。`);
  }
  const { agencyId, caseId, kind, consultationId } = row;
  const type = CONSULTATIONS[kind].answered;
  const agrees = answer === 'other' ? {} : { agrees: answer === 'agrees' };
  const event: CaseEvent =
    type === 'agencyAnswered'
      ? { type, on, ref: consultationId }
      : { type, on, ref: consultationId, ...agrees };
  await recordEventIn(db, ctx, actor, { agencyCode: agencyId, caseId, event, lastSeq: null });
  const changed = { answeredOn: on, answer };
  await updateConsultation(db, row, changed);
  await addWords(db, ctx, row, { opinion });
  await audit(db, ctx, actor, row, 'consultation.answered');
  return { ...row, ...changed };
}

/**
 * Not to disclose would gravely affect the public interest: the third party objects or keeps silent and is told in
 * writing what will be disclosed and why (条例第三十二条). @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS, INVALID_INPUT
 */
export async function overrideThirdParty(
  ctx: Context,
  actor: Actor,
  at: ConsultationAddress,
  { reasons, noticeOn }: PublicInterestOverride,
): Promise<Consultation> {
  return change(ctx, actor, at, 'case.approve', async (db, row) => {
    const calendar = await loadCalendar(db, row.agencyId);
    const lapseOn = consultationTerm(row.kind, row.receivedOn, calendar)?.dueOn ?? null;
    const standing = consultationStanding({ ...row, lapseOn }, ctx.today());
    const isOpen = standing === 'awaitingReceipt' || standing === 'awaitingAnswer';
    if (row.kind !== 'thirdParty' || isOpen || row.answer === 'agrees') {
      throw new DomainError(
        'NOT_IN_THIS_STATUS',
        '第三方不同意公开或者逾期没有答复的，才需要认定公共利益（条例第三十二条）。',
      );
    }
    requirePast(ctx, noticeOn, '书面告知第三方');
    if (noticeOn < (row.answeredOn ?? row.sentOn)) {
      throw new DomainError('INVALID_INPUT', '书面告知第三方的日期不能早于它答复的日期，请核对。');
    }
    await updateConsultation(db, row, { overrideOn: noticeOn });
    await addWords(db, ctx, row, { overrideReasons: reasons });
    await audit(db, ctx, actor, row, 'consultation.overridden');
    return { ...row, overrideOn: noticeOn };
  });
}

/** A token for the third party's own page, told once; an earlier one opens nothing any more. @throws DomainError NOT_FOUND */
export async function makeThirdPartyLink(
  ctx: Context,
  actor: Actor,
  at: ConsultationAddress,
): Promise<{ token: string }> {
  const token = randomBytes(24).toString('base64url');
  await change(ctx, actor, at, 'case.record', async (db, row) => {
    requireUnanswered(row);
    if (row.kind === 'agency') {
      throw new DomainError('NOT_IN_THIS_STATUS', '其他机关协助以公函往来，不用网上答复凭证。');
    }
    const linkHash = hashOf(token);
    await updateConsultation(db, row, { linkHash });
    await audit(db, ctx, actor, row, 'consultation.linkMade');
    return { ...row, linkHash };
  });
  return { token };
}

/** What the one who was asked may see: what is asked and until when; never who applied. */
export interface AskedThirdParty extends Pick<
  Consultation,
  'kind' | 'asked' | 'addressee' | 'sentOn' | 'receivedOn' | 'lapseOn' | 'standing'
> {
  readonly agencyId: string;
  readonly caseId: string;
  readonly consultationId: string;
}

/** Of whoever holds the token; undefined: it opens nothing. */
export async function findAskedThirdParty(
  ctx: Context,
  agencyCode: string,
  token: string,
): Promise<AskedThirdParty | undefined> {
  const row = await findConsultationByLink(ctx.db, agencyCode, hashOf(token));
  if (row === undefined) return undefined;
  const { asked, addressee, standing, lapseOn } = await presentOne(ctx.db, ctx, row);
  const { agencyId, caseId, consultationId, kind, sentOn, receivedOn } = row;
  return { agencyId, caseId, consultationId, kind, sentOn, receivedOn, lapseOn, asked, addressee, standing };
}

/** Everybody who was given a link and has not answered, for a node elsewhere that shows what is asked. */
export async function listAskedByLink(
  db: Connection,
  ctx: Pick<AppContext, 'keyring' | 'today'>,
): Promise<(AskedThirdParty & { readonly linkHash: string })[]> {
  const asked: (AskedThirdParty & { readonly linkHash: string })[] = [];
  for (const row of await listOpenLinks(db)) {
    if (row.linkHash === null) continue;
    const presented = await presentOne(db, ctx, row);
    const { kind, sentOn, receivedOn, lapseOn, asked: words, addressee, standing } = presented;
    const { agencyId, caseId, consultationId } = row;
    asked.push({
      ...{ agencyId, caseId, consultationId, kind, sentOn, receivedOn, lapseOn, asked: words, addressee },
      ...{ standing, linkHash: Buffer.from(row.linkHash).toString('hex') },
    });
  }
  return asked;
}

/** Who stands in the trace where a third party answers by its own link, here or at an inbox. */
export const BY_LINK = systemActor('第三方网上答复');

/** Whether the one who holds the link has given the very same answer before. */
export async function isAnsweredAlike(
  ctx: Context,
  agencyCode: string,
  token: string,
  reply: Omit<ConsultationReply, 'on'>,
): Promise<boolean> {
  const row = await findConsultationByLink(ctx.db, agencyCode, hashOf(token));
  if (row === undefined) return false;
  const { answer, opinion } = await presentOne(ctx.db, ctx, row);
  return answer === reply.answer && (opinion ?? '') === reply.opinion;
}

/**
 * The third party's own answer by its link; `actor` is who stands in the trace for it.
 * @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function answerByLink(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  token: string,
  reply: Omit<ConsultationReply, 'on'>,
): Promise<void> {
  await inTransaction(ctx.db, (db) =>
    answerByLinkIn(db, ctx, actor, agencyCode, token, { ...reply, on: ctx.today() }),
  );
}

/** The same inside the caller's transaction, given on a day that may have passed. */
export async function answerByLinkIn(
  db: Transaction,
  ctx: Omit<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
  token: string,
  reply: ConsultationReply,
): Promise<void> {
  const found = await findConsultationByLink(db, agencyCode, hashOf(token));
  const row = found && (await lockConsultation(db, agencyCode, found.consultationId));
  if (row === undefined) throw noSuchConsultation();
  await answerIn(db, ctx, actor, row, reply);
}

/** Which consultation a link belongs to. @throws DomainError NOT_FOUND */
export async function consultationOfLink(
  db: Connection,
  agencyCode: string,
  token: string,
): Promise<{ readonly caseId: string; readonly consultationId: string }> {
  const found = await findConsultationByLink(db, agencyCode, hashOf(token));
  if (found === undefined) throw noSuchConsultation();
  const { caseId, consultationId } = found;
  return { caseId, consultationId };
}

/** @throws DomainError NOT_FOUND, FILE_REFUSED */
export async function uploadConsultationFile(
  ctx: Context & Pick<AppContext, 'files'>,
  actor: Actor,
  at: ConsultationAddress,
  file: { readonly fileName: string; readonly bytes: Uint8Array },
): Promise<KeptFile> {
  const row = await inTransaction(ctx.db, (db) => requireConsultation(db, actor, at, 'case.record'));
  return keepFile(ctx, actor, textPlace(row), file);
}

async function change(
  ctx: Context,
  actor: Actor,
  at: ConsultationAddress,
  permission: Permission,
  work: (db: Transaction, row: ConsultationRow) => Promise<ConsultationRow>,
): Promise<Consultation> {
  return inTransaction(ctx.db, async (db) => {
    const row = await requireConsultation(db, actor, at, permission);
    return presentOne(db, ctx, await work(db, row));
  });
}

async function requireConsultation(
  db: Transaction,
  actor: Actor,
  { agencyCode, caseId, consultationId }: ConsultationAddress,
  permission: Permission,
): Promise<ConsultationRow> {
  const found = await requireCase(db, actor, agencyCode, caseId);
  permit(actor, permission, placeOfCase(found));
  const row = await lockConsultation(db, agencyCode, consultationId);
  if (row?.caseId !== caseId) throw noSuchConsultation();
  return row;
}

function requireUnanswered({ answeredOn }: ConsultationRow): void {
  if (answeredOn === null) return;
  throw new DomainError('NOT_IN_THIS_STATUS', `对方已于 ${answeredOn} 答复，请刷新后重看。`);
}

function requirePast({ today }: Pick<AppContext, 'today'>, day: LocalDate, what: string): void {
  if (day > today()) throw new DomainError('INVALID_INPUT', `${what}的日期不能在今天之后，请核对。`);
}

function requireReceipt(ctx: Pick<AppContext, 'today'>, sentOn: LocalDate, receivedOn: LocalDate): void {
  requirePast(ctx, receivedOn, '对方收到');
  if (receivedOn < sentOn) {
    throw new DomainError('INVALID_INPUT', `对方收到的日期不能早于发出的日期 ${sentOn}，请核对。`);
  }
}

async function addWords(
  db: Transaction,
  ctx: Omit<Context, 'db'>,
  row: ConsultationRow,
  words: { readonly opinion?: string; readonly overrideReasons?: string },
): Promise<void> {
  const texts = await readTexts(db, ctx, row.agencyId, [row.consultationId], consultationTextSchema);
  const known = texts.get(row.consultationId) ?? { addressee: '', asked: '' };
  await keepText(db, ctx, textPlace(row), { ...known, ...words });
}

function audit(
  db: Transaction,
  ctx: Omit<Context, 'db'>,
  actor: Actor,
  { agencyId, caseId, consultationId, kind }: ConsultationRow,
  auditKind:
    | 'consultation.sent'
    | 'consultation.received'
    | 'consultation.answered'
    | 'consultation.overridden'
    | 'consultation.linkMade',
): Promise<void> {
  return recordAudit(db, ctx, actor, {
    kind: auditKind,
    agencyCode: agencyId,
    subject: { type: 'case', id: caseId },
    details: { consultationId, consulted: kind },
  });
}

function textPlace(row: Pick<ConsultationRow, 'agencyId' | 'caseId' | 'consultationId'>) {
  return { agencyId: row.agencyId, caseId: row.caseId, recordId: row.consultationId };
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function noSuchConsultation(): DomainError {
  return new DomainError('NOT_FOUND', '没有这次征求意见，请刷新后重看。');
}

async function presentOne(
  db: Connection,
  ctx: Pick<AppContext, 'keyring' | 'today'>,
  row: ConsultationRow,
): Promise<Consultation> {
  const [presented] = await presentConsultations(db, ctx, row.agencyId, [row]);
  if (presented === undefined) throw noSuchConsultation();
  return presented;
}

/** The consultations of a case in the order of being sent. */
export async function consultationsOf(
  db: Connection,
  ctx: Pick<AppContext, 'keyring' | 'today'>,
  agencyId: string,
  caseId: string,
): Promise<Consultation[]> {
  return presentConsultations(db, ctx, agencyId, await listConsultations(db, agencyId, caseId));
}

async function presentConsultations(
  db: Connection,
  ctx: Pick<AppContext, 'keyring' | 'today'>,
  agencyId: string,
  rows: readonly ConsultationRow[],
): Promise<Consultation[]> {
  const ids = rows.map(({ consultationId }) => consultationId);
  const texts = await readTexts(db, ctx, agencyId, ids, consultationTextSchema);
  const files = await filesByRecord(db, agencyId, ids);
  const calendar = await loadCalendar(db, agencyId);
  return rows.map((row) => {
    const text = texts.get(row.consultationId);
    const { consultationId, kind, sentOn, receivedOn, answeredOn, answer, overrideOn } = row;
    // Days off that were changed since are counted with: the stored day is that of sending.
    const term = consultationTerm(kind, receivedOn, calendar);
    const lapseOn = term?.dueOn ?? null;
    return {
      ...{ consultationId, kind, sentOn, receivedOn, lapseOn, answeredOn, answer },
      addressee: text?.addressee ?? null,
      asked: text?.asked ?? null,
      derivation: [...(term?.derivation ?? [])],
      opinion: text?.opinion ?? null,
      standing: consultationStanding({ ...row, lapseOn }, ctx.today()),
      override: overrideOn === null ? null : { reasons: text?.overrideReasons ?? null, noticeOn: overrideOn },
      hasLink: row.linkHash !== null,
      files: [...(files.get(consultationId) ?? [])],
    };
  });
}
