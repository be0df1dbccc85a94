import { Hono } from 'hono';
import { describe, expect, test } from 'vitest';
import { testContext } from '../../../testing/test-context.js';
import { clientOf, networkOf, parseNetworks, type Client } from './client.js';

interface Given {
  readonly url?: string;
  readonly headers?: Record<string, string>;
  readonly socket?: string;
  readonly proxies?: string;
  readonly listensOnLoopback?: boolean;
}

async function clientFor(given: Given): Promise<Client> {
  const { url = 'http://localhost/', headers = {}, socket = '127.0.0.1', proxies = '' } = given;
  const { web } = testContext();
  const ctx = {
    web: {
      ...web,
      trustedProxies: parseNetworks(proxies),
      listensOnLoopback: given.listensOnLoopback ?? true,
    },
  };
  const app = new Hono();
  app.get('*', (c) => c.json(clientOf(c, ctx)));
  const response = await app.request(url, { headers }, { incoming: { socket: { remoteAddress: socket } } });
  return (await response.json()) as Client;
}

describe('who is at this machine', () => {
  test.each(['http://localhost/', 'http://127.0.0.1:8787/', 'http://127.1.2.3/', 'http://[::1]/'])(
    '%s is',
    async (url) => {
      expect(await clientFor({ url })).toMatchObject({ isAtThisMachine: true });
    },
  );

  test.each([
    'http://elsewhere.example/',
    'http://localhost.elsewhere.example/',
    'http://10.0.0.1/',
    'http://0.0.0.0/',
  ])('%s is not: a page elsewhere could point its own name here', async (url) => {
    expect(await clientFor({ url })).toMatchObject({ isAtThisMachine: false });
  });

  test.each(['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'])(
    'nobody who came through a proxy that says so by %s',
    async (name) => {
      expect(await clientFor({ headers: { [name]: '127.0.0.1' } })).toMatchObject({ isAtThisMachine: false });
    },
  );

  test('nobody where the server listens for others too', async () => {
    expect(await clientFor({ listensOnLoopback: false })).toMatchObject({ isAtThisMachine: false });
  });
});

describe('through proxies', () => {
  const headers = { 'x-forwarded-for': '198.51.100.7, 203.0.113.9, 10.0.0.6', 'x-forwarded-proto': 'https' };

  test('the word of one that is not trusted counts for nothing', async () => {
    expect(await clientFor({ headers, socket: '10.0.0.5' })).toMatchObject({
      address: '10.0.0.5',
      isSecure: false,
    });
  });

  test('the last address that no trusted proxy has is the caller’s: what stands before it may be made up', async () => {
    const given = { headers, socket: '::ffff:10.0.0.5', proxies: '10.0.0.0/24' };
    expect(await clientFor(given)).toMatchObject({ address: '203.0.113.9', isSecure: true });
  });

  test('an address that is none is not believed', async () => {
    const given = { headers: { 'x-forwarded-for': 'evil' }, socket: '10.0.0.5', proxies: '10.0.0.5' };
    expect(await clientFor(given)).toMatchObject({ address: '10.0.0.5', isSecure: false });
  });
});

test('an address of IPv6 counts with its network of 64 bits', () => {
  expect(networkOf('2001:db8:1:2:3:4:5:6')).toBe('2001:db8:1:2');
  expect(networkOf('2001:db8:1:2::9')).toBe(networkOf('2001:0db8:1:2:ffff::1'));
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0');
  expect(networkOf('::1')).toBe('0:0:0:0');
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
  expect(networkOf(null)).toBe('unknown');
});

test.each(['10.0.0.0/33', 'proxy.example', '10.0.0.0/x', '2001:db8::/129'])('%s is no network', (text) => {
  expect(() => parseNetworks(text)).toThrow(text);
});
