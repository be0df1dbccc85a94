import { DomainError } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { requireActive, requirePassword } from './password.js';
import { beginFactorIn, confirmFactorIn, isFactorProved, renewCodesIn, WRONG_CODE } from './factor.js';
import { deleteFactor, type FactorOwner } from './factor-queries.js';
import type { SignInAccount } from './queries.js';
import {
  endSessionsIn,
  needsSecondFactor,
  nextStage,
  openSession,
  type Device,
  type EndReason,
  type Session,
  type SignInContext,
} from './session.js';
import { ACCOUNT_BACK_OFF, type SignedIn } from './sign-in.js';

/** The secret to put into the app; the same until its first code was typed. @throws DomainError NOT_IN_THIS_STATUS */
export async function beginSecondFactor(ctx: SignInContext, accountId: string): Promise<Uint8Array> {
  return inTransaction(ctx.db, (db) => beginFactorIn(db, ctx, ownerOf(accountId)));
}

/**
 * Puts the second factor in force with its first code.
 * @returns the recovery codes, shown this once, and where the sign-in goes on
 * @throws DomainError INVALID_INPUT, TOO_MANY_ATTEMPTS
 */
export async function confirmSecondFactor(
  ctx: SignInContext,
  session: Session,
  given: { readonly code: string; readonly device: Device },
): Promise<SignedIn & { readonly recoveryCodes: readonly string[] }> {
  const account = await requireActive(ctx, session.accountId);
  const { accountId, agencyId } = account;
  const limit = codeLimit(accountId);
  await takeAttempt(ctx, [limit]);
  return inTransaction(ctx.db, async (db) => {
    const recoveryCodes = await confirmFactorIn(db, ctx, ownerOf(accountId), given.code);
    await attemptSucceeded(ctx, db, [limit], []);
    await record(db, ctx, account, 'account.factorAdded');
    const facts = { method: session.method, hasProvedFactor: true, needsFactor: true };
    const stage =
      session.stage === 'full'
        ? 'full'
        : nextStage({ ...account, hasSecondFactor: true }, facts, ctx.signIn, ctx.now());
    const next = { accountId, agencyId, stage, method: session.method, device: given.device };
    const token = await openSession(db, ctx, { ...next, replaces: session.sessionId });
    return { token, stage, account, recoveryCodes };
  });
}

/**
 * The second step of signing in: a code of the app, or a recovery code, which is gone then.
 * @throws DomainError SIGN_IN_REQUIRED, TOO_MANY_ATTEMPTS
 */
export async function proveSecondFactor(
  ctx: SignInContext,
  session: Session,
  given: { readonly code: string; readonly device: Device },
): Promise<SignedIn> {
  const account = await requireActive(ctx, session.accountId);
  const { accountId, agencyId } = account;
  const limit = codeLimit(accountId);
  await takeAttempt(ctx, [limit]);
  const needsFactor = await needsSecondFactor(ctx, accountId);
  const signedIn = await inTransaction(ctx.db, async (db) => {
    if (!(await isFactorProved(db, ctx, ownerOf(accountId), given.code))) {
      await recordAudit(
        db,
        ctx,
        { kind: 'person', id: accountId },
        {
          kind: 'session.refused',
          agencyCode: agencyId,
          subject: { type: 'account', id: accountId },
          outcome: 'refused',
          details: { reason: 'wrongCode' },
        },
      );
      return null;
    }
    await attemptSucceeded(ctx, db, [limit], []);
    const facts = { method: session.method, hasProvedFactor: true, needsFactor };
    const stage = nextStage(account, facts, ctx.signIn, ctx.now());
    const next = { accountId, agencyId, stage, method: session.method, device: given.device };
    return { token: await openSession(db, ctx, { ...next, replaces: session.sessionId }), stage, account };
  });
  if (signedIn !== null) return signedIn;
  throw new DomainError('SIGN_IN_REQUIRED', `${WRONG_CODE}手机不在身边时，可以用一个没用过的恢复代码。`);
}

/** New recovery codes; the old ones count no more. @throws DomainError INVALID_INPUT for a wrong password */
export async function renewRecoveryCodes(
  ctx: SignInContext,
  session: Session,
  password: string,
): Promise<readonly string[]> {
  const account = await requireActive(ctx, session.accountId);
  await requirePassword(ctx, account, password);
  return inTransaction(ctx.db, (db) => renewCodesIn(db, ownerOf(account.accountId)));
}

/** Takes the second factor off; whoever needs one binds another before he goes on. @throws DomainError INVALID_INPUT */
export async function removeSecondFactor(
  ctx: SignInContext,
  session: Session,
  given: { readonly password: string; readonly device: Device },
): Promise<SignedIn> {
  const account = await requireActive(ctx, session.accountId);
  await requirePassword(ctx, account, given.password);
  const { accountId, agencyId } = account;
  const stage = (await needsSecondFactor(ctx, accountId)) ? 'newFactor' : 'full';
  return inTransaction(ctx.db, async (db) => {
    await removeFactorIn(db, ctx, { kind: 'person', id: accountId }, account);
    const next = { accountId, agencyId, stage, method: session.method, device: given.device } as const;
    return { token: await openSession(db, ctx, next), stage, account };
  });
}

/** Removes it together with every session, within the transaction of another use case. */
export async function removeFactorIn(
  db: Transaction,
  ctx: Pick<AppContext, 'now'>,
  actor: { readonly kind: 'person' | 'applicant' | 'system'; readonly id: string },
  { accountId, agencyId }: Pick<SignInAccount, 'accountId' | 'agencyId'>,
  reason: EndReason = 'byOwner',
): Promise<void> {
  await deleteFactor(db, ownerOf(accountId));
  await recordAudit(db, ctx, actor, {
    kind: 'account.factorRemoved',
    agencyCode: agencyId,
    subject: { type: 'account', id: accountId },
    details: { factor: 'totp' },
  });
  await endSessionsIn(db, ctx, actor, { accountId, agencyId, reason });
}

function codeLimit(accountId: string) {
  return { kind: 'sign-in:code', subject: accountId, policy: ACCOUNT_BACK_OFF };
}

function ownerOf(accountId: string): FactorOwner {
  return { holder: 'staff', accountId };
}

async function record(
  db: Transaction,
  ctx: SignInContext,
  { accountId, agencyId }: SignInAccount,
  kind: 'account.factorAdded',
): Promise<void> {
  await recordAudit(
    db,
    ctx,
    { kind: 'person', id: accountId },
    {
      kind,
      agencyCode: agencyId,
      subject: { type: 'account', id: accountId },
      details: { factor: 'totp' },
    },
  );
}
