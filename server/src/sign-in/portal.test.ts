import { operatorActor } from '@gongkai/core';
import { BlockList } from 'node:net';
import { describe, expect, test } from 'vitest';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import { inviteAccount } from './invitation.js';
import { beginSecondFactor } from './second-factor.js';
import { openBrowser, type Browser } from './testing/browser.js';
import { openSignInWorld, PASSWORD, signInApp } from './testing/sign-in-world.js';
import { totpCode } from './totp.js';

const world = await openSignInWorld();
const { ctx, account, wait } = world;
// Not the demonstration, unless a test says so.
const plain = { ...ctx, site: { ...ctx.site, isDemonstration: false } };
const app = signInApp(plain);
await account('wenren');
const NEXT = '屋檐上停着七只灰色的椋鸟';

async function signIn(browser: Browser, loginName: string, password = PASSWORD, path = '/sign-in') {
  return browser.send(await browser.get(path), '/sign-in', { 'login-name': loginName, password });
}
async function who(browser: Browser): Promise<unknown> {
  return (JSON.parse((await browser.get('/who')).text) as { name: unknown }).name;
}

describe('signing in', () => {
  test('leads to where one wanted to go, and rotates the session', async () => {
    const browser = openBrowser(app);
    const page = await browser.get('/sign-in?return-to=%2Fconsole%2Fagencies%2FYSJ%2F2026');
    expect(faultsOf(parsePage(page.text))).toEqual([]);
    expect(page.text).not.toMatch(/<script|style="|onclick/i);
    expect(page.headers.get('cache-control')).toBe('no-store');
    const answer = await browser.send(page, '/sign-in', { 'login-name': 'wenren', password: PASSWORD });
    expect([answer.status, answer.location]).toEqual([303, '/console/agencies/YSJ/2026']);
    expect(await who(browser)).toBe('欧阳示范');
    const first = browser.cookies.get('gongkai-session');
    await signIn(browser, 'wenren', PASSWORD, '/account');
    expect(browser.cookies.get('gongkai-session')).not.toBe(first);
    expect((await browser.get('/sign-in')).location).toBe('/console/');
  });

  test('keeps the name that was typed, never the password, and says what to do', async () => {
    const page = await signIn(openBrowser(app), 'wen<ren', 'falsch und "böse"');
    expect(page.status).toBe(401);
    expect(page.text).toContain('value="wen&lt;ren"');
    expect(page.text).not.toContain('falsch');
    expect(page.text).toContain('登录名或口令不对');
    expect(faultsOf(parsePage(page.text))).toEqual([]);
  });

  test('names the empty field', async () => {
    const page = await signIn(openBrowser(app), '');
    expect(page.status).toBe(422);
    expect(page.text).toContain('href="#login-name"');
  });

  test.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example'])(
    'never leads to %s',
    async (address) => {
      const browser = openBrowser(app);
      const answer = await signIn(
        browser,
        'wenren',
        PASSWORD,
        `/sign-in?return-to=${encodeURIComponent(address)}`,
      );
      expect(answer.location).toBe('/console/');
    },
  );

  test('after too many failures says how long to wait', async () => {
    const browser = openBrowser(app);
    for (let failure = 1; failure <= 6; failure += 1) await signIn(browser, 'nobody-here', 'x');
    const page = await signIn(browser, 'nobody-here', 'x');
    expect([page.status, page.headers.get('retry-after')]).toEqual([429, '30']);
    expect(page.text).toContain('请等 30 秒后再试');
    wait(30);
  });
});

