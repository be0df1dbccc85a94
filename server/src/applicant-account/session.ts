import { randomUUID } from 'node:crypto';
import { applicantAccountActor, DomainError, type Actor } from '@gongkai/core';
import { ANONYMOUS, recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  attemptSucceeded,
  refuseWhileWaiting,
  type AttemptLimit,
} from '../platform/rate-limit/attempt-limit.js';
import {
  ACCOUNT_BACK_OFF,
  ADDRESS_BACK_OFF,
  createToken,
  hasFactor,
  hashPassword,
  isOutdatedHash,
  isSessionOpen,
  tokenHash,
  tryPassword,
  type SignInSettings,
} from '../sign-in/service.js';
import { contactIndexes, contactOf } from './contact.js';
import { findByContact, updateAccount, type AccountRow } from './queries.js';
import type { ApplicantSessionStage } from './table.js';
import {
  deleteEndedSessions,
  deleteSessions,
  findSession,
  insertSession,
  listSessions,
  touchSession,
  type SessionRow,
  type WhichSessions,
} from './session-queries.js';

/** What accounts of applicants need of the world: the settings of sign-in are those of the staff. */
export type ApplicantContext = Pick<
  AppContext,
  'db' | 'now' | 'today' | 'keyring' | 'site' | 'mail' | 'web' | 'files' | 'audit'
> & { readonly signIn: Pick<SignInSettings, 'password' | 'idleMinutes' | 'sessionHours'> };

/** From where somebody signs in. */
export interface Caller {
  readonly network: string;
  readonly browser: string | null;
}

/** An applicant whose session was found. */
export interface ApplicantSession extends SessionRow {
  readonly actor: Actor;
}

type ApplicantEndReason = 'signOut' | 'everywhere' | 'byOwner' | 'passwordChanged';

/** So long a sign-in may wait for the code of its second factor. */
const UNFINISHED_MINUTES = 15;
/** No setting allows a longer time without a request. */
const LONGEST_IDLE_MINUTES = 24 * 60;
/** The time of the last request is written no more often. */
const TOUCH_SECONDS = 60;

/**
 * Signs in with an address or a number and the password. Unknown ones and wrong passwords get the same answer after the
 * same work, counted as those of the staff are. @returns the token for the browser
 * @throws DomainError SIGN_IN_REQUIRED, TOO_MANY_ATTEMPTS
 */
export async function signInApplicant(
  ctx: ApplicantContext,
  given: { readonly contact: string; readonly password: string; readonly caller: Caller },
): Promise<string> {
  const { password, caller } = given;
  const contact = contactOf(given.contact);
  const own: AttemptLimit = {
    kind: 'applicant-sign-in:account',
    subject: contact?.value ?? given.contact.trim().slice(0, 200),
    policy: ACCOUNT_BACK_OFF,
  };
  const address: AttemptLimit = {
    kind: 'applicant-sign-in:address',
    subject: caller.network,
    policy: ADDRESS_BACK_OFF,
  };
  const indexes = contact === null ? [] : contactIndexes(ctx.keyring, contact);
  const [account] = await Promise.all([
    findByContact(ctx.db, contact?.kind ?? 'email', indexes),
    refuseWhileWaiting(ctx, [own, address]),
  ]);
  const { failures, isRight } = await tryPassword(ctx, { hash: account?.hash, password, own, address });
  if (account === undefined || !isRight) {
    await recordRefusal(ctx, account, failures);
    throw new DomainError(
      'SIGN_IN_REQUIRED',
      '邮箱、手机号码或者口令不对。请核对后重试；没有账号也能申请，凭编号和查询码也能查进度。',
    );
  }
  const newHash = isOutdatedHash(account.hash) ? await hashPassword(password) : null;
  return inTransaction(ctx.db, async (db) => {
    await attemptSucceeded(ctx, db, [own], [address]);
    if (newHash !== null) await updateAccount(db, account.accountId, { hash: newHash });
    return openApplicantSession(db, ctx, account.accountId, caller.browser);
  });
}

