import { API_ROUTES, type ApiRouteName } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerIdentityApi } from '../identity/api.js';
import { makeAgency } from '../identity/factory.js';
import { createApiRegistry, unservedRoutes } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { callRoute } from '../platform/http/testing/call-route.js';
import { registerApplicationApi } from './api.js';
import { signedInAs } from '../../testing/test-actor.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
const api = createApiRegistry();
registerIdentityApi(api);
registerApplicationApi(api);
const app = createApp(ctx, { ...signedInAs(), api, notYetServed: unservedRoutes(api) });

async function call(
  name: ApiRouteName,
  params: Record<string, string>,
  body?: unknown,
  query = '',
): Promise<{ readonly status: number; readonly answer: Record<string, unknown> }> {
  const response = await callRoute(app, API_ROUTES[name], {
    params: { code: 'YSJ', ...params },
    query,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

const SUBMITTED = { type: 'submitted', on: '2026-02-02', channel: 'counter' };
const NEW_CASE = {
  caseId: 'A-1',
  applicantClass: 'naturalPerson',
  applicantName: '欧阳示范',
  request: '批复',
  events: [SUBMITTED],
};

test('a case goes from registration to its answer, each answer as the schema says', async () => {
  expect((await call('createCase', {}, NEW_CASE)).answer).toMatchObject({
    caseId: 'A-1',
    status: 'processing',
    dueOn: '2026-03-06',
  });
  const decided = { type: 'decided', on: '2026-02-10', items: [{ finding: 'disclosed' }] };
  expect(
    (await call('appendCaseEvent', { caseId: 'A-1' }, { event: decided, lastSeq: 1 })).answer,
  ).toMatchObject({ status: 'decided' });
  const served = { type: 'served', on: '2026-02-11', way: 'direct' };
  const closed = await call('appendCaseEvent', { caseId: 'A-1' }, { event: served, lastSeq: 2 });
  expect(closed.answer).toMatchObject({ status: 'closed', row: 'granted', inTime: true });
  const correction = { event: { ...served, on: '2026-02-12' }, reason: '签收日期写错', lastSeq: 3 };
  const corrected = await call('correctCaseEvent', { caseId: 'A-1', seq: '3' }, correction);
  expect(corrected.answer).toMatchObject({ closedOn: '2026-02-12' });
  expect((await call('getCase', { caseId: 'A-1' })).answer).toEqual(corrected.answer);
  const list = await call('listCases', {}, undefined, '?year=2026&cell=table3.granted.naturalPerson');
  expect(list.answer).toMatchObject({
    total: 1,
    next: null,
    items: [{ caseId: 'A-1', applicantName: '欧*' }],
  });
});

test('what is refused says why, with its status', async () => {
  expect((await call('createCase', {}, NEW_CASE)).status).toBe(409);
  const stale = await call(
    'appendCaseEvent',
    { caseId: 'A-1' },
    { event: { type: 'withdrawn', on: '2026-02-20' }, lastSeq: 1 },
  );
  expect(stale).toMatchObject({ status: 409, answer: { code: 'CHANGED_MEANWHILE' } });
  expect((await call('getCase', { caseId: 'NONE' })).status).toBe(404);
  expect((await call('listCases', { code: 'NONE' })).status).toBe(404);
  const empty = await call('createCase', {}, { ...NEW_CASE, request: '', events: [] });
  expect(empty.answer).toMatchObject({
    issues: [
      { path: 'request', message: '请填写所需政府信息的名称或者特征描述。' },
      { path: 'events', message: '请至少登记提交申请的事件。' },
    ],
  });
  const badDay = await call('createCase', {}, { ...NEW_CASE, events: [{ ...SUBMITTED, on: '2026-02-30' }] });
  expect(badDay.answer).toMatchObject({ issues: [{ path: 'events.0.on' }] });
});

test('agencies are listed for anybody, and opened', async () => {
  expect((await call('listAgencies', {})).answer).toMatchObject({
    items: [{ code: 'YSJ', parentCode: null }],
  });
  expect((await call('getAgency', {})).answer).toMatchObject({ units: [{ code: 'BGS', name: '办公室' }] });
});
