import { applicantAccountActor, DomainError } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import {
  ACCOUNT_BACK_OFF,
  beginFactorIn,
  confirmFactorIn,
  countRecoveryCodes,
  deleteFactor,
  hasFactor,
  isFactorProved,
  renewCodesIn,
  WRONG_CODE,
  type FactorOwner,
} from '../sign-in/service.js';
import { requireOwn, requireOwnPassword, subjectOf } from './account.js';
import { openContacts } from './contact.js';
import {
  endSessionsIn,
  openApplicantSession,
  type ApplicantContext,
  type ApplicantSession,
  type Caller,
} from './session.js';

/** What stands of the second factor of an account; nobody needs one. */
export interface OwnFactor {
  readonly isBound: boolean;
  readonly recoveryCodesLeft: number;
}

export async function getOwnFactor(
  ctx: Pick<ApplicantContext, 'db'>,
  { accountId }: ApplicantSession,
): Promise<OwnFactor> {
  const owner = ownerOf(accountId);
  return {
    isBound: await hasFactor(ctx.db, owner),
    recoveryCodesLeft: await countRecoveryCodes(ctx.db, owner),
  };
}

/** The secret to put into the app, and by what the app lists it. @throws DomainError NOT_IN_THIS_STATUS when one is bound */
export async function beginOwnFactor(
  ctx: ApplicantContext,
  session: ApplicantSession,
): Promise<{ readonly secret: Uint8Array; readonly loginName: string }> {
  const account = await requireOwn(ctx, session);
  const { email, mobile } = openContacts(ctx.keyring, account);
  const owner = ownerOf(session.accountId);
  const secret = await inTransaction(ctx.db, (db) => beginFactorIn(db, ctx, owner));
  return { secret, loginName: email ?? mobile ?? '' };
}

/** Puts it in force with its first code. @returns the recovery codes @throws DomainError INVALID_INPUT, TOO_MANY_ATTEMPTS */
export async function confirmOwnFactor(
  ctx: ApplicantContext,
  session: ApplicantSession,
  code: string,
): Promise<readonly string[]> {
  const { accountId } = await requireOwn(ctx, session);
  const limit = codeLimit(accountId);
  await takeAttempt(ctx, [limit]);
  return inTransaction(ctx.db, async (db) => {
    const codes = await confirmFactorIn(db, ctx, ownerOf(accountId), code);
    await attemptSucceeded(ctx, db, [limit], []);
    await recordFactor(db, ctx, accountId, 'account.factorAdded');
    return codes;
  });
}

/**
 * The second step of signing in: a code of the app, or a recovery code. @returns the token of the whole session
 * @throws DomainError SIGN_IN_REQUIRED, TOO_MANY_ATTEMPTS
 */
export async function proveOwnFactor(
  ctx: ApplicantContext,
  { accountId, sessionId }: ApplicantSession,
  given: { readonly code: string; readonly caller: Caller },
): Promise<string> {
  const limit = codeLimit(accountId);
  await takeAttempt(ctx, [limit]);
  const token = await inTransaction(ctx.db, async (db) => {
    if (!(await isFactorProved(db, ctx, ownerOf(accountId), given.code))) {
      await recordAudit(db, ctx, applicantAccountActor(accountId), {
        kind: 'session.refused',
        agencyCode: null,
        subject: subjectOf(accountId),
        outcome: 'refused',
        details: { reason: 'wrongCode' },
      });
      return null;
    }
    await attemptSucceeded(ctx, db, [limit], []);
    return openApplicantSession(db, ctx, accountId, given.caller.browser, { proved: sessionId });
  });
  if (token !== null) return token;
  throw new DomainError('SIGN_IN_REQUIRED', `${WRONG_CODE}手机不在身边时，可以用一个没用过的恢复代码。`);
}

/** New recovery codes; the old ones count no more. @throws DomainError INVALID_INPUT for a wrong password */
export async function renewOwnCodes(
  ctx: ApplicantContext,
  session: ApplicantSession,
  password: string,
): Promise<readonly string[]> {
  const account = await requireOwn(ctx, session);
  await requireOwnPassword(ctx, account, password);
  return inTransaction(ctx.db, (db) => renewCodesIn(db, ownerOf(account.accountId)));
}

/** Takes it off; every session ends, this browser goes on in a new one. @returns its token @throws DomainError INVALID_INPUT */
export async function removeOwnFactor(
  ctx: ApplicantContext,
  session: ApplicantSession,
  given: { readonly password: string; readonly caller: Caller },
): Promise<string> {
  const account = await requireOwn(ctx, session);
  await requireOwnPassword(ctx, account, given.password);
  const { accountId } = account;
  return inTransaction(ctx.db, async (db) => {
    await deleteFactor(db, ownerOf(accountId));
    await recordFactor(db, ctx, accountId, 'account.factorRemoved');
    await endSessionsIn(db, ctx, accountId, 'byOwner');
    return openApplicantSession(db, ctx, accountId, given.caller.browser);
  });
}

async function recordFactor(
  db: Transaction,
  ctx: Pick<ApplicantContext, 'now'>,
  accountId: string,
  kind: 'account.factorAdded' | 'account.factorRemoved',
): Promise<void> {
  await recordAudit(db, ctx, applicantAccountActor(accountId), {
    kind,
    agencyCode: null,
    subject: subjectOf(accountId),
    details: { factor: 'totp' },
  });
}

function codeLimit(accountId: string) {
  return { kind: 'applicant-sign-in:code', subject: accountId, policy: ACCOUNT_BACK_OFF };
}

function ownerOf(accountId: string): FactorOwner {
  return { holder: 'applicant', accountId };
}
