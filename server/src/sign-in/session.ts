import { randomUUID } from 'node:crypto';
import { DomainError, isPasswordExpired, systemActor, type Actor } from '@gongkai/core';
import { auditRecordOf, recordAudit } from '../audit/service.js';
import { loadActor, loadRoles } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { notify } from '../notification/service.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { Settlement } from '../platform/rate-limit/queries.js';
import { isNewNetwork } from './known-network.js';
import { findById, type SignInAccount } from './queries.js';
import { createToken, tokenHash } from './secret-token.js';
import {
  deleteEndedSessions,
  deleteSessions,
  findSession,
  insertSession,
  listSessions,
  touchSession,
  type SessionRow,
} from './session-queries.js';
import type { SignInSettings } from './settings.js';
import type { SessionStage, SignInMethod } from './table.js';

export type SignInContext = Pick<AppContext, 'db' | 'now' | 'today' | 'keyring' | 'site'> & {
  readonly signIn: SignInSettings;
};

/** From where somebody signs in; shown to the owner of the account alone. */
export interface Device {
  readonly address: string | null;
  readonly browser: string | null;
}

/** Somebody whose session was found. */
export interface Session extends SessionRow {
  /** Null until the sign-in is complete. */
  readonly actor: Actor | null;
}

/** So long a sign-in may stay half done. */
const UNFINISHED_MINUTES = 15;
/** No setting allows a longer time without a request. */
const LONGEST_IDLE_MINUTES = 24 * 60;
/** The time of the last request is written no more often. */
const TOUCH_SECONDS = 60;

/** What must be done before a sign-in is complete; `hasProvedFactor` in this very sign-in. */
export function nextStage(
  account: Pick<SignInAccount, 'password' | 'hasSecondFactor'>,
  facts: { readonly method: SignInMethod; readonly hasProvedFactor: boolean; readonly needsFactor: boolean },
  settings: Pick<SignInSettings, 'password'>,
  now: Date,
): SessionStage {
  if (facts.method === 'demonstration') return 'full';
  if (account.hasSecondFactor && !facts.hasProvedFactor) return 'code';
  const { password } = account;
  if (facts.method === 'password' && password !== null) {
    const isOld = isPasswordExpired(new Date(password.setAt), now, settings.password);
    if (password.mustChange || isOld) return 'newPassword';
  }
  return facts.needsFactor && !account.hasSecondFactor ? 'newFactor' : 'full';
}

/** Whether a session still holds: used within the idle time, and not older than a session may be. */
export function isSessionOpen(
  { lastSeenAt, expiresAt }: Pick<SessionRow, 'lastSeenAt' | 'expiresAt'>,
  now: Date,
  { idleMinutes }: Pick<SignInSettings, 'idleMinutes'>,
): boolean {
  const at = now.getTime();
  return at < Date.parse(expiresAt) && at < Date.parse(lastSeenAt) + idleMinutes * 60_000;
}

/** Whether any role that somebody has today asks for a second factor. */
export async function needsSecondFactor(ctx: SignInContext, accountId: string): Promise<boolean> {
  const roles = await loadRoles(ctx, accountId);
  return roles.some((role) => ctx.signIn.secondFactorRoles.includes(role));
}

export interface NewSession {
  readonly accountId: string;
  readonly agencyId: string | null;
  readonly stage: SessionStage;
  readonly method: SignInMethod;
  readonly device: Device;
  /** The one that this replaces, so that a token never outlives a step of signing in. */
  readonly replaces?: string;
}

/** @returns the token for the browser. @throws DomainError SIGN_IN_REQUIRED when the account was disabled meanwhile */
export async function openSession(
  db: Transaction,
  ctx: SignInContext,
  given: NewSession,
  settled?: Settlement,
): Promise<string> {
  const { accountId, agencyId, stage, replaces } = given;
  if (replaces !== undefined) await deleteSessions(db, accountId, { only: replaces });
  const token = await startSession(db, ctx, given, settled);
  if (stage === 'full' && (await isNewNetwork(db, ctx, given))) {
    await notify(db, ctx, {
      kind: 'account.newAddress',
      agencyCode: agencyId,
      subjectId: accountId,
      to: [accountId],
    });
  }
  return token;
}