describe('cookies', () => {
  test('cannot be read by scripts nor sent from pages elsewhere; on this machine they need no https', async () => {
    const browser = openBrowser(app);
    await signIn(browser, 'wenren');
    expect(browser.setCookies.length).toBeGreaterThan(2);
    for (const line of browser.setCookies) {
      expect(line).toMatch(/; HttpOnly/);
      expect(line).toMatch(/; SameSite=Lax/);
      expect(line).toMatch(/; Path=\//);
      expect(line).not.toMatch(/Domain/i);
    }
  });

  test('over https are of this very host alone', async () => {
    const browser = openBrowser(app, 'https://www.yunze.gov.cn');
    await signIn(browser, 'wenren');
    expect([...browser.cookies.keys()].sort()).toEqual([
      '__Host-gongkai-device',
      '__Host-gongkai-form',
      '__Host-gongkai-session',
    ]);
    for (const line of browser.setCookies) expect(line).toMatch(/; Secure/);
    expect(await who(browser)).toBe('欧阳示范');
  });

  test.each(['http://www.yunze.gov.cn', 'http://10.0.0.1'])(
    '%s is refused: passwords go encrypted',
    async (origin) => {
      const page = await openBrowser(app, origin).get('/sign-in');
      expect([page.status, page.text]).toEqual([403, expect.stringContaining('https')]);
    },
  );

  test('a proxy that is not trusted cannot claim https', async () => {
    const page = await openBrowser(app, 'http://localhost', {
      'x-forwarded-proto': 'https',
      'x-forwarded-for': '1.1.1.1',
    }).get('/sign-in');
    expect(page.status).toBe(403);
  });
});

describe('forged forms', () => {
  test('a form without its token, or with that of another browser, does nothing', async () => {
    const [mine, other] = [openBrowser(app), openBrowser(app)];
    const page = await mine.get('/sign-in');
    const foreign = await other.get('/sign-in');
    for (const sent of [{ ...page, text: '' }, foreign]) {
      const answer = await mine.send(sent, '/sign-in', { 'login-name': 'wenren', password: PASSWORD });
      expect([answer.status, answer.location]).toEqual([403, null]);
      expect(answer.text).toContain('请再提交一次');
      expect(answer.text).toContain('value="wenren"');
    }
    expect(await who(mine)).toBeNull();
  });

  test('a page from before signing in is not good for after it', async () => {
    const browser = openBrowser(app);
    const before = await browser.get('/sign-in');
    await signIn(browser, 'wenren');
    await browser.send(before, '/sign-out', {});
    expect(await who(browser)).toBe('欧阳示范');
  });

  test('a page elsewhere sends nothing, and nothing but a plain form is read', async () => {
    const headers = { 'sec-fetch-site': 'cross-site', 'content-type': 'application/x-www-form-urlencoded' };
    expect(
      (await app.request('http://localhost/sign-in', { method: 'POST', headers, body: 'a=b' })).status,
    ).toBe(403);
    const json = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
    expect(
      (await app.request('http://localhost/sign-in', { method: 'POST', headers: json, body: '{}' })).status,
    ).toBe(422);
  });

  test('a form that is too large is given up', async () => {
    const headers = { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
    const body = `password=${'x'.repeat(200_000)}`;
    expect((await app.request('http://localhost/sign-in', { method: 'POST', headers, body })).status).toBe(
      413,
    );
  });
});

describe('one’s own account', () => {
  test('nobody sees it without signing in, and then it shows sessions and how to end them', async () => {
    const [one, two] = [openBrowser(app), openBrowser(app)];
    expect((await one.get('/account')).location).toBe('/sign-in?return-to=%2Faccount');
    await signIn(one, 'wenren');
    await signIn(two, 'wenren');
    const page = await one.get('/account');
    expect(faultsOf(parsePage(page.text))).toEqual([]);
    expect(page.text).toContain('现在这里');
    expect(page.text).toContain('Firefox，Linux');
    expect((await one.send(page, '/account/sessions', { end: 'others' })).location).toBe(
      '/account?done=sessions',
    );
    expect(await who(two)).toBeNull();
    expect((await one.send(await one.get('/account'), '/account/sessions', { end: 'all' })).location).toBe(
      '/sign-in',
    );
    expect(await who(one)).toBeNull();
  });

  test('signing out ends the session on the server, not only the cookie', async () => {
    const browser = openBrowser(app);
    await signIn(browser, 'wenren');
    const stolen = browser.cookies.get('gongkai-session') ?? '';
    await browser.send(await browser.get('/account'), '/sign-out', {});
    const answer = await app.request('http://localhost/who', {
      headers: { cookie: `gongkai-session=${stolen}` },
    });
    expect(await answer.json()).toEqual({ name: null });
  });

  test('the password is changed there, and each fault stands at its field', async () => {
    await account('changer');
    const browser = openBrowser(app);
    await signIn(browser, 'changer');
    const page = await browser.get('/account');
    const change = (current: string, next: string, again = next) =>
      browser.send(page, '/account/password', { current, next, again });
    expect((await change('falsch', NEXT)).text).toContain('href="#current"');
    expect((await change(PASSWORD, NEXT, `${NEXT}x`)).text).toContain('href="#again"');
    const weak = await change(PASSWORD, 'password1234');
    expect(weak.text).toContain('href="#next"');
    expect(faultsOf(parsePage(weak.text))).toEqual([]);
    const done = await change(PASSWORD, NEXT);
    expect(done.location).toBe('/account?done=password');
    expect((await browser.get('/account?done=password')).text).toContain('口令已修改');
  });
});

test('from an invitation to the console: password, second factor, recovery codes, and back with a code', async () => {
  const accountId = await account('head', { role: 'officeHead', password: null });
  const { path } = await inviteAccount(plain, operatorActor(), accountId);
  const browser = openBrowser(app);
  const invited = await browser.get(path);
  expect(faultsOf(parsePage(invited.text))).toEqual([]);
  expect((await browser.send(invited, '/invitation', { next: 'kurz', again: 'kurz' })).text).toContain(
    '至少 12 个字符',
  );
  const set = await browser.send(invited, '/invitation', { next: PASSWORD, again: PASSWORD });
  expect(set.location).toBe('/account/second-factor');
  expect(await who(browser)).toBeNull();
  expect((await browser.get('/account')).location).toBe('/account/second-factor');
  const binding = await browser.get('/account/second-factor');
  expect(faultsOf(parsePage(binding.text))).toEqual([]);
  const secret = await beginSecondFactor(plain, accountId);
  expect((await browser.send(binding, '/account/second-factor', { code: '000000' })).text).toContain(
    'href="#code"',
  );
  const bound = await browser.send(binding, '/account/second-factor', { code: totpCode(secret, ctx.now()) });
  expect(bound.text.match(/[A-Z2-9]{4}(-[A-Z2-9]{4}){3}/g)).toHaveLength(10);
  expect(await who(browser)).toBe('欧阳示范');
  expect((await openBrowser(app).get(path)).text).toContain('这个链接不能用了');

  wait(60);
  const again = openBrowser(app);
  expect((await signIn(again, 'head', PASSWORD, '/sign-in?return-to=%2Faccount')).location).toBe(
    '/sign-in/code?return-to=%2Faccount',
  );
  const asked = await again.get('/sign-in/code?return-to=%2Faccount');
  expect(faultsOf(parsePage(asked.text))).toEqual([]);
  expect(await who(again)).toBeNull();
  const proved = await again.send(asked, '/sign-in/code', { code: totpCode(secret, ctx.now()) });
  expect(proved.location).toBe('/account');
  expect(faultsOf(parsePage((await again.get('/account')).text))).toEqual([]);
});

test('a password that is too old is changed before anything else', async () => {
  const strict = {
    ...plain,
    signIn: { ...plain.signIn, password: { ...plain.signIn.password, maxAgeDays: 90 } },
  };
  await account('old');
  wait(90 * 86_400);
  const browser = openBrowser(signInApp(strict));
  expect((await signIn(browser, 'old')).location).toBe('/sign-in/new-password');
  expect(await who(browser)).toBeNull();
  const page = await browser.get('/sign-in/new-password');
  expect(faultsOf(parsePage(page.text))).toEqual([]);
  expect((await browser.send(page, '/sign-in/new-password', { next: NEXT, again: NEXT })).location).toBe(
    '/console/',
  );
  expect(await who(browser)).toBe('欧阳示范');
});

test('after an administrator’s reset the password there was leads only to setting a new one', async () => {
  const accountId = await account('reset');
  const browser = openBrowser(app);
  await inviteAccount(ctx, operatorActor(), accountId);
  expect((await signIn(browser, 'reset')).location).toBe('/sign-in/new-password');
  expect(await who(browser)).toBeNull();
  for (const path of ['/account', '/account/second-factor'])
    expect((await browser.get(path)).text).not.toContain('欧阳示范');
  const page = await browser.get('/sign-in/new-password');
  expect(faultsOf(parsePage(page.text))).toEqual([]);
  const same = await browser.send(page, '/sign-in/new-password', { next: PASSWORD, again: PASSWORD });
  expect(same.text).toContain('href="#next"');
  const done = await browser.send(page, '/sign-in/new-password', { next: NEXT, again: NEXT });
  expect(done.location).toBe('/console/');
  expect(await who(browser)).toBe('欧阳示范');
  // Asked once: the next sign-in is an ordinary one.
  expect((await signIn(openBrowser(app), 'reset', NEXT)).location).toBe('/console/');
});

describe('the demonstration', () => {
  const demonstration = signInApp(ctx);

  test('signs in whom one chooses, without a password, and says that it is one', async () => {
    const browser = openBrowser(demonstration);
    const page = await browser.get('/sign-in?agency=YSJ');
    expect(page.text).toContain('演示数据');
    expect(faultsOf(parsePage(page.text))).toEqual([]);
    const [, chosen = ''] = /name="account" value="([^"]+)"/.exec(page.text) ?? [];
    expect((await browser.send(page, '/sign-in/demonstration', { account: chosen })).location).toBe(
      '/console/',
    );
    expect(await who(browser)).toBe('欧阳示范');
  });

  const trusted = new BlockList();
  trusted.addAddress('10.0.0.5');
  test.each([
    ['real data', signInApp(plain), 'http://localhost', {}],
    [
      'a server that listens for others',
      signInApp({ ...ctx, web: { ...ctx.web, listensOnLoopback: false } }),
      'https://localhost',
      {},
    ],
    ['another name', demonstration, 'https://elsewhere.example', {}],
    ['a proxy', demonstration, 'https://localhost', { 'x-forwarded-for': '203.0.113.9' }],
    [
      'a trusted proxy',
      signInApp({ ...ctx, web: { ...ctx.web, trustedProxies: trusted } }),
      'https://localhost',
      { via: '1.1 proxy' },
    ],
  ] as const)('%s wants a password', async (_, other, origin, headers) => {
    const browser = openBrowser(other, origin, headers);
    const page = await browser.get('/sign-in');
    expect(page.status).toBe(200);
    expect(page.text).not.toContain('name="account"');
    const [{ accountId }] = (await ctx.db.selectFrom('account').select('accountId').limit(1).execute()) as [
      { accountId: string },
    ];
    const answer = await browser.send(page, '/sign-in/demonstration', { account: accountId });
    expect(answer.status).toBe(404);
    expect(await who(browser)).toBeNull();
  });
});
