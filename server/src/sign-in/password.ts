import { DomainError, passwordFaults, type PasswordOwner, type PasswordPolicy } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { isGuessable } from './guessable.js';
import { hashPassword, verifyPassword } from './password-hash.js';
import {
  findById,
  lockPassword,
  savePassword,
  takeInvitation,
  findInvitation,
  type SignInAccount,
} from './queries.js';
import { tokenHash } from './secret-token.js';
import {
  endSessionsIn,
  needsSecondFactor,
  nextStage,
  openSession,
  type Device,
  type Session,
  type SignInContext,
} from './session.js';
import { ACCOUNT_BACK_OFF, type SignedIn } from './sign-in.js';

/** Why a new password cannot be used; it names what to do. */
export class PasswordFaults extends DomainError {
  constructor(readonly faults: readonly string[]) {
    super('INVALID_INPUT', faults.join(''));
    this.name = 'PasswordFaults';
  }
}

/**
 * Sets another password for oneself; every other session ends. The one there was must be given, except where the
 * sign-in that asks for a new one has just heard it.
 * @throws PasswordFaults; DomainError INVALID_INPUT for a wrong current one, TOO_MANY_ATTEMPTS
 */
export async function changePassword(
  ctx: SignInContext,
  session: Session,
  given: { readonly current: string; readonly next: string; readonly device: Device },
): Promise<SignedIn> {
  const account = await requireActive(ctx, session.accountId);
  if (session.stage !== 'newPassword') await requirePassword(ctx, account, given.current);
  const change = await preparePassword(ctx, account, given.next);
  const needsFactor = await needsSecondFactor(ctx, account.accountId);
  return inTransaction(ctx.db, async (db) => {
    const changed = await storePassword(db, ctx, account, change);
    const facts = { method: session.method, hasProvedFactor: true, needsFactor };
    const stage = session.stage === 'full' ? 'full' : nextStage(changed, facts, ctx.signIn, ctx.now());
    return replaceSessions(db, ctx, account, { stage, method: session.method, device: given.device });
  });
}

/** Whose invitation a link holds, for the page that asks for the password; null: used, replaced or over. */
export async function findInvited(ctx: SignInContext, token: string): Promise<SignInAccount | null> {
  const accountId = await findInvitation(ctx.db, tokenHash(token), ctx.now());
  const account = accountId === null ? null : await findById(ctx.db, accountId);
  return account?.isActive === true ? account : null;
}

/** Sets the password of whoever holds the link, once. @throws PasswordFaults; DomainError NOT_FOUND */
export async function acceptInvitation(
  ctx: SignInContext,
  token: string,
  given: { readonly next: string; readonly device: Device },
): Promise<SignedIn> {
  const account = await findInvited(ctx, token);
  if (account === null) throw invitationGone();
  const change = await preparePassword(ctx, account, given.next);
  const needsFactor = await needsSecondFactor(ctx, account.accountId);
  return inTransaction(ctx.db, async (db) => {
    if ((await takeInvitation(db, tokenHash(token), ctx.now())) !== account.accountId) throw invitationGone();
    const changed = await storePassword(db, ctx, account, change);
    const facts = { method: 'invitation', hasProvedFactor: false, needsFactor } as const;
    const stage = nextStage(changed, facts, ctx.signIn, ctx.now());
    return replaceSessions(db, ctx, account, { stage, method: 'invitation', device: given.device });
  });
}

/** For steps that are worth asking again. @throws DomainError INVALID_INPUT, TOO_MANY_ATTEMPTS */
export async function requirePassword(
  ctx: SignInContext,
  { accountId, password }: SignInAccount,
  given: string,
): Promise<void> {
  if (password === null)
    throw new DomainError('INVALID_INPUT', '这个账号没有口令，请联系系统管理员发送设置口令的链接。');
  const limit = { kind: 'sign-in:again', subject: accountId, policy: ACCOUNT_BACK_OFF };
  await takeAttempt(ctx, [limit]);
  if (!(await verifyPassword(password.hash, given))) {
    throw new DomainError('INVALID_INPUT', '现在的口令不对，请重新输入。');
  }
  await attemptSucceeded(ctx, ctx.db, [limit], []);
}