/**
 * Opens a session with its record, and settles the attempts that led to it: one statement, which is a transaction by
 * itself where nothing else is to be written. @returns and @throws as `openSession`
 */
export async function startSession(
  db: Connection,
  ctx: SignInContext,
  { accountId, agencyId, stage, method, device }: Omit<NewSession, 'replaces'>,
  settled?: Settlement,
): Promise<string> {
  const now = ctx.now();
  const minutes = stage === 'full' ? ctx.signIn.sessionHours * 60 : UNFINISHED_MINUTES;
  const token = createToken();
  const sessionId = randomUUID();
  const session = {
    tokenHash: tokenHash(token),
    sessionId,
    accountId,
    stage,
    method,
    createdAt: now.toISOString(),
    lastSeenAt: now.toISOString(),
    expiresAt: new Date(now.getTime() + minutes * 60_000).toISOString(),
    ...device,
  };
  const started = {
    kind: 'session.started',
    agencyCode: agencyId,
    subject: { type: 'account', id: accountId },
    details: { method },
  } as const;
  const isOpen = await insertSession(db, session, {
    ...(stage === 'full' && { record: auditRecordOf(ctx, { kind: 'person', id: accountId }, started) }),
    ...(settled !== undefined && { settled }),
  });
  if (!isOpen) throw new DomainError('SIGN_IN_REQUIRED', '这个账号已停用，请联系本机关的系统管理员。');
  return token;
}

/** The session of a token; null when there is none, it is over, or its account was disabled. */
export async function findOpenSession(ctx: SignInContext, token: string): Promise<Session | null> {
  const found = await findSession(ctx.db, tokenHash(token));
  const now = ctx.now();
  if (found === undefined || !isSessionOpen(found, now, ctx.signIn)) return null;
  const { status, agencyId, ...row } = found;
  if (status !== 'active') {
    // Enabled again, the account starts without any.
    const { accountId } = row;
    await inTransaction(ctx.db, (db) =>
      endSessionsIn(db, ctx, systemActor('sessions'), { accountId, agencyId, reason: 'disabled' }),
    );
    return null;
  }
  if (now.getTime() - Date.parse(row.lastSeenAt) >= TOUCH_SECONDS * 1000) {
    await touchSession(ctx.db, row.sessionId, now);
  }
  if (row.stage !== 'full') return { ...row, actor: null };
  const actor = await loadActor(ctx, row.accountId);
  return actor === null ? null : { ...row, actor };
}

export async function listOpenSessions(ctx: SignInContext, accountId: string): Promise<SessionRow[]> {
  const now = ctx.now();
  const rows = await listSessions(ctx.db, accountId);
  return rows.filter((row) => row.stage === 'full' && isSessionOpen(row, now, ctx.signIn));
}

export type EndReason =
  'signOut' | 'everywhere' | 'byOwner' | 'byAdministrator' | 'passwordChanged' | 'disabled';

/** Ends one session of an account, all, or all but one. */
export async function endSessions(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Pick<Actor, 'kind' | 'id'>,
  accountId: string,
  reason: EndReason,
  which: { readonly only?: string; readonly except?: string } = {},
): Promise<void> {
  const agencyId = (await findById(ctx.db, accountId))?.agencyId ?? null;
  await inTransaction(ctx.db, (db) => endSessionsIn(db, ctx, actor, { accountId, agencyId, reason }, which));
}

/** The same within the transaction of another use case. */
export async function endSessionsIn(
  db: Transaction,
  ctx: Pick<AppContext, 'now'>,
  actor: Pick<Actor, 'kind' | 'id'>,
  { accountId, agencyId, reason }: { accountId: string; agencyId: string | null; reason: EndReason },
  which: { readonly only?: string; readonly except?: string } = {},
): Promise<void> {
  const sessions = await deleteSessions(db, accountId, which);
  // What an administrator asked for stands on record in any case.
  if (sessions === 0 && reason !== 'byAdministrator') return;
  await recordAudit(db, ctx, actor, {
    kind: 'session.ended',
    agencyCode: agencyId,
    subject: { type: 'account', id: accountId },
    details: { reason, sessions },
  });
}

/** Deletes what is over by any setting. */
export async function forgetEndedSessions(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  const now = ctx.now();
  await deleteEndedSessions(ctx.db, now, new Date(now.getTime() - LONGEST_IDLE_MINUTES * 60_000));
}
