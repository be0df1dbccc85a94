import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { API_ROUTES, DomainError, type ApiRouteName } from '@gongkai/core';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { signedInAs } from '../testing/test-actor.js';
import { testContext } from '../testing/test-context.js';
import { openTestDatabase } from '../testing/test-database.js';
import { readConfig } from './config.js';
import { makeAgency } from './identity/factory.js';
import { createApp } from './platform/http/app.js';
import { callRoute } from './platform/http/testing/call-route.js';
import { createJobRegistry, defineJob, handleJob } from './platform/jobs/job-kind.js';
import { enqueue } from './platform/jobs/enqueue.js';
import { runUntilIdle } from './platform/jobs/worker.js';
import { inTransaction } from './platform/database/with-transaction.js';
import { mountPage } from './platform/portal/mount-page.js';
import { createLog } from './platform/log.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from './routes.js';

/** What must not be found in a log, however it got to the server. */
const NAME = '欧阳示范';
const NUMBER = '11010519491231002X';
const TELEPHONE = '13812345678';
const ADDRESS = '临江市示范路八号';
const EMAIL = 'ouyang@example.org';
const REQUEST = '某户房屋征收补偿协议';
const PASSWORD = 'correct-horse-battery';
const SECRETS = [NAME, '示范路', NUMBER, NUMBER.slice(0, 17), TELEPHONE, EMAIL, REQUEST, PASSWORD].flatMap(
  (text) => [text, encodeURIComponent(text)],
);

const lines: string[] = [];
const logger = createLog('trace', { write: (line) => void lines.push(line) });
const { db } = await openTestDatabase();
const ctx = testContext({ db, logger });
await makeAgency(ctx);
const app = createApp(ctx, {
  ...signedInAs(),
  api: registerApi(readConfig({}, {}).signIn),
  notYetServed: ROUTES_NOT_YET_SERVED,
  mountPages: (app, ctx) => {
    mountPages(app, ctx);
    mountPage(app, ctx, '/fails/:kind', async ({ param }) => {
      if (param('kind') === 'unique') {
        await sql`create temp table if not exists seen (name text primary key)`.execute(db);
        await sql`insert into seen values (${NAME}), (${NAME})`.execute(db);
      }
      if (param('kind') === 'type') await sql`select ${NAME}::text::date`.execute(db);
      if (param('kind') === 'cause')
        throw new Error('failed', { cause: new Error(`no such person "${NAME}"`) });
      JSON.parse(`${NAME} ${TELEPHONE}`);
      throw new DomainError('INVALID_INPUT', `没有“${NAME}”。`);
    });
  },
});

function call(name: ApiRouteName, params: Record<string, string>, body?: unknown, query = '') {
  return callRoute(app, API_ROUTES[name], {
    params: { code: 'YSJ', ...params },
    query,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
}

function found(): string[] {
  return lines.filter((line) => SECRETS.some((secret) => line.includes(secret)));
}

test('no call leaves a person, a number or what was asked for in the log', async () => {
  const query = `?q=${encodeURIComponent(NAME)}&keyword=${encodeURIComponent(REQUEST)}&telephone=${TELEPHONE}`;
  const created = {
    caseId: 'A-1',
    applicantClass: 'naturalPerson',
    applicantName: NAME,
    applicantDetails: {
      name: NAME,
      identityKind: '居民身份证',
      identityNumber: NUMBER,
      telephone: TELEPHONE,
      address: ADDRESS,
      email: EMAIL,
    },
    request: REQUEST,
    events: [{ type: 'submitted', on: '2026-02-02', channel: 'counter' }],
  };
  expect((await call('createCase', {}, created)).status).toBe(200);
  // A second time, a broken body, a wrong field, a name where an id belongs.
  expect((await call('createCase', {}, created)).status).toBeGreaterThanOrEqual(400);
  expect((await call('createCase', {}, `{"applicantName":"${NAME}`)).status).toBe(422);
  expect((await call('createCase', {}, { ...created, events: [{ type: NAME }] })).status).toBe(422);
  expect((await call('getCase', { caseId: NAME })).status).toBe(404);
  expect((await call('getCase', { caseId: 'A-1' })).status).toBe(200);
  await call('listCases', {}, undefined, query);
  await call('listCases', {}, undefined, `?sort=${encodeURIComponent(NAME)}`);
  for (const path of [`/${NAME}`, `/agencies/${NAME}`, `/reports${query}`, `/api/v1/${TELEPHONE}${query}`])
    await app.request(encodeURI(path));
  const form = new URLSearchParams({ 'login-name': EMAIL, password: PASSWORD });
  await app.request('/sign-in', { method: 'POST', body: form, headers: { origin: 'http://localhost' } });
  expect(lines.length).toBeGreaterThanOrEqual(12);
  expect(found()).toEqual([]);
});

test('a failure is told with its place and code, without the row that it was about', async () => {
  for (const kind of ['unique', 'type', 'cause', 'json']) {
    lines.length = 0;
    expect((await app.request(`/fails/${kind}`)).status).toBe(500);
    expect(lines.some((line) => line.includes('unexpected failure') && line.includes('"stack":["'))).toBe(
      true,
    );
    expect(found()).toEqual([]);
  }
  lines.length = 0;
  await app.request('/fails/unique');
  expect(lines.join()).toContain('seen_pkey');
  expect(lines.join()).toContain('23505');
});

test('a job that fails over a person does not name them', async () => {
  lines.length = 0;
  const kind = defineJob({
    name: 'test.fails',
    label: '失败',
    payload: z.object({ id: z.string() }),
    maxAttempts: 1,
  });
  const registry = createJobRegistry();
  handleJob(registry, kind, () =>
    Promise.reject(new DomainError('INVALID_INPUT', `“${NAME}”的电话 ${TELEPHONE} 不对。`)),
  );
  await inTransaction(db, (db) => enqueue(db, kind, { id: randomUUID() }));
  await runUntilIdle(ctx, registry);
  expect(lines.join()).toContain('job failed');
  expect(found()).toEqual([]);
});