interface PreparedPassword {
  readonly hash: string;
  /** The one that it was compared with: nobody may have changed it meanwhile. */
  readonly replaces: string | null;
  readonly formerHashes: readonly string[];
}

/** Everything slow, before the transaction. */
async function preparePassword(
  ctx: SignInContext,
  account: SignInAccount,
  next: string,
): Promise<PreparedPassword> {
  const { loginName, displayName, agencyId, agencyName } = account;
  const words = [agencyId, agencyName, ctx.site.name].filter((word) => word !== null);
  const owner = { loginName, displayName, words };
  refuseWeakPassword(ctx.signIn.password, owner, next);
  const known = await inTransaction(ctx.db, (db) => lockPassword(db, account.accountId));
  const former = known === undefined ? [] : [known.hash, ...known.formerHashes];
  return { ...(await digestNewPassword(ctx.signIn.password, former, next)), replaces: known?.hash ?? null };
}

/** @throws PasswordFaults for what attackers try first, or what the policy does not take */
export function refuseWeakPassword(policy: PasswordPolicy, owner: PasswordOwner, next: string): void {
  const { loginName, displayName, words } = owner;
  const faults = passwordFaults(next, owner, false, policy);
  if (faults.length === 0 && isGuessable(next, [loginName, displayName, ...words])) {
    faults.push(...passwordFaults(next, owner, true, policy));
  }
  if (faults.length > 0) throw new PasswordFaults(faults);
}

/**
 * The digest of a new password, and those to remember beside it.
 * @param former digests there were, the one in force first @throws PasswordFaults for one that was used lately
 */
export async function digestNewPassword(
  policy: PasswordPolicy,
  former: readonly string[],
  next: string,
): Promise<{ readonly hash: string; readonly formerHashes: readonly string[] }> {
  for (const hash of former.slice(0, Math.max(policy.historyLength, 1))) {
    if (await verifyPassword(hash, next)) {
      throw new PasswordFaults([
        policy.historyLength > 1
          ? `最近用过的 ${policy.historyLength} 个口令不能再用，请换一个新的。`
          : '新口令不能与现在的相同，请换一个新的。',
      ]);
    }
  }
  return {
    hash: await hashPassword(next),
    formerHashes: former.slice(0, Math.max(policy.historyLength - 1, 0)),
  };
}

async function storePassword(
  db: Transaction,
  ctx: SignInContext,
  account: SignInAccount,
  { hash, replaces, formerHashes }: PreparedPassword,
): Promise<SignInAccount> {
  const { accountId, agencyId } = account;
  const known = await lockPassword(db, accountId);
  if ((known?.hash ?? null) !== replaces) {
    throw new DomainError('CHANGED_MEANWHILE', '口令刚刚在别处改过了，请用新口令重新登录。');
  }
  const setAt = ctx.now().toISOString();
  await savePassword(db, { accountId, hash, setAt, formerHashes });
  await recordAudit(
    db,
    ctx,
    { kind: 'person', id: accountId },
    {
      kind: 'account.passwordChanged',
      agencyCode: agencyId,
      subject: { type: 'account', id: accountId },
      details: { isReset: replaces === null },
    },
  );
  return { ...account, password: { hash, setAt, mustChange: false } };
}

/** A new password ends every session there was; the one who set it goes on in a new one. */
async function replaceSessions(
  db: Transaction,
  ctx: SignInContext,
  account: SignInAccount,
  next: Pick<Parameters<typeof openSession>[2], 'stage' | 'method' | 'device'>,
): Promise<SignedIn> {
  const { accountId, agencyId } = account;
  await endSessionsIn(
    db,
    ctx,
    { kind: 'person', id: accountId },
    { accountId, agencyId, reason: 'passwordChanged' },
  );
  return { token: await openSession(db, ctx, { accountId, agencyId, ...next }), stage: next.stage, account };
}

export async function requireActive(ctx: SignInContext, accountId: string): Promise<SignInAccount> {
  const account = await findById(ctx.db, accountId);
  if (account?.isActive === true) return account;
  throw new DomainError('SIGN_IN_REQUIRED', '这个账号已停用，请联系本机关的系统管理员。');
}

function invitationGone(): DomainError {
  return new DomainError(
    'NOT_FOUND',
    '这个链接已经用过、已被新的链接取代，或者超过了有效期。请联系发给您链接的管理员重新发送。',
  );
}
