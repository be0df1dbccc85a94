import { sql } from 'kysely';
import { Secret } from 'otpauth';
import { expect } from 'vitest';
import { runJobsUntilIdle } from '../../../testing/run-jobs.js';
import { testContext } from '../../../testing/test-context.js';
import { openOnlineWorld } from '../../online-application/testing/online-world.js';
import { createApp } from '../../platform/http/app.js';
import type { Mail } from '../../platform/mail/mail.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from '../../routes.js';
import { mountSignIn } from '../../sign-in/portal.js';
import { sessionAuthenticator } from '../../sign-in/session-portal.js';
import { DEFAULT_SIGN_IN_SETTINGS } from '../../sign-in/settings.js';
import { totpCode } from '../../sign-in/totp.js';
import { openBrowser, type Browser, type Page } from '../../sign-in/testing/browser.js';
import { mountApplicantAccount } from '../portal.js';

export const PASSWORD = '石榴树下的第三把旧藤摇椅';
export const OTHER_PASSWORD = '雨后山坡上七只白色的风筝';
export const MAIL = 'shen.xiaoming@example.cn';

export const sent: Mail[] = [];
export const world = await openOnlineWorld({
  web: { ...testContext().web, publicUrl: 'https://xxgk.yunze.example' },
  mail: {
    send: (mail) => {
      sent.push(mail);
      return Promise.resolve('accepted');
    },
  },
});
export const ctx = { ...world.ctx, signIn: { ...DEFAULT_SIGN_IN_SETTINGS } };
export const app = createApp(ctx, {
  authenticate: sessionAuthenticator(ctx),
  api: registerApi(),
  notYetServed: ROUTES_NOT_YET_SERVED,
  mountPages: (mounted, given) => {
    mountPages(mounted, given);
    mountSignIn(mounted, ctx);
    mountApplicantAccount(mounted, ctx);
  },
});
export const open = (): Browser => openBrowser(app);
export const mobile = (() => {
  let last = 0;
  return () => `1380000${String((last += 1)).padStart(4, '0')}`;
})();

export const secretIn = (page: Page): Uint8Array =>
  Secret.fromBase32((/class="secret">([A-Z2-7 ]+)</.exec(page.text)?.[1] ?? '').replaceAll(' ', '')).bytes;
export const codesIn = (page: Page): string[] =>
  [...page.text.matchAll(/<li>((?:[A-Z2-9]{4}-){3}[A-Z2-9]{4})<\/li>/g)].map(([, code]) => code ?? '');
export const code = (secret: Uint8Array) => totpCode(secret, ctx.now());

export async function bound(
  number: string,
): Promise<{ browser: Browser; secret: Uint8Array; codes: string[] }> {
  const browser = open();
  await register(browser, number);
  const page = await browser.get('/my/account/second-factor');
  const secret = secretIn(page);
  const wrong = await browser.send(page, '/my/account/second-factor', { code: '000000' });
  expect([wrong.status, wrong.text.includes('id="code-fault"')]).toEqual([422, true]);
  expect(secretIn(wrong)).toEqual(secret);
  const codes = codesIn(await browser.send(page, '/my/account/second-factor', { code: code(secret) }));
  expect(codes).toHaveLength(10);
  return { browser, secret, codes };
}

/** As before the first test: no mail sent, nobody waiting, the same instant. */
export async function startOver(): Promise<void> {
  sent.length = 0;
  await sql`delete from attempt_limit`.execute(ctx.db);
  world.at('2026-02-05T02:00:00Z');
}

export async function register(browser: Browser, contact: string, password = PASSWORD): Promise<Page> {
  const page = await browser.get('/my/register');
  return browser.send(page, '/my/register', { contact, next: password, again: password });
}

export async function signIn(browser: Browser, contact: string, password = PASSWORD): Promise<Page> {
  const page = await browser.get('/my/sign-in');
  return browser.send(page, '/my/sign-in', { contact, password });
}

export function linkIn(mail: Mail | undefined): string {
  const [link = ''] = /https:\S+token=\S+/.exec(mail?.text ?? '') ?? [];
  return link.replace('https://xxgk.yunze.example', '');
}

export async function registeredByMail(contact = MAIL): Promise<Browser> {
  const browser = open();
  expect((await register(browser, contact)).text).toContain('请查收邮件');
  await runJobsUntilIdle(ctx);
  const page = await browser.get(linkIn(sent.at(-1)));
  expect((await browser.send(page, '/my/confirm', { password: PASSWORD })).location).toBe('/my');
  return browser;
}
