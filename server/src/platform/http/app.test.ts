import { API_ROUTES, DomainError } from '@gongkai/core';
import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Hono } from 'hono';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { testContext } from '../../../testing/test-context.js';
import { STYLESHEET } from '../portal/stylesheet.js';
import { mountPage } from '../portal/mount-page.js';
import { createApiRegistry } from './api-registry.js';
import { createApp } from './app.js';
import { mountConsole } from './console-files.js';
import { signedInAs } from '../../../testing/test-actor.js';

const NAMES = Object.keys(API_ROUTES) as (keyof typeof API_ROUTES)[];

function appWith(given: Parameters<typeof testContext>[0] = {}) {
  return createApp(testContext(given), {
    ...signedInAs(null),
    api: createApiRegistry(),
    notYetServed: NAMES,
    mountPages: (app, ctx) => {
      mountPage(app, ctx, '/fails', () => {
        throw new Error('password is hunter2');
      });
      mountPage(app, ctx, '/refuses', () => {
        throw new DomainError('CHANGED_MEANWHILE', '有人先改了。');
      });
    },
  });
}

/** The lines that a logger wrote. */
function collectingLogger() {
  const lines: Record<string, unknown>[] = [];
  const logger = pino(
    { level: 'info' },
    { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  return { lines, logger };
}

describe('headers', () => {
  test.each(['/health', '/status', '/fails', '/nothing', '/api/v1/status', '/console/x.js', STYLESHEET.path])(
    '%s allows no foreign script, style, frame or guess',
    async (path) => {
      const { headers } = await appWith().request(path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|\*|https?:/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('access-control-allow-origin')).toBeNull();
      expect(headers.get('set-cookie')).toBeNull();
    },
  );

  test('the style sheet is kept for a year under the address of its content', async () => {
    const response = await appWith().request(STYLESHEET.path, { headers: { 'accept-encoding': 'gzip' } });
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('content-type')).toBe('text/css; charset=utf-8');
  });
});

describe('what goes wrong', () => {
  test('an unexpected failure says nothing of its cause but where to find it', async () => {
    const { lines, logger } = collectingLogger();
    const response = await appWith({ logger }).request('/fails?q=secret');
    const body = await response.text();
    expect(response.status).toBe(500);
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(body).not.toContain('hunter2');
    const [failure, ...others] = lines.filter(({ level }) => level === 50);
    expect(others).toEqual([]);
    expect(body).toContain(failure?.reference);
    expect(JSON.stringify(failure)).toContain('hunter2');
    expect(JSON.stringify(lines)).not.toContain('q=secret');
  });

  test('a broken rule is told in its own words', async () => {
    const response = await appWith().request('/refuses');
    expect([response.status, await response.text()]).toEqual([409, expect.stringContaining('有人先改了。')]);
  });

  test('a request is logged by method, route, status and time, and no more', async () => {
    const { lines, logger } = collectingLogger();
    await appWith({ logger }).request('/health?q=secret', {
      headers: { 'user-agent': 'x', 'x-forwarded-for': '203.0.113.9' },
    });
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(
      ['hostname', 'level', 'method', 'ms', 'msg', 'pid', 'route', 'status', 'time'].sort(),
    );
    expect(lines[0]).toMatchObject({ method: 'GET', route: '/health', status: 200 });
  });
});

test('security.txt says where to report a weakness, where that is configured', async () => {
  const { web } = testContext();
  const configured = {
    ...web,
    securityContact: 'mailto:security@example.com',
    publicUrl: 'https://www.yunze.gov.cn',
  };
  const text = await (await appWith({ web: configured }).request('/.well-known/security.txt')).text();
  expect(text).toContain('Contact: mailto:security@example.com\n');
  expect(text).toContain('Expires: 2026-08-29T04:00:00.000Z\n');
  expect((await appWith().request('/.well-known/security.txt')).status).toBe(404);
});

describe('probes', () => {
  const silent = {
    kind: 'pglite',
    serverVersion: '',
    ping: () => Promise.reject(new Error('gone')),
    sessions: () => ({ open: 0, idle: 0, waiting: 0 }),
  } as const;
  const { durability } = testContext().database;

  test('the process is healthy while its database is not ready', async () => {
    const app = appWith({ database: { ...silent, durability } });
    expect((await app.request('/health')).status).toBe(200);
    expect((await app.request('/ready')).status).toBe(503);
    expect(await (await app.request('/status')).text()).toContain('没有应答');
  });

  test('people are told what the data survives', async () => {
    const app = appWith();
    expect((await app.request('/ready')).status).toBe(200);
    expect(await (await app.request('/status')).text()).toContain(durability.note);
  });
});

describe('the console', () => {
  async function consoleOver(files: Readonly<Record<string, string>>): Promise<Hono> {
    const folder = await mkdtemp(join(tmpdir(), 'gongkai-console-'));
    await mkdir(join(folder, 'assets'));
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    const app = new Hono();
    app.onError((error, c) => c.text(error.message, error instanceof DomainError ? 404 : 500));
    mountConsole(app, folder);
    return app;
  }

  test('gives files by their names, its entry for every other address, nothing from outside', async () => {
    const app = await consoleOver({ 'index.html': 'entry', 'assets/main-1.js': 'code' });
    const get = async (path: string) => {
      const response = await app.request(path);
      return [response.status, await response.text()];
    };
    expect(await get('/console/assets/main-1.js')).toEqual([200, 'code']);
    expect(await get('/console/')).toEqual([200, 'entry']);
    expect(await get('/console/agencies/YZ-01/reports/2025')).toEqual([200, 'entry']);
    expect((await get('/console/assets/gone.js'))[0]).toBe(404);
    expect(await get('/console/..%2f..%2fpackage.json')).toEqual([200, 'entry']);
    expect(await get('/console/%E0%A4%A')).toEqual([200, 'entry']);
  });

  test('that is not built says how to build it', async () => {
    const response = await (await consoleOver({})).request('/console/');
    expect([response.status, await response.text()]).toEqual([404, expect.stringContaining('npm run build')]);
  });
});
