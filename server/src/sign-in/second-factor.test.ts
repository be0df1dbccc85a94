import { describe, expect, test } from 'vitest';
import { rotateKeyring } from '../platform/secrets/keyring.js';
import { keyIdOf } from '../platform/secrets/seal.js';
import {
  beginSecondFactor,
  confirmSecondFactor,
  proveSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
} from './second-factor.js';
import { findOpenSession, type SignInContext } from './session.js';
import { signInWithPassword } from './sign-in.js';
import { DEVICE, openSignInWorld, PASSWORD } from './testing/sign-in-world.js';
import { totpCode } from './totp.js';

const { ctx, wait, account } = await openSignInWorld();
let networks = 0;

async function signIn(loginName: string, world: SignInContext = ctx) {
  networks += 1;
  const given = { loginName, password: PASSWORD, device: DEVICE, network: `n${networks}`, knownDevice: null };
  const { token, stage } = await signInWithPassword(world, given);
  const session = await findOpenSession(world, token);
  if (session === null) throw new Error('a session was opened');
  return { token, stage, session };
}
const code = (secret: Uint8Array) => totpCode(secret, ctx.now());

async function withFactor(loginName: string) {
  const accountId = await account(loginName, { role: 'officeHead' });
  const { session, stage, token } = await signIn(loginName);
  expect(stage).toBe('newFactor');
  const secret = await beginSecondFactor(ctx, accountId);
  const bound = await confirmSecondFactor(ctx, session, { code: code(secret), device: DEVICE });
  expect(bound.stage).toBe('full');
  // The token of the step before is worth nothing any more.
  expect(await findOpenSession(ctx, token)).toBeNull();
  return { accountId, secret, recoveryCodes: bound.recoveryCodes };
}

test('whoever approves binds a second factor before anything else, and is nobody until then', async () => {
  const { accountId, secret } = await withFactor('head');
  wait(60);
  const { session, stage } = await signIn('head');
  expect([stage, session.actor]).toEqual(['code', null]);
  await expect(proveSecondFactor(ctx, session, { code: '000000', device: DEVICE })).rejects.toMatchObject({
    code: 'SIGN_IN_REQUIRED',
  });
  const proved = await proveSecondFactor(ctx, session, { code: code(secret), device: DEVICE });
  expect(proved.stage).toBe('full');
  expect((await findOpenSession(ctx, proved.token))?.actor?.id).toBe(accountId);
});

test('others sign in without one', async () => {
  await account('clerk');
  expect((await signIn('clerk')).stage).toBe('full');
});

test('the same code is accepted once, even at the same moment', async () => {
  const { secret } = await withFactor('twice');
  wait(60);
  const sessions = [await signIn('twice'), await signIn('twice')];
  const results = await Promise.allSettled(
    sessions.map(({ session }) => proveSecondFactor(ctx, session, { code: code(secret), device: DEVICE })),
  );
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('the code that bound the app does not sign in as well', async () => {
  const { secret } = await withFactor('bind');
  const { session } = await signIn('bind');
  await expect(proveSecondFactor(ctx, session, { code: code(secret), device: DEVICE })).rejects.toThrow(
    '验证码不对',
  );
});

test('each recovery code stands in once, however it is typed; new ones replace the old', async () => {
  const { recoveryCodes } = await withFactor('lost');
  expect(new Set(recoveryCodes).size).toBe(10);
  const [first = '', second = ''] = recoveryCodes;
  const prove = async (typed: string) => {
    const { session } = await signIn('lost');
    return proveSecondFactor(ctx, session, { code: typed, device: DEVICE });
  };
  const proved = await prove(` ${first.toLowerCase().replaceAll('-', ' ')} `);
  await expect(prove(first)).rejects.toThrow('验证码不对');
  const session = await findOpenSession(ctx, proved.token);
  if (session === null) throw new Error('signed in');
  await expect(renewRecoveryCodes(ctx, session, '不对的口令啊啊')).rejects.toThrow('口令不对');
  const [renewed = ''] = await renewRecoveryCodes(ctx, session, PASSWORD);
  await expect(prove(second)).rejects.toThrow('验证码不对');
  await prove(renewed);
  const kept = JSON.stringify(await ctx.db.selectFrom('recoveryCode').selectAll().execute());
  expect(kept).not.toContain(renewed);
});

test('guessing codes is slowed down', async () => {
  const { secret } = await withFactor('guess');
  wait(60);
  const { session } = await signIn('guess');
  const guess = (typed: string) => proveSecondFactor(ctx, session, { code: typed, device: DEVICE });
  for (let failure = 1; failure <= 6; failure += 1)
    await expect(guess('000000')).rejects.toThrow('验证码不对');
  await expect(guess(code(secret))).rejects.toMatchObject({ code: 'TOO_MANY_ATTEMPTS' });
  wait(30);
  expect((await guess(code(secret))).stage).toBe('full');
});

test('whoever needs a second factor and takes it off binds another before he goes on', async () => {
  const { recoveryCodes } = await withFactor('change');
  const { session } = await signIn('change');
  const proved = await proveSecondFactor(ctx, session, { code: recoveryCodes[0] ?? '', device: DEVICE });
  const signedIn = await findOpenSession(ctx, proved.token);
  if (signedIn === null) throw new Error('signed in');
  await expect(
    removeSecondFactor(ctx, signedIn, { password: '不对的口令啊啊', device: DEVICE }),
  ).rejects.toThrow('口令不对');
  const removed = await removeSecondFactor(ctx, signedIn, { password: PASSWORD, device: DEVICE });
  expect(removed.stage).toBe('newFactor');
  expect(await findOpenSession(ctx, proved.token)).toBeNull();
  expect((await findOpenSession(ctx, removed.token))?.actor).toBeNull();
});

describe('the secret in the database', () => {
  test('is sealed for its account alone, and sealed anew after the key was rotated', async () => {
    const { accountId, secret } = await withFactor('sealed');
    const row = () =>
      ctx.db
        .selectFrom('secondFactor')
        .selectAll()
        .where('accountId', '=', accountId)
        .executeTakeFirstOrThrow();
    expect(Buffer.from((await row()).sealedSecret).includes(Buffer.from(secret))).toBe(false);
    const rotated = { ...ctx, keyring: rotateKeyring(ctx.keyring, 'sm4-ctr-hmac-sm3') };
    wait(60);
    const { session } = await signIn('sealed', rotated);
    await proveSecondFactor(rotated, session, { code: code(secret), device: DEVICE });
    expect(keyIdOf((await row()).sealedSecret)).toBe(rotated.keyring.activeKeyId);

    const other = await withFactor('victim');
    await ctx.db
      .updateTable('secondFactor')
      .set({ sealedSecret: (await row()).sealedSecret })
      .where('accountId', '=', other.accountId)
      .execute();
    wait(60);
    const swapped = await signIn('victim', rotated);
    await expect(
      proveSecondFactor(rotated, swapped.session, { code: code(secret), device: DEVICE }),
    ).rejects.toThrow('无法打开');
  });
});
