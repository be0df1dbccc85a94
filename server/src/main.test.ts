import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { createApiRegistry } from './platform/http/api-registry.js';
import { createApp } from './platform/http/app.js';
import { listen } from './platform/http/listen.js';
import { mountPage } from './platform/portal/mount-page.js';
import { API_ROUTES, DomainError } from '@gongkai/core';
import { html } from 'hono/html';
import { testContext } from '../testing/test-context.js';
import { readConfig } from './config.js';
import { startServer } from './main.js';
import { startChild } from '../testing/child-process.js';
import { describeStart } from './serve-command.js';
import { signedInAs } from '../testing/test-actor.js';

const ANY_PORT = { host: '127.0.0.1', port: 0 };
const folder = await mkdtemp(join(tmpdir(), 'gongkai-main-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** An app whose one page takes its time. */
function slowApp(ms: number) {
  return createApp(testContext(), {
    ...signedInAs(null),
    api: createApiRegistry(),
    notYetServed: Object.keys(API_ROUTES) as (keyof typeof API_ROUTES)[],
    mountPages: (app, ctx) =>
      mountPage(app, ctx, '/slow', async () => {
        await wait(ms);
        return html`done`;
      }),
  });
}

test('stopping lets a running request finish and takes no other', async () => {
  const { url, stop } = await listen(slowApp(400), ANY_PORT);
  await fetch(`${url}/health`);
  const running = fetch(`${url}/slow`).then((response) => response.text());
  await wait(100);
  const stopped = stop();
  await expect(fetch(`${url}/health`)).rejects.toThrow();
  expect(await running).toBe('done');
  await stopped;
});

test('stopping waits no longer than the grace', async () => {
  const { url, stop } = await listen(slowApp(60_000), ANY_PORT);
  const running = expect(fetch(`${url}/slow`)).rejects.toThrow();
  await wait(100);
  // The request would take a minute, far longer than this test may.
  await stop(200);
  await running;
});

test('a port in use is told in plain words', async () => {
  const first = await listen(slowApp(0), ANY_PORT);
  const port = Number(new URL(first.url).port);
  await expect(listen(slowApp(0), { ...ANY_PORT, port })).rejects.toThrow('已被占用');
  await first.stop();
});

test('the server starts on its own files, says how it stands, and refuses a second process', async () => {
  const config = readConfig({ port: '0', data: folder }, { LOG_LEVEL: 'silent', NODE_ENV: 'test' });
  const server = await startServer(config, pino({ level: 'silent' }));
  try {
    expect((await fetch(`${server.url}/ready`)).status).toBe(200);
    expect((await fetch(`${server.url}/`)).status).toBe(200);
    const said = describeStart(config, server).join('\n');
    expect(said).toContain(server.url);
    expect(said).toContain('断电');
    // Nobody can sign in yet: links for three persons, and no password.
    expect(said.match(/\/invitation\?token=\S+/g)).toHaveLength(3);
    expect(said).toContain('审计员（登录名 auditor）');
    await expect(startServer(config, pino({ level: 'silent' }))).rejects.toThrow(DomainError);
  } finally {
    await server.stop();
  }
}, 120_000);

test('while it stops it is ready for nobody, so that a balancer sends requests elsewhere', async () => {
  const environment = { LOG_LEVEL: 'silent', NODE_ENV: 'test', GONGKAI_DRAIN_SECONDS: '1' };
  const config = readConfig({ port: '0', data: join(folder, 'drained') }, environment);
  const server = await startServer(config, pino({ level: 'silent' }));
  const stopped = server.stop();
  const ready = await fetch(`${server.url}/ready`);
  expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ status: 'stopping' })]);
  expect((await fetch(`${server.url}/health`)).status).toBe(200);
  await stopped;
  await expect(fetch(`${server.url}/health`)).rejects.toThrow();
}, 120_000);

test('told to end, the process finishes the request that it is reading, and ends by itself', async () => {
  const child = startChild(new URL('../testing/serve-child.ts', import.meta.url), [join(folder, 'ended')]);
  await child.waitFor('按 Ctrl+C 停止。');
  const url = /http:\/\/\S+?(?=\/$)/m.exec(child.lines.join('\n'))?.[0] ?? '';
  const answered = new Promise<number | undefined>((resolve, reject) => {
    const body = 'login-name=wenren&password=wrong';
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': body.length,
      origin: url,
    };
    const call = request(`${url}/sign-in`, { method: 'POST', headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    });
    call.once('error', reject);
    call.write(body.slice(0, 10));
    void wait(300)
      .then(() => {
        child.process.kill('SIGTERM');
        return wait(500);
      })
      .then(() => call.end(body.slice(10)));
  });
  // Its form lacks the token of the page: refused, and answered all the same.
  expect(await answered).toBeGreaterThanOrEqual(400);
  await child.ended;
  expect([child.process.exitCode, child.lines.at(-1)]).toEqual([0, '已停止。']);
}, 120_000);
