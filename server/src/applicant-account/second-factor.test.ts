import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { type Browser, type Page } from '../sign-in/testing/browser.js';

import {
  PASSWORD,
  OTHER_PASSWORD,
  sent,
  world,
  ctx,
  open,
  mobile,
  secretIn,
  codesIn,
  code,
  bound,
  signIn,
  linkIn,
  registeredByMail,
  startOver,
} from './testing/account-world.js';

beforeEach(startOver);

describe('a second factor', () => {
  async function half(number: string): Promise<{ browser: Browser; page: Page }> {
    const browser = open();
    await signIn(browser, number);
    return { browser, page: await browser.get('/my/sign-in/code') };
  }

  test('is asked for after the password, and half a sign-in opens nothing', async () => {
    const number = mobile();
    const { secret } = await bound(number);
    world.at('2026-02-05T02:10:00Z');
    const { browser, page } = await half(number);
    for (const path of ['/my', '/my/account', '/my/account/copy.json', '/my/account/second-factor'])
      expect((await browser.get(path)).location, path).toBe('/my/sign-in');
    expect((await browser.get('/my/sign-in')).location).toBe('/my/sign-in/code');
    const wrong = await browser.send(page, '/my/sign-in/code', { code: '123456' });
    expect([wrong.status, wrong.text.includes('验证码不对')]).toEqual([401, true]);
    const right = await browser.send(page, '/my/sign-in/code', { code: code(secret) });
    expect([right.location, (await browser.get('/my')).status]).toEqual(['/my', 200]);
    // A code counts once.
    const again = await half(number);
    expect((await again.browser.send(again.page, '/my/sign-in/code', { code: code(secret) })).status).toBe(
      401,
    );
  });

  test('half a sign-in is over after a quarter of an hour', async () => {
    const number = mobile();
    await bound(number);
    const { browser } = await half(number);
    world.at('2026-02-05T02:15:01Z');
    expect((await browser.get('/my/sign-in/code')).location).toBe('/my/sign-in');
  });

  test('a recovery code stands in for it once; guessing waits after the sixth', async () => {
    const number = mobile();
    const { codes } = await bound(number);
    const first = await half(number);
    const given = { code: (codes[0] ?? '').toLowerCase().replaceAll('-', ' ') };
    expect((await first.browser.send(first.page, '/my/sign-in/code', given)).location).toBe('/my');
    expect((await first.browser.get('/my/account')).text).toContain('恢复代码还有 9 个');
    const second = await half(number);
    expect((await second.browser.send(second.page, '/my/sign-in/code', given)).status).toBe(401);
    for (let times = 0; times < 5; times += 1)
      await second.browser.send(second.page, '/my/sign-in/code', { code: '123456' });
    const waiting = await second.browser.send(second.page, '/my/sign-in/code', { code: codes[1] ?? '' });
    expect(waiting.status).toBe(429);
  });

  test('a mailed link that sets the password does not get past it', async () => {
    const browser = await registeredByMail('factor@example.cn');
    const page = await browser.get('/my/account/second-factor');
    const secret = secretIn(page);
    await browser.send(page, '/my/account/second-factor', { code: code(secret) });
    sent.length = 0;
    const thief = open();
    await thief.send(await thief.get('/my/forgot'), '/my/forgot', { email: 'factor@example.cn' });
    await runJobsUntilIdle(ctx);
    const link = linkIn(sent[0]);
    await thief.send(await thief.get(link), '/my/reset', { next: OTHER_PASSWORD, again: OTHER_PASSWORD });
    expect((await thief.get('/my')).location).toBe('/my/sign-in');
    expect((await thief.get('/my/sign-in/code')).status).toBe(200);
  });

  test('its owner changes the password and goes on, renews the codes, takes it off with the password', async () => {
    const number = mobile();
    const { browser, codes } = await bound(number);
    const page = await browser.get('/my/account');
    const next = { current: PASSWORD, next: OTHER_PASSWORD, again: OTHER_PASSWORD };
    await browser.send(page, '/my/account/password', next);
    expect((await browser.get('/my')).status).toBe(200);
    const after = await browser.get('/my/account');
    const change = (password: string, what: string) =>
      browser.send(after, '/my/account/second-factor/change', { 'factor-password': password, change: what });
    const wrong = await change(PASSWORD, 'remove');
    expect([wrong.status, wrong.text.includes('factor-password-fault')]).toEqual([422, true]);
    const renewed = codesIn(await change(OTHER_PASSWORD, 'codes'));
    expect(renewed).toHaveLength(10);
    expect(renewed.some((it) => codes.includes(it))).toBe(false);
    expect((await change(OTHER_PASSWORD, 'remove')).location).toBe('/my/account?done=unbound');
    const plain = open();
    await signIn(plain, number, OTHER_PASSWORD);
    expect((await plain.get('/my')).status).toBe(200);
  });

  test('its secret is sealed, and goes with the account', async () => {
    const number = mobile();
    const { browser, secret } = await bound(number);
    const { rows } = await sql<{ text: string }>`
      select encode(sealed_secret, 'hex') as text from applicant_second_factor`.execute(ctx.db);
    expect(rows.some(({ text }) => text.includes(Buffer.from(secret).toString('hex')))).toBe(false);
    const page = await browser.get('/my/account');
    const erased = await browser.send(page, '/my/account/erase', { 'erase-password': PASSWORD });
    expect(erased.location).toBe('/my/sign-in?done=erased');
  });
});

test('binding and taking off stand in the audit', async () => {
  expect(await recordedKinds(ctx.db)).toEqual(
    expect.arrayContaining(['account.factorAdded', 'account.factorRemoved', 'session.refused']),
  );
});
