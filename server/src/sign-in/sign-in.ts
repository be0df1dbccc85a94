import { DomainError } from '@gongkai/core';
import { ANONYMOUS, recordAudit } from '../audit/service.js';
import { notify } from '../notification/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  keysOf,
  refuseBefore,
  takeAttempt,
  type AttemptLimit,
} from '../platform/rate-limit/attempt-limit.js';
import type { BackOffPolicy } from '../platform/rate-limit/back-off.js';
import { isKnownNetwork } from './known-network.js';
import { hashPassword, isOutdatedHash, verifyNothing, verifyPassword } from './password-hash.js';
import { findAttempted, replaceHash, type SignInAccount } from './queries.js';
import {
  needsSecondFactor,
  nextStage,
  openSession,
  startSession,
  type Device,
  type NewSession,
  type SignInContext,
} from './session.js';
import type { SessionStage } from './table.js';

/** Against guessing one account's password; at the longest wait 4 guesses an hour are left. */
export const ACCOUNT_BACK_OFF: BackOffPolicy = {
  free: 5,
  firstWait: 30,
  longestWait: 900,
  forgetAfter: 7200,
};
/** Against trying many names from one place; an office behind one address shares it. */
export const ADDRESS_BACK_OFF: BackOffPolicy = {
  free: 30,
  firstWait: 30,
  longestWait: 900,
  forgetAfter: 7200,
};

export interface PasswordAttempt {
  readonly loginName: string;
  readonly password: string;
  readonly device: Device;
  /** Whose attempts count together, see `networkOf`. */
  readonly network: string;
  /** Set when this browser has signed in to this very account before: what others try does not lock it out. */
  readonly knownDevice: string | null;
}

export interface SignedIn {
  readonly token: string;
  readonly stage: SessionStage;
  readonly account: Pick<SignInAccount, 'accountId' | 'loginName' | 'displayName'>;
}

/**
 * Signs in with a name and a password. Unknown names, wrong passwords, accounts that are disabled or have no password
 * get the same answer after the same work.
 * @throws DomainError SIGN_IN_REQUIRED, TOO_MANY_ATTEMPTS
 */
export async function signInWithPassword(ctx: SignInContext, attempt: PasswordAttempt): Promise<SignedIn> {
  const { password, device } = attempt;
  const loginName = attempt.loginName.trim();
  const own = ownLimit(loginName, attempt.knownDevice);
  const address: AttemptLimit = {
    kind: 'sign-in:address',
    subject: attempt.network,
    policy: ADDRESS_BACK_OFF,
  };
  const { account, nextAttemptAt } = await findAttempted(ctx.db, loginName, keysOf(ctx, [own, address]));
  refuseBefore(nextAttemptAt, ctx.now());
  const hash = account?.password?.hash;
  const accountId = account?.accountId ?? '';
  const [{ failures, isRight }, needsFactor, isKnown] = await Promise.all([
    tryPassword(ctx, { hash, password, own, address }),
    needsSecondFactor(ctx, accountId),
    isKnownNetwork(ctx.db, ctx, { accountId, device, method: 'password' }),
  ]);
  if (account === null || hash === undefined || !isRight || !account.isActive) {
    await recordRefusal(ctx, account, failures, own.policy);
    throw new DomainError(
      'SIGN_IN_REQUIRED',
      '登录名或口令不对。请核对大小写后重试；忘记口令请联系本机关的系统管理员重新发送设置口令的链接。',
    );
  }
  const newHash = isOutdatedHash(hash) ? await hashPassword(password) : null;
  const facts = { method: 'password', hasProvedFactor: false, needsFactor } as const;
  const stage = nextStage(account, facts, ctx.signIn, ctx.now());
  const { agencyId } = account;
  const session: NewSession = { accountId, agencyId, stage, method: 'password', device };
  const settled = { forgotten: keysOf(ctx, [own]), returned: keysOf(ctx, [address]), now: ctx.now() };
  if (newHash === null && (isKnown || stage !== 'full')) {
    return { token: await startSession(ctx.db, ctx, session, settled), stage, account };
  }
  const token = await inTransaction(ctx.db, async (db) => {
    if (newHash !== null) await replaceHash(db, accountId, hash, newHash);
    return openSession(db, ctx, session, settled);
  });
  return { token, stage, account };
}

/**
 * Counts an attempt while the digest is computed on another thread, for an unknown name (`hash` undefined) as well: both
 * take the same time. Nobody learns how it ended before the attempt is counted.
 * @returns how many failures the account's own limit has now @throws DomainError TOO_MANY_ATTEMPTS
 */
export async function tryPassword(
  ctx: Pick<SignInContext, 'db' | 'now' | 'keyring'>,
  given: {
    readonly hash: string | undefined;
    readonly password: string;
    readonly own: AttemptLimit;
    readonly address: AttemptLimit;
  },
): Promise<{ readonly failures: number; readonly isRight: boolean }> {
  const { hash, password, own, address } = given;
  const [[failures = 0], isRight] = await Promise.all([
    takeAttempt(ctx, [own, address]),
    hash === undefined ? verifyNothing(password) : verifyPassword(hash, password),
  ]);
  return { failures, isRight };
}

function ownLimit(loginName: string, knownDevice: string | null): AttemptLimit {
  const name = loginName.toLowerCase();
  return knownDevice === null
    ? { kind: 'sign-in:account', subject: name, policy: ACCOUNT_BACK_OFF }
    : { kind: 'sign-in:device', subject: `${name} ${knownDevice}`, policy: ACCOUNT_BACK_OFF };
}

/** Never the name that was typed: people type passwords there. */
async function recordRefusal(
  ctx: SignInContext,
  account: SignInAccount | null,
  failures: number,
  { free }: BackOffPolicy,
): Promise<void> {
  const about = {
    agencyCode: account?.agencyId ?? null,
    subject: { type: 'account', id: account?.accountId ?? 'unknown' },
    outcome: 'refused',
  } as const;
  await inTransaction(ctx.db, async (db) => {
    const reason =
      account?.isActive === false ? 'disabled' : account === null ? 'unknownName' : 'wrongPassword';
    await recordAudit(db, ctx, ANONYMOUS, { ...about, kind: 'session.refused', details: { reason } });
    if (failures === free + 1) {
      await recordAudit(db, ctx, ANONYMOUS, { ...about, kind: 'account.locked', details: { failures } });
      if (account === null) return;
      const { accountId: subjectId, agencyId: agencyCode } = account;
      await notify(db, ctx, { kind: 'account.locked', agencyCode, subjectId, to: [subjectId] });
    }
  });
}
