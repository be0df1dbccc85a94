import { DomainError } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { keyIdOf, seal, unseal } from '../platform/secrets/seal.js';
import { requireActive, requirePassword } from './password.js';
import {
  deleteFactor,
  lockFactor,
  replaceRecoveryCodes,
  saveFactor,
  takeRecoveryCode,
  type SignInAccount,
} from './queries.js';
import { createRecoveryCodes, recoveryCodeHash } from './secret-token.js';
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
import type { SecondFactorTable } from './table.js';
import { createTotpSecret, totpStep } from './totp.js';

const WRONG_CODE = '验证码不对或已过期。请输入身份验证器应用里现在显示的 6 位数字；手机时间要准。';

/** The secret to put into the app; the same until its first code was typed. @throws DomainError NOT_IN_THIS_STATUS */
export async function beginSecondFactor(ctx: SignInContext, accountId: string): Promise<Uint8Array> {
  return inTransaction(ctx.db, async (db) => {
    const known = await lockFactor(db, accountId);
    if (known !== undefined) {
      if (known.confirmedAt !== null)
        throw new DomainError('NOT_IN_THIS_STATUS', '第二因素已经绑定，要更换请先解除。');
      return open(ctx, known);
    }
    const secret = createTotpSecret();
    await saveFactor(db, {
      accountId,
      sealedSecret: sealed(ctx, accountId, secret),
      confirmedAt: null,
      usedStep: null,
    });
    return secret;
  });
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
  const recoveryCodes = createRecoveryCodes();
  return inTransaction(ctx.db, async (db) => {
    const factor = await lockFactor(db, accountId);
    if (factor?.confirmedAt !== null)
      throw new DomainError('NOT_IN_THIS_STATUS', '请重新打开绑定第二因素的页面。');
    const usedStep = totpStep(open(ctx, factor), given.code, ctx.now(), null);
    if (usedStep === null) throw new DomainError('INVALID_INPUT', WRONG_CODE);
    await saveFactor(db, { ...factor, confirmedAt: ctx.now().toISOString(), usedStep });
    await replaceRecoveryCodes(
      db,
      accountId,
      recoveryCodes.map((code) => recoveryCodeHash(accountId, code)),
    );
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
    const factor = await lockFactor(db, accountId);
    if (factor?.confirmedAt == null || !(await isProof(db, ctx, factor, given.code))) {
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
  const codes = createRecoveryCodes();
  const hashes = codes.map((code) => recoveryCodeHash(account.accountId, code));
  await inTransaction(ctx.db, (db) => replaceRecoveryCodes(db, account.accountId, hashes));
  return codes;
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
  await deleteFactor(db, accountId);
  await recordAudit(db, ctx, actor, {
    kind: 'account.factorRemoved',
    agencyCode: agencyId,
    subject: { type: 'account', id: accountId },
    details: { factor: 'totp' },
  });
  await endSessionsIn(db, ctx, actor, { accountId, agencyId, reason });
}

async function isProof(
  db: Transaction,
  ctx: SignInContext,
  factor: SecondFactorTable,
  code: string,
): Promise<boolean> {
  const { accountId } = factor;
  const secret = open(ctx, factor);
  const usedStep = totpStep(secret, code, ctx.now(), factor.usedStep);
  if (usedStep === null) return takeRecoveryCode(db, accountId, recoveryCodeHash(accountId, code));
  const isCurrent = keyIdOf(factor.sealedSecret) === ctx.keyring.activeKeyId;
  const sealedSecret = isCurrent ? factor.sealedSecret : sealed(ctx, accountId, secret);
  await saveFactor(db, { ...factor, sealedSecret, usedStep });
  return true;
}

function codeLimit(accountId: string) {
  return { kind: 'sign-in:code', subject: accountId, policy: ACCOUNT_BACK_OFF };
}

function useOf(accountId: string) {
  return { purpose: `second-factor:${accountId}`, agencyId: null };
}

function sealed({ keyring }: SignInContext, accountId: string, secret: Uint8Array): Buffer {
  return seal(keyring, useOf(accountId), secret);
}

function open({ keyring }: SignInContext, { accountId, sealedSecret }: SecondFactorTable): Uint8Array {
  return unseal(keyring, useOf(accountId), sealedSecret);
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

/** The secret of a factor, sealed under the active key. */
export function resealSecret({ keyring }: Pick<AppContext, 'keyring'>, factor: SecondFactorTable): Buffer {
  const { accountId, sealedSecret } = factor;
  return seal(keyring, useOf(accountId), unseal(keyring, useOf(accountId), sealedSecret));
}
