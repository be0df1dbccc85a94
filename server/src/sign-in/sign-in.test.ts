import { operatorActor } from '@gongkai/core';
import { expect, test } from 'vitest';
import { keysOf, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { setAccountStatus } from './account-status.js';
import { inviteAccount } from './invitation.js';
import { acceptInvitation, changePassword, findInvited } from './password.js';
import {
  endSessions,
  findOpenSession,
  forgetEndedSessions,
  listOpenSessions,
  startSession,
} from './session.js';
import { ACCOUNT_BACK_OFF, signInWithPassword } from './sign-in.js';
import { DEVICE, openSignInWorld, PASSWORD, tokenOf } from './testing/sign-in-world.js';

const { ctx, wait, account, audited } = await openSignInWorld();
const NEXT = '屋檐上停着七只灰色的椋鸟';

let networks = 0;
function attempt(loginName: string, password: string, knownDevice: string | null = null, network?: string) {
  networks += 1;
  const given = { loginName, password, device: DEVICE, network: network ?? `net-${networks}`, knownDevice };
  return signInWithPassword(ctx, given);
}
const refused: unknown = expect.objectContaining({ code: 'SIGN_IN_REQUIRED' });
const tooMany = (seconds: number): unknown =>
  expect.objectContaining({ code: 'TOO_MANY_ATTEMPTS', details: { seconds } });

async function open(token: string) {
  const session = await findOpenSession(ctx, token);
  if (session === null) throw new Error('the session is over');
  return session;
}

test('the right name and password open a session, whatever the case of the name', async () => {
  await account('wenren');
  const { token, stage } = await attempt(' WenRen ', PASSWORD);
  expect(stage).toBe('full');
  expect((await open(token)).actor).toMatchObject({ kind: 'person', name: '欧阳示范' });
  const rows = await ctx.db.selectFrom('accountSession').selectAll().execute();
  for (const row of rows) expect(Buffer.from(row.tokenHash).toString('base64url')).not.toBe(token);
  expect(await findOpenSession(ctx, `${token}x`)).toBeNull();
});

test('unknown names, wrong passwords, disabled accounts and accounts without a password get the same answer', async () => {
  await account('off');
  const [{ accountId }] = (await ctx.db
    .selectFrom('account')
    .select('accountId')
    .where('loginName', '=', 'off')
    .execute()) as [{ accountId: string }];
  await setAccountStatus(ctx, operatorActor(), accountId, 'disabled');
  await account('nopassword', { password: null });
  const messages = await Promise.all(
    [
      attempt('wenren', NEXT),
      attempt('nobody', PASSWORD),
      attempt('off', PASSWORD),
      attempt('nopassword', PASSWORD),
    ].map((it) =>
      it.then(
        () => 'in',
        (error: unknown) => (error as Error).message,
      ),
    ),
  );
  expect(new Set(messages).size).toBe(1);
  expect(messages[0]).toContain('登录名或口令不对');
  const records = (await audited()).filter((text) => text.includes('session.refused'));
  expect(records).toHaveLength(4);
  expect(records.join()).not.toContain('nobody');
});

test('disabled between the password and the session: no session, no record of one, and the attempt still counts', async () => {
  await account('meanwhile');
  const [{ accountId }] = (await ctx.db
    .selectFrom('account')
    .select('accountId')
    .where('loginName', '=', 'meanwhile')
    .execute()) as [{ accountId: string }];
  const limit = { kind: 'sign-in:account', subject: 'meanwhile', policy: ACCOUNT_BACK_OFF };
  for (let failure = 1; failure <= 5; failure += 1) await takeAttempt(ctx, [limit]);
  await setAccountStatus(ctx, operatorActor(), accountId, 'disabled');
  const before = await audited();
  const session = { accountId, agencyId: null, stage: 'full', method: 'password', device: DEVICE } as const;
  const settled = { forgotten: keysOf(ctx, [limit]), returned: [], now: ctx.now() };
  await expect(startSession(ctx.db, ctx, session, settled)).rejects.toEqual(refused);
  expect(await audited()).toEqual(before);
  expect(await listOpenSessions(ctx, accountId)).toEqual([]);
  expect(await takeAttempt(ctx, [limit])).toEqual([6]);
});

test('an unknown name takes the time of a wrong password', async () => {
  const time = async (name: string) => {
    const start = performance.now();
    await expect(attempt(name, '不是这个口令呀真的不是')).rejects.toEqual(refused);
    return performance.now() - start;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 7; round += 1) {
    known.push(await time('wenren'));
    unknown.push(await time(`nobody-${round}`));
    // The back-off is another matter.
    wait(7200);
  }
  expect(Math.min(...unknown) / Math.min(...known)).toBeGreaterThan(0.6);
  expect(Math.min(...unknown) / Math.min(...known)).toBeLessThan(1.7);
});

test('after five failures an account waits, known or not, to the second, and right passwords too', async () => {
  for (const name of ['wenren', 'nobody-at-all']) {
    for (let failure = 1; failure <= 6; failure += 1)
      await expect(attempt(name, NEXT)).rejects.toEqual(refused);
    await expect(attempt(name, PASSWORD)).rejects.toEqual(tooMany(30));
  }
  expect((await audited()).filter((text) => text.includes('account.locked'))).toHaveLength(2);
  wait(29);
  await expect(attempt('wenren', PASSWORD)).rejects.toEqual(tooMany(1));
  // A browser that was here before is not shut out by what others try.
  await attempt('wenren', PASSWORD, 'device-of-wenren');
  wait(1);
  await attempt('wenren', PASSWORD);
  for (let failure = 1; failure <= 5; failure += 1)
    await expect(attempt('wenren', NEXT)).rejects.toEqual(refused);
  await attempt('wenren', PASSWORD);
});

test('of many attempts at once no more are answered than one after another would be', async () => {
  await account('crowded');
  const answers = await Promise.allSettled(Array.from({ length: 9 }, () => attempt('crowded', NEXT)));
  const codes = answers.map((it) => (it.status === 'rejected' ? (it.reason as { code: string }).code : 'in'));
  expect(codes.filter((code) => code === 'SIGN_IN_REQUIRED')).toHaveLength(6);
  expect(codes.filter((code) => code === 'TOO_MANY_ATTEMPTS')).toHaveLength(3);
  await expect(attempt('crowded', PASSWORD)).rejects.toEqual(tooMany(30));
});

test('one address that tries many names waits, others do not', async () => {
  for (let failure = 1; failure <= 31; failure += 1) {
    await expect(attempt(`name-${failure}`, NEXT, null, 'office')).rejects.toEqual(refused);
  }
  await expect(attempt('wenren', PASSWORD, null, 'office')).rejects.toEqual(tooMany(30));
  await attempt('wenren', PASSWORD, null, 'elsewhere');
}, 120_000);

test('a session ends when nobody uses it for the idle time, and after its hours in any case', async () => {
  const { token } = await attempt('wenren', PASSWORD);
  wait(30 * 60 - 1);
  expect(await findOpenSession(ctx, token)).not.toBeNull();
  wait(30 * 60);
  expect(await findOpenSession(ctx, token)).toBeNull();
  const { token: second } = await attempt('wenren', PASSWORD);
  for (let used = 0; used < 35; used += 1) {
    wait(20 * 60);
    expect(await findOpenSession(ctx, second), `${(used + 1) * 20} minutes`).not.toBeNull();
  }
  wait(20 * 60 - 1);
  expect(await findOpenSession(ctx, second)).not.toBeNull();
  wait(1);
  expect(await findOpenSession(ctx, second)).toBeNull();
});

test('an owner lists his sessions and ends one, the others, or all', async () => {
  const tokens = await Promise.all([1, 2, 3].map(async () => (await attempt('wenren', PASSWORD)).token));
  const [first, second, third] = await Promise.all(tokens.map(open));
  if (!first || !second || !third) throw new Error('three sessions');
  const { accountId } = first;
  const by = { kind: 'person', id: accountId } as const;
  expect(await listOpenSessions(ctx, accountId)).toHaveLength(3);
  await endSessions(ctx, by, accountId, 'byOwner', { only: second.sessionId });
  expect(await Promise.all(tokens.map((token) => findOpenSession(ctx, token)))).toEqual([
    expect.anything(),
    null,
    expect.anything(),
  ]);
  await endSessions(ctx, by, accountId, 'byOwner', { except: third.sessionId });
  expect((await listOpenSessions(ctx, accountId)).map(({ sessionId }) => sessionId)).toEqual([
    third.sessionId,
  ]);
  await endSessions(ctx, by, accountId, 'everywhere');
  expect(await listOpenSessions(ctx, accountId)).toEqual([]);
});

test('another’s session cannot be ended by its id', async () => {
  await account('other');
  const { token } = await attempt('other', PASSWORD);
  const { sessionId } = await open(token);
  const mine = await open((await attempt('wenren', PASSWORD)).token);
  await endSessions(ctx, { kind: 'person', id: mine.accountId }, mine.accountId, 'byOwner', {
    only: sessionId,
  });
  expect(await findOpenSession(ctx, token)).not.toBeNull();
});

test('disabling an account ends its sessions at once, and they stay ended', async () => {
  const accountId = await account('leaver');
  const { token } = await attempt('leaver', PASSWORD);
  await setAccountStatus(ctx, operatorActor(), accountId, 'disabled');
  expect(await findOpenSession(ctx, token)).toBeNull();
  await setAccountStatus(ctx, operatorActor(), accountId, 'active');
  expect(await findOpenSession(ctx, token)).toBeNull();
});

test('a session that nobody used while its account was disabled does not come back with it', async () => {
  const accountId = await account('absent');
  const { token } = await attempt('absent', PASSWORD);
  await setAccountStatus(ctx, operatorActor(), accountId, 'disabled');
  await setAccountStatus(ctx, operatorActor(), accountId, 'active');
  expect(await findOpenSession(ctx, token)).toBeNull();
  const ended = (await audited()).filter(
    (text) => text.includes('session.ended') && text.includes(accountId),
  );
  expect(ended.map((text) => (JSON.parse(text) as { details: unknown }).details)).toEqual([
    // The one of setting the password as well.
    { reason: 'disabled', sessions: 2 },
  ]);
});

test('no session is left over from a sign-in while the account is disabled', async () => {
  const accountId = await account('hasty');
  for (const delay of [0, 20, 60, 100, 140]) {
    const signedIn = attempt('hasty', PASSWORD).then(
      ({ token }) => token,
      () => null,
    );
    await new Promise((resolve) => setTimeout(resolve, delay));
    await setAccountStatus(ctx, operatorActor(), accountId, 'disabled');
    const token = await signedIn;
    await setAccountStatus(ctx, operatorActor(), accountId, 'active');
    if (token !== null) expect(await findOpenSession(ctx, token)).toBeNull();
    expect(await listOpenSessions(ctx, accountId)).toEqual([]);
    wait(7200);
  }
});

test('a new password ends every other session; the last five are refused', async () => {
  await account('changer');
  const elsewhere = await attempt('changer', PASSWORD);
  let session = await open((await attempt('changer', PASSWORD)).token);
  const change = (current: string, next: string) =>
    changePassword(ctx, session, { current, next, device: DEVICE });
  await expect(change('不对的口令', NEXT)).rejects.toThrow('现在的口令不对');
  await expect(change(PASSWORD, PASSWORD)).rejects.toThrow('最近用过的 5 个口令');
  await expect(change(PASSWORD, 'short')).rejects.toThrow('至少 12 个字符');
  await expect(change(PASSWORD, 'password1234')).rejects.toThrow('太常见');
  await expect(change(PASSWORD, 'changer 的一个长口令')).rejects.toThrow('口令里不能有“changer”');
  const passwords = ['一', '二', '三', '四', '五'].map((number) => `第${number}次换成的灰色椋鸟口令`);
  let current = PASSWORD;
  for (const next of passwords) {
    session = await open((await change(current, next)).token);
    current = next;
    // Each of the changes above is as slow as five digests.
  }
  expect(await findOpenSession(ctx, elsewhere.token)).toBeNull();
  await expect(change(current, passwords[0] ?? '')).rejects.toThrow('最近用过');
  await change(current, PASSWORD);
  await attempt('changer', PASSWORD);
}, 120_000);

test('an invitation sets a password once, within a day, and only the newest counts', async () => {
  const accountId = await account('invited', { password: null });
  const invite = async () => tokenOf((await inviteAccount(ctx, operatorActor(), accountId)).path);
  const accept = (token: string, next = PASSWORD) => acceptInvitation(ctx, token, { next, device: DEVICE });
  const late = await invite();
  wait(24 * 3600);
  await expect(accept(late)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const replaced = await invite();
  const good = await invite();
  await expect(accept(replaced)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(accept(good, 'short')).rejects.toThrow('至少');
  wait(24 * 3600 - 1);
  expect((await findInvited(ctx, good))?.loginName).toBe('invited');
  const results = await Promise.allSettled([accept(good), accept(good)]);
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await expect(accept(good)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await attempt('invited', PASSWORD);
});

test('what is over is deleted with its address, what still runs is kept', async () => {
  const count = async () => (await ctx.db.selectFrom('accountSession').selectAll().execute()).length;
  wait(24 * 3600);
  const { token } = await attempt('wenren', PASSWORD);
  await forgetEndedSessions(ctx);
  expect(await count()).toBe(1);
  expect(await findOpenSession(ctx, token)).not.toBeNull();
  wait(12 * 3600);
  await forgetEndedSessions(ctx);
  expect(await count()).toBe(0);
});

test('no audit record holds a password, a token or an address', async () => {
  const text = (await audited()).join();
  expect(text.includes('session.started')).toBe(true);
  for (const secret of [PASSWORD, NEXT, DEVICE.address]) expect(text.includes(secret), secret).toBe(false);
});
