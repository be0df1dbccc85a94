import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import {
  actsOpenTo,
  applicantActor,
  DomainError,
  settingOn,
  type ApplicantAct,
  type CaseDetail,
  type LetterSetting,
} from '@gongkai/core';
import { getOwnCase, recordOwnActIn, type OwnCase } from '../application/service.js';
import { ANONYMOUS } from '../audit/service.js';
import { listOwnFees, type OwnFee } from '../handling/service.js';
import { letterSettings } from '../letter-template/service.js';
import { notify } from '../notification/service.js';
import {
  caseTextId,
  insertOnlineFile,
  keepText,
  listOnlineFiles,
  type OnlineFileRow,
  readAnswers,
  readText,
} from '../online-record/service.js';
import { findRightsRequest } from '../rights-request/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { seal, unseal } from '../platform/secrets/seal.js';
import { acceptFile, recordFile, type AcceptedFile } from '../storage/service.js';
import { plainCode, queryCodeHashes } from './code.js';
import { addressLimit, numberLimit, takeTurn } from './limits.js';
import {
  countSatisfaction,
  findAct,
  findOnlineApplication,
  insertAct,
  lockOnlineApplication,
  updateOnlineApplication,
  type OnlineApplicationRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today' | 'files' | 'audit'>;

/** Without a page being opened so long, the number and the code are asked for again. */
const SESSION_MINUTES = 30;
const SESSION_USE = { purpose: 'progress-session', agencyId: null };

/** What somebody has proved to own by its number and query code. */
export interface ProgressSession {
  readonly agencyCode: string;
  readonly number: string;
  /** The applicant's party; null for a demand or a suggestion. */
  readonly partyId: string | null;
}

/**
 * Opens what a number and its query code belong to. A wrong number and a wrong code are answered alike, after the same
 * work. @throws DomainError NOT_FOUND, TOO_MANY_ATTEMPTS
 */
export async function openProgress(
  ctx: Context,
  given: { readonly number: string; readonly code: string; readonly network: string },
): Promise<ProgressSession> {
  const number = given.number.normalize('NFKC').trim();
  const address = addressLimit('query', given.network);
  const own = numberLimit(number.toUpperCase());
  await takeAttempt(ctx, [own, address]);
  const agencyCode = agencyOf(number);
  const due = queryCodeHashes(ctx.keyring, agencyCode, number, given.code);
  const found =
    (await findOnlineApplication(ctx.db, agencyCode, number)) ??
    (await findRightsRequest(ctx.db, agencyCode, number));
  const kept = Buffer.from(found?.codeHash ?? Buffer.alloc(32));
  const fits = due.filter((hash) => hash.length === kept.length && timingSafeEqual(hash, kept)).length > 0;
  if (found === undefined || !fits || plainCode(given.code) === '')
    throw new DomainError('NOT_FOUND', '编号或者查询码不对，请照回执核对。');
  await attemptSucceeded(ctx, ctx.db, [own], [address]);
  return { agencyCode, number, partyId: 'partyId' in found ? found.partyId : null };
}

/** The agency that a number names: all before the year, or before the letters of its kind. */
function agencyOf(number: string): string {
  return /^(.{1,40}?)(-GZ|-JY)?-\d{4}-\d{1,9}$/.exec(number)?.[1] ?? '';
}

/** The session as the browser keeps it: sealed, so that nothing can be read or altered there. */
export function sealSession(
  { keyring, now }: Pick<Context, 'keyring' | 'now'>,
  session: ProgressSession,
): string {
  const until = now().getTime() + SESSION_MINUTES * 60_000;
  return seal(keyring, SESSION_USE, Buffer.from(JSON.stringify({ ...session, until }))).toString('base64url');
}

/** Null: none, over, or not made here. */
export function openSession(
  { keyring, now }: Pick<Context, 'keyring' | 'now'>,
  kept: string | undefined,
): ProgressSession | null {
  if (kept === undefined) return null;
  try {
    const text = unseal(keyring, SESSION_USE, Buffer.from(kept, 'base64url')).toString();
    const { until, ...session } = JSON.parse(text) as ProgressSession & { until: number };
    return until > now().getTime() ? session : null;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** A case as the progress page shows it. */
export interface CaseProgress extends OwnCase {
  readonly online: OnlineApplicationRow;
  readonly acts: readonly ApplicantAct[];
  readonly files: readonly OnlineFileRow[];
  readonly answers: Readonly<Record<string, string>>;
  readonly fees: readonly OwnFee[];
  /** What the agency's letters say of it today: how to pay, whom to turn to; null: not configured. */
  readonly setting: LetterSetting | null;
}

/** @throws DomainError NOT_FOUND */
export async function getProgress(ctx: Context, session: ProgressSession): Promise<CaseProgress> {
  const own = await getOwnCase(ctx, ownerOf(session));
  const { agencyCode, number } = session;
  const online = await findOnlineApplication(ctx.db, agencyCode, number);
  if (online === undefined) throw new DomainError('NOT_FOUND', '没有这件申请，请核对编号。');
  const open = actsOpenTo(own.evaluation, own.events);
  const acts = open.filter(
    (act) =>
      !(act === 'rate' && online.isRated) && !(act === 'confirm' && online.applicantConfirmedOn !== null),
  );
  return {
    ...own,
    online,
    acts,
    files: await listOnlineFiles(ctx.db, agencyCode, [caseTextId(number)]),
    answers: await readAnswers(ctx.db, ctx, agencyCode, caseTextId(number)),
    fees: await listOwnFees(ctx.db, { agencyCode, caseId: number }),
    setting: settingOn(await letterSettings(ctx.db, agencyCode), ctx.today()),
  };
}

/**
 * The applicant confirms that the application has arrived. It is received on the day on which both sides have confirmed
 * (条例第三十一条): where the office already has, that is today.
 */
export async function confirmReceipt(ctx: Context, session: ProgressSession): Promise<void> {
  const { agencyCode, number } = session;
  await inTransaction(ctx.db, async (db) => {
    const online = await requireOnline(db, session);
    if (online.applicantConfirmedOn !== null) return;
    await updateOnlineApplication(db, online, { applicantConfirmedOn: ctx.today() });
    if (online.officeConfirmedOn !== null) {
      const event = { type: 'receiptConfirmed', on: ctx.today() } as const;
      await recordOwnActIn(db, ctx, ownerOf(session), event);
    }
    await tellOffice(db, ctx, agencyCode, number, 'confirmed');
  });
}

export interface SupplementGiven {
  readonly text: string;
  readonly file: { readonly fileName: string; readonly bytes: Uint8Array } | null;
  readonly network: string;
  /** Null: sent once. */
  readonly key?: string | undefined;
  /** Files were handed in before. */
  readonly hasFiles?: boolean;
}

/** Hands in what a notice asked for; the term begins anew (条例第三十条). @throws DomainError NOT_IN_THIS_STATUS, FILE_REFUSED */
export async function supplement(
  ctx: Context,
  session: ProgressSession,
  given: SupplementGiven,
): Promise<void> {
  const text = given.text.trim();
  if (text === '' && given.file === null && given.hasFiles !== true)
    throw new DomainError('INVALID_INPUT', '请写明补正的内容，或者选择要上传的文件。');
  if (text.length > 5000)
    throw new DomainError('INVALID_INPUT', `补正的内容最多5000字，现有${text.length}字，请改为上传文件。`);
  const actor = applicantActor(ownerOf(session).partyId);
  let accepted: AcceptedFile | null = null;
  if (given.file !== null) {
    await takeTurn(ctx, 'upload', given.network);
    accepted = await acceptFile(ctx, actor, {
      ...{ agencyCode: session.agencyCode, purpose: 'onlineAttachment', fileName: given.file.fileName },
      content: [given.file.bytes],
    });
  }
  await act(ctx, session, 'supplement', text, { accepted, key: given.key });
}

/** Withdraws the application, which is possible until the reply is given. @throws DomainError NOT_IN_THIS_STATUS */
export async function withdraw(
  ctx: Context,
  session: ProgressSession,
  reason: string,
  key?: string,
): Promise<void> {
  await act(ctx, session, 'withdrawn', reason.trim().slice(0, 1000), { accepted: null, key });
}

async function act(
  ctx: Context,
  session: ProgressSession,
  kind: 'supplement' | 'withdrawn',
  text: string,
  { accepted, key }: { readonly accepted: AcceptedFile | null; readonly key?: string | undefined },
): Promise<void> {
  const { agencyCode: agencyId, number: caseId } = session;
  await inTransaction(ctx.db, async (db) => {
    await requireOnline(db, session);
    const actId = key === undefined ? randomUUID() : idOfAct(caseId, kind, key);
    if (key !== undefined && (await findAct(db, agencyId, actId)) !== undefined) {
      await refuseOtherWords(db, ctx, agencyId, actId, text);
      return;
    }
    const after = await recordOwnActIn(db, ctx, ownerOf(session), { type: kind, on: ctx.today() });
    refuseUnlawful(kind, after);
    const actedAt = ctx.now().toISOString();
    await insertAct(db, { agencyId, actId, caseId, kind, actedAt });
    if (text !== '') await keepText(db, ctx, agencyId, `act:${actId}`, text);
    if (accepted !== null) {
      const actor = applicantActor(ownerOf(session).partyId);
      const { fileId } = await recordFile(db, ctx, actor, accepted);
      const ownerId = caseTextId(caseId);
      await insertOnlineFile(db, { agencyId, fileId, ownerId, purpose: kind, addedAt: actedAt });
    }
    await tellOffice(db, ctx, agencyId, caseId, actId);
  });
}

/** Whether the act was sent under this key before. */
export async function isDoneUnder(
  ctx: Pick<Context, 'db'>,
  { agencyCode, number }: ProgressSession,
  kind: 'supplement' | 'withdrawn',
  key: string | undefined,
): Promise<boolean> {
  return key !== undefined && (await findAct(ctx.db, agencyCode, idOfAct(number, kind, key))) !== undefined;
}

/** An act that is sent under a key is the same act each time. */
function idOfAct(caseId: string, kind: string, key: string): string {
  return createHash('sha256')
    .update(JSON.stringify([caseId, kind, key]))
    .digest('hex')
    .slice(0, 36);
}

async function refuseOtherWords(
  db: Transaction,
  ctx: Pick<Context, 'keyring'>,
  agencyId: string,
  actId: string,
  text: string,
): Promise<void> {
  const kept = (await readText(db, ctx, agencyId, `act:${actId}`)) ?? '';
  if (kept === text) return;
  throw new DomainError('INVALID_INPUT', '这个幂等键已经用于另一份内容，请换一个幂等键。');
}

/** A withdrawal after the decision changes nothing, so it is refused; the register would only note that it came too late. */
export function refuseUnlawful(kind: 'supplement' | 'withdrawn', { events, status }: CaseDetail): void {
  if (kind !== 'withdrawn') return;
  const standing = events.filter(({ correctedBy, isVoid }) => correctedBy === null && !isVoid);
  const count = (type: string): number => standing.filter(({ event }) => event.type === type).length;
  if (count('withdrawn') > 1) throw new DomainError('NOT_IN_THIS_STATUS', '申请已经撤回，不需要再撤回。');
  if (count('decided') === 0 && status === 'withdrawn') return;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    '机关已经作出答复，不能再撤回。对答复有意见的，可以申请行政复议或者提起诉讼。',
  );
}

/** One answer to how it was; what is kept is a count, and that this case has answered. */
export async function rate(ctx: Context, session: ProgressSession, grade: number): Promise<void> {
  if (!Number.isInteger(grade) || grade < 1 || grade > 5)
    throw new DomainError('INVALID_INPUT', '请选择满意程度。');
  const { agencyCode } = session;
  const { evaluation } = await getOwnCase(ctx, ownerOf(session));
  if (evaluation.status !== 'closed')
    throw new DomainError('NOT_IN_THIS_STATUS', '机关还没有答复，答复以后再评价。');
  await inTransaction(ctx.db, async (db) => {
    const online = await requireOnline(db, session);
    if (online.isRated) return;
    await updateOnlineApplication(db, online, { isRated: true });
    await countSatisfaction(db, agencyCode, ctx.today().slice(0, 7), grade);
  });
}

export async function requireOnline(
  db: Transaction,
  session: ProgressSession,
): Promise<OnlineApplicationRow> {
  const row = await lockOnlineApplication(db, session.agencyCode, session.number);
  if (row?.partyId !== session.partyId) throw new DomainError('NOT_FOUND', '没有这件申请，请核对编号。');
  return row;
}

export function ownerOf({ agencyCode, number, partyId }: ProgressSession) {
  return { agencyCode, caseId: number, partyId: partyId ?? ANONYMOUS.id };
}

export async function tellOffice(
  db: Transaction,
  ctx: Pick<Context, 'now' | 'today'>,
  agencyCode: string,
  caseId: string,
  what: string,
): Promise<void> {
  await notify(db, ctx, {
    kind: 'case.applicantActed',
    ...{ agencyCode, subjectId: caseId, key: `${agencyCode}/${caseId}/${what}` },
  });
}
