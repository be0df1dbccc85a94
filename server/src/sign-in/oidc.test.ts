import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { operatorActor } from '@gongkai/core';
import Provider from 'oidc-provider';
import { afterAll, describe, expect, test } from 'vitest';
import { DEFAULT_SIGN_IN_SETTINGS } from './settings.js';
import { bindIdentity } from './oidc.js';
import { openBrowser, type Browser } from './testing/browser.js';
import { openSignInWorld, signInApp } from './testing/sign-in-world.js';

const ORIGIN = 'https://www.yunze.gov.cn';
const CALLBACK = `${ORIGIN}/sign-in/oidc/callback`;
const servers: Server[] = [];
afterAll(() => servers.forEach((server) => void server.close()));

/** A real provider on loopback that knows whoever asks as `subject`. */
async function startProvider(subject: () => string): Promise<string> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'gongkai', client_secret: 'a-secret-of-the-test', redirect_uris: [CALLBACK] }],
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, email: 'wenren@example.com' }) }),
    cookies: { keys: ['a key of the test'] },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (request.url?.startsWith('/interaction/') !== true) return void answer(request, response);
    void (async () => {
      const { params } = await provider.interactionDetails(request, response);
      const grant = new provider.Grant({ accountId: subject(), clientId: String(params.client_id) });
      grant.addOIDCScope('openid');
      const result = { login: { accountId: subject() }, consent: { grantId: await grant.save() } };
      await provider.interactionFinished(request, response, result);
    })();
  });
  return issuer;
}

/** Follows the provider's redirects until it sends the browser back to us. */
async function atProvider(start: string): Promise<string> {
  const cookies = new Map<string, string>();
  let address = start;
  for (let step = 0; step < 10; step += 1) {
    if (address.startsWith(CALLBACK)) return address.slice(ORIGIN.length);
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', headers: { cookie } });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const location = response.headers.get('location');
    if (location === null)
      throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
    address = new URL(location, address).href;
  }
  throw new Error('the provider leads nowhere');
}

let subject = 'person-1';
const issuer = await startProvider(() => subject);
const oidc = { issuer, clientId: 'gongkai', clientSecret: 'a-secret-of-the-test', name: '市统一身份认证' };
const { ctx, account, wait } = await openSignInWorld({ oidc });
const web = { ...ctx.web, publicUrl: ORIGIN };
const world = { ...ctx, web };
const app = signInApp(world);
const accountId = await account('wenren', { password: null });

async function begin(browser: Browser, path = '/sign-in/oidc'): Promise<URL> {
  const { status, location } = await browser.get(path);
  expect(status).toBe(303);
  return new URL(location ?? '');
}
async function who(browser: Browser): Promise<unknown> {
  return (JSON.parse((await browser.get('/who')).text) as { name: unknown }).name;
}

describe('an outside provider', () => {
  test('is offered by its name, and asked with a challenge, a state and a nonce', async () => {
    const browser = openBrowser(app, ORIGIN);
    expect((await browser.get('/sign-in')).text).toContain('用市统一身份认证登录');
    const asked = (await begin(browser)).searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['state', 'nonce', 'code_challenge'])
      expect(asked.get(name)?.length).toBeGreaterThan(20);
    expect(asked.get('redirect_uri')).toBe(CALLBACK);
  });

  test('whom nobody bound to an account is nobody, whatever his e-mail says', async () => {
    const browser = openBrowser(app, ORIGIN);
    const answer = await browser.get(await atProvider((await begin(browser)).href));
    expect(answer.status).toBe(401);
    expect(answer.text).toContain('person-1');
    expect(await who(browser)).toBeNull();
  });

  test('whom an administrator bound is signed in and goes on to where he wanted', async () => {
    await bindIdentity({ ...world, oidc }, operatorActor(), accountId, 'person-1');
    const browser = openBrowser(app, ORIGIN);
    const start = await begin(browser, '/sign-in/oidc?return-to=%2Faccount');
    expect((await browser.get(await atProvider(start.href))).location).toBe('/account');
    expect(await who(browser)).toBe('欧阳示范');
    expect((await browser.get('/account')).text).toContain('用统一身份认证登录于');
  });

  test('another person of the same provider is not taken for him, nor bound to the same account', async () => {
    subject = 'person-2';
    const browser = openBrowser(app, ORIGIN);
    expect((await browser.get(await atProvider((await begin(browser)).href))).status).toBe(401);
    const other = await account('other', { password: null });
    await expect(bindIdentity({ ...world, oidc }, operatorActor(), other, 'person-1')).rejects.toMatchObject({
      code: 'ALREADY_EXISTS',
    });
    subject = 'person-1';
  });

  test('an answer counts in the browser that asked, once, and in time', async () => {
    const [mine, other] = [openBrowser(app, ORIGIN), openBrowser(app, ORIGIN)];
    const back = await atProvider((await begin(mine)).href);
    expect((await other.get(back)).status).toBe(401);
    await begin(other);
    expect((await other.get(back)).status).toBe(401);
    expect((await mine.get(back)).status).toBe(303);
    expect((await mine.get(back)).status).toBe(401);

    const late = openBrowser(app, ORIGIN);
    const lateBack = await atProvider((await begin(late)).href);
    wait(600);
    const answer = await late.get(lateBack);
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('请重新登录')]);
  });

  test('a changed state or a made-up code is refused', async () => {
    for (const change of [
      (back: URL) => back.searchParams.set('state', 'forged'),
      (back: URL) => back.searchParams.set('code', 'forged'),
      (back: URL) => back.searchParams.set('iss', 'https://elsewhere.example'),
    ]) {
      const browser = openBrowser(app, ORIGIN);
      const back = new URL(await atProvider((await begin(browser)).href), ORIGIN);
      change(back);
      expect((await browser.get(`${back.pathname}${back.search}`)).status).toBe(401);
      expect(await who(browser)).toBeNull();
    }
  });
});

test('a provider that says it is another one is not believed', async () => {
  const pinned = { ...oidc, issuer: issuer.replace('127.0.0.1', 'localhost') };
  const other = signInApp({ ...world, signIn: { ...DEFAULT_SIGN_IN_SETTINGS, oidc: pinned } });
  const answer = await openBrowser(other, ORIGIN).get('/sign-in/oidc');
  expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('连不上')]);
});
