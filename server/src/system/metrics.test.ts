import { beforeAll, expect, test } from 'vitest';
import { signedInAs } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { lookAtCases } from '../audit/testing/invented-records.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { createApp } from '../platform/http/app.js';
import { createMetrics, metricsApp } from '../platform/http/metrics.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { createJobRegistry, defineJob, handleJob } from '../platform/jobs/job-kind.js';
import { runUntilIdle } from '../platform/jobs/worker.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from '../routes.js';
import { watchOperation } from './metrics.js';
import { readConfig } from '../config.js';
import { z } from 'zod';

const TOKEN = 'a-token-of-enough-characters';
const { db } = await openTestDatabase();
const ctx = testContext({ db });
const registry = createMetrics();
watchOperation(registry, ctx);
const open = (token: string | null) =>
  createApp(ctx, {
    ...signedInAs(),
    api: registerApi(readConfig({}, {}).signIn),
    notYetServed: ROUTES_NOT_YET_SERVED,
    metrics: { registry: createMetrics(), token },
    mountPages,
  });
const app = createApp(ctx, {
  ...signedInAs(),
  api: registerApi(readConfig({}, {}).signIn),
  notYetServed: ROUTES_NOT_YET_SERVED,
  metrics: { registry, token: TOKEN },
  mountPages,
});

async function told(): Promise<string> {
  const answer = await app.request('/metrics', { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(200);
  return answer.text();
}

beforeAll(async () => {
  await makeAgency(ctx);
  await lookAtCases(ctx, 'YSJ', 3);
  const broken = defineJob({ name: 'test.broken', label: '坏的', payload: z.object({}), maxAttempts: 1 });
  const waiting = defineJob({ name: 'test.waiting', label: '等的', payload: z.object({}) });
  const registry = createJobRegistry();
  handleJob(registry, broken, () => Promise.reject(new Error('no')));
  await inTransaction(db, (db) => enqueue(db, broken, {}));
  await runUntilIdle(ctx, registry);
  await inTransaction(db, (db) => enqueue(db, waiting, {}));
});

test('jobs, audit, sessions and the database are told in figures', async () => {
  const text = await told();
  expect(text).toMatch(/^gongkai_jobs_waiting 1$/m);
  expect(text).toMatch(/^gongkai_jobs_failed 1$/m);
  expect(text).toMatch(/^gongkai_jobs_oldest_waiting_seconds [\d.]+$/m);
  expect(text).toMatch(/^gongkai_audit_unsealed_records [3-9]$/m);
  expect(text).toMatch(/^gongkai_sessions_active 0$/m);
  expect(text).toMatch(/^gongkai_report_exports_failed 0$/m);
  expect(text).toMatch(/^gongkai_database_up 1$/m);
  expect(text).toMatch(/^gongkai_database_ping_seconds /m);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
});

test('requests are told by their route, never by what was asked for', async () => {
  await app.request('/agencies/YSJ?keyword=欧阳示范');
  await app.request('/api/v1/agencies/YSJ/cases/2026-秘1?limit=3');
  await app.request('/欧阳示范');
  const lines = (await told()).split('\n').filter((line) => line.startsWith('gongkai_http'));
  expect(lines.join('\n')).toContain('route="/agencies/:code"');
  expect(lines.join('\n')).toContain('route="/api/v1/agencies/:code/cases/:caseId"');
  expect(lines.join('\n')).not.toMatch(/YSJ|欧阳|秘1|%/);
});

test('nobody is told without the token, nor where none is set', async () => {
  for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Bearer ${TOKEN}x` }])
    expect((await app.request('/metrics', { headers })).status).toBe(404);
  const authorization = 'Bearer null';
  expect((await open(null).request('/metrics', { headers: { authorization } })).status).toBe(404);
  expect((await metricsApp(registry).request('/metrics')).status).toBe(200);
});

test('a token that could be guessed is refused', () => {
  expect(() => readConfig({}, { GONGKAI_METRICS_TOKEN: 'secret' })).toThrow('24');
});
