import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, expect, test } from 'vitest';
import { fetchOutside, isInside } from './fetch-outside.js';

const asked: string[] = [];
const server: Server = createServer((request, response) => {
  asked.push(request.url ?? '');
  if (request.url === '/large') response.end('x'.repeat(2000));
  else if (request.url === '/redirect')
    response.writeHead(302, { location: 'http://127.0.0.1/secret' }).end();
  else if (request.url === '/never') response.write('begin');
  else response.setHeader('x-seen', request.method ?? '').end('hello');
});
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const host = `127.0.0.1:${port}`;
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  'fe80::1',
  'fd00::1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'ff02::1',
])('%s is inside', (address) => {
  expect(isInside(address)).toBe(true);
});

test.each(['1.1.1.1', '172.32.0.1', '223.5.5.5', '2606:4700::1111', '2400:3200::1'])(
  '%s is outside',
  (address) => {
    expect(isInside(address)).toBe(false);
  },
);

test.each([
  `http://${host}/`,
  `https://${host}/`,
  `http://localhost:${port}/`,
  `https://localhost:${port}/`,
  `https://2130706433:${port}/`,
  `https://0x7f.1:${port}/`,
  `https://[::1]:${port}/`,
  `https://[::ffff:127.0.0.1]:${port}/`,
  'http://example.com/',
  'ftp://example.com/',
  'file:///etc/passwd',
])('%s is never asked', async (address) => {
  await expect(fetchOutside(address, {}, { trustedHosts: [] })).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(asked).toEqual([]);
});

test('a trusted host is asked, with its port and no other, and without credentials in the address', async () => {
  const rules = { trustedHosts: [host] };
  const answer = await fetchOutside(`http://${host}/x`, { method: 'POST', body: 'a=b' }, rules);
  expect([answer.status, answer.headers.get('x-seen'), await answer.text()]).toEqual([200, 'POST', 'hello']);
  for (const address of [`http://127.0.0.1:${port + 1}/`, `http://user:word@${host}/`]) {
    await expect(fetchOutside(address, {}, rules)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  }
});

test('redirects are not followed, answers are not read without end or for ever', async () => {
  const rules = { trustedHosts: [host], maxBytes: 1000, timeoutMs: 300 };
  expect((await fetchOutside(`http://${host}/redirect`, {}, rules)).status).toBe(302);
  expect(asked).not.toContain('/secret');
  await expect(fetchOutside(`http://${host}/large`, {}, rules)).rejects.toMatchObject({
    code: 'FILE_TOO_LARGE',
  });
  await expect(fetchOutside(`http://${host}/never`, {}, rules)).rejects.toThrow();
});
