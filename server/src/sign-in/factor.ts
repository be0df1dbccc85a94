import { DomainError } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { keyIdOf, seal, unseal } from '../platform/secrets/seal.js';
import {
  lockFactor,
  replaceRecoveryCodes,
  saveFactor,
  takeRecoveryCode,
  type FactorOwner,
} from './factor-queries.js';
import { createRecoveryCodes, recoveryCodeHash } from './secret-token.js';
import type { SecondFactorTable } from './table.js';
import { createTotpSecret, totpStep } from './totp.js';

type Context = Pick<AppContext, 'now' | 'keyring'>;

export const WRONG_CODE = '验证码不对或已过期。请输入身份验证器应用里现在显示的 6 位数字；手机时间要准。';

/** The secret to put into the app; the same until its first code was typed. @throws DomainError NOT_IN_THIS_STATUS */
export async function beginFactorIn(db: Transaction, ctx: Context, owner: FactorOwner): Promise<Uint8Array> {
  const known = await lockFactor(db, owner);
  if (known !== undefined) {
    if (known.confirmedAt !== null)
      throw new DomainError('NOT_IN_THIS_STATUS', '第二因素已经绑定，要更换请先解除。');
    return opened(ctx, known);
  }
  const { holder, accountId } = owner;
  const secret = createTotpSecret();
  const sealedSecret = sealed(ctx, accountId, secret);
  await saveFactor(db, holder, { accountId, sealedSecret, confirmedAt: null, usedStep: null });
  return secret;
}

/**
 * Puts the factor in force with its first code. @returns the recovery codes, shown this once
 * @throws DomainError NOT_IN_THIS_STATUS, INVALID_INPUT for a wrong code
 */
export async function confirmFactorIn(
  db: Transaction,
  ctx: Context,
  owner: FactorOwner,
  code: string,
): Promise<readonly string[]> {
  const factor = await lockFactor(db, owner);
  if (factor?.confirmedAt !== null)
    throw new DomainError('NOT_IN_THIS_STATUS', '请重新打开绑定第二因素的页面。');
  const usedStep = totpStep(opened(ctx, factor), code, ctx.now(), null);
  if (usedStep === null) throw new DomainError('INVALID_INPUT', WRONG_CODE);
  await saveFactor(db, owner.holder, { ...factor, confirmedAt: ctx.now().toISOString(), usedStep });
  return renewCodesIn(db, owner);
}

/** Whether a code of the app is right and was not used, or is a recovery code, which is gone then. */
export async function isFactorProved(
  db: Transaction,
  ctx: Context,
  owner: FactorOwner,
  code: string,
): Promise<boolean> {
  const factor = await lockFactor(db, owner);
  if (factor?.confirmedAt == null) return false;
  const { accountId } = owner;
  const secret = opened(ctx, factor);
  const usedStep = totpStep(secret, code, ctx.now(), factor.usedStep);
  if (usedStep === null) return takeRecoveryCode(db, owner, recoveryCodeHash(accountId, code));
  const isCurrent = keyIdOf(factor.sealedSecret) === ctx.keyring.activeKeyId;
  const sealedSecret = isCurrent ? factor.sealedSecret : sealed(ctx, accountId, secret);
  await saveFactor(db, owner.holder, { ...factor, sealedSecret, usedStep });
  return true;
}

/** New recovery codes; the old ones count no more. */
export async function renewCodesIn(db: Transaction, owner: FactorOwner): Promise<readonly string[]> {
  const codes = createRecoveryCodes();
  const hashes = codes.map((code) => recoveryCodeHash(owner.accountId, code));
  await replaceRecoveryCodes(db, owner, hashes);
  return codes;
}

/** The secret of a factor, sealed under the active key. */
export function resealSecret(ctx: Pick<AppContext, 'keyring'>, factor: SecondFactorTable): Buffer {
  return sealed(ctx, factor.accountId, opened(ctx, factor));
}

function useOf(accountId: string) {
  return { purpose: `second-factor:${accountId}`, agencyId: null };
}

function sealed({ keyring }: Pick<AppContext, 'keyring'>, accountId: string, secret: Uint8Array): Buffer {
  return seal(keyring, useOf(accountId), secret);
}

function opened(
  { keyring }: Pick<AppContext, 'keyring'>,
  { accountId, sealedSecret }: SecondFactorTable,
): Uint8Array {
  return unseal(keyring, useOf(accountId), sealedSecret);
}