/** Never what was typed: people type passwords there. */
async function recordRefusal(
  ctx: ApplicantContext,
  account: AccountRow | undefined,
  failures: number,
): Promise<void> {
  const about = {
    agencyCode: null,
    subject: { type: 'applicantAccount', id: account?.accountId ?? 'unknown' },
    outcome: 'refused',
  } as const;
  await inTransaction(ctx.db, async (db) => {
    const reason = account === undefined ? 'unknownName' : 'wrongPassword';
    await recordAudit(db, ctx, ANONYMOUS, { ...about, kind: 'session.refused', details: { reason } });
    if (failures === ACCOUNT_BACK_OFF.free + 1)
      await recordAudit(db, ctx, ANONYMOUS, { ...about, kind: 'account.locked', details: { failures } });
  });
}

/**
 * Opens a session; where a second factor is bound, one that waits for its code.
 * @param proved in which it has just been proved: that session ends
 * @returns the token for the browser
 */
export async function openApplicantSession(
  db: Transaction,
  ctx: ApplicantContext,
  accountId: string,
  browser: string | null,
  { proved }: { readonly proved?: string } = {},
): Promise<string> {
  const now = ctx.now();
  const { idleMinutes, sessionHours } = ctx.signIn;
  const isWhole = proved !== undefined || !(await hasFactor(db, { holder: 'applicant', accountId }));
  if (proved !== undefined) await deleteSessions(db, accountId, { only: proved });
  const minutes = isWhole ? sessionHours * 60 : UNFINISHED_MINUTES;
  const token = createToken();
  await insertSession(db, {
    tokenHash: tokenHash(token),
    sessionId: randomUUID(),
    accountId,
    createdAt: now.toISOString(),
    lastSeenAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
    idleMinutes,
    browser,
    stage: isWhole ? 'full' : 'code',
  });
  if (!isWhole) return token;
  await recordAudit(db, ctx, applicantAccountActor(accountId), {
    kind: 'session.started',
    agencyCode: null,
    subject: { type: 'applicantAccount', id: accountId },
    details: { method: 'password' },
  });
  return token;
}

/** The session of a token; null when there is none, it is over, or it has not come as far as `stage`. */
export async function findApplicantSession(
  ctx: Pick<AppContext, 'db' | 'now'>,
  token: string | undefined,
  stage: ApplicantSessionStage = 'full',
): Promise<ApplicantSession | null> {
  if (token === undefined) return null;
  const row = await findSession(ctx.db, tokenHash(token));
  const now = ctx.now();
  if (row?.stage !== stage || !isSessionOpen(row, now, row)) return null;
  if (now.getTime() - Date.parse(row.lastSeenAt) >= TOUCH_SECONDS * 1000)
    await touchSession(ctx.db, row.sessionId, now.toISOString());
  return { ...row, actor: applicantAccountActor(row.accountId) };
}

/** Where the owner is signed in, this browser too. */
export async function listOwnSessions(
  ctx: Pick<AppContext, 'db' | 'now'>,
  { accountId }: Pick<ApplicantSession, 'accountId'>,
): Promise<SessionRow[]> {
  const now = ctx.now();
  return (await listSessions(ctx.db, accountId)).filter((row) => isSessionOpen(row, now, row));
}

/** Ends one session of the account, all, or all but one. */
export async function endApplicantSessions(
  ctx: Pick<AppContext, 'db' | 'now'>,
  { accountId }: Pick<ApplicantSession, 'accountId'>,
  reason: ApplicantEndReason,
  which: WhichSessions = {},
): Promise<void> {
  await inTransaction(ctx.db, (db) => endSessionsIn(db, ctx, accountId, reason, which));
}

export async function endSessionsIn(
  db: Transaction,
  ctx: Pick<AppContext, 'now'>,
  accountId: string,
  reason: ApplicantEndReason,
  which: WhichSessions = {},
): Promise<void> {
  const sessions = await deleteSessions(db, accountId, which);
  if (sessions === 0) return;
  await recordAudit(db, ctx, applicantAccountActor(accountId), {
    kind: 'session.ended',
    agencyCode: null,
    subject: { type: 'applicantAccount', id: accountId },
    details: { reason, sessions },
  });
}

/** Deletes what is over by any setting. */
export async function forgetEndedApplicantSessions(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const now = ctx.now();
  const idleSince = new Date(now.getTime() - LONGEST_IDLE_MINUTES * 60_000);
  await deleteEndedSessions(ctx.db, now.toISOString(), idleSince.toISOString());
}
