import { API_ROUTES, type Actor, type ApiRouteName } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { signedInAs } from '../../testing/test-actor.js';
import { createApiRegistry, unservedRoutes } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { callRoute, type Call } from '../platform/http/testing/call-route.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { registerNotificationApi } from './api.js';
import { notify } from './notify.js';
import { openOffice } from './testing/office.js';

const { ctx, person, actor, wait } = await openOffice();
let own: Actor;
let other: Actor;

beforeAll(async () => {
  own = await actor(await person('主任', 'officeHead'));
  other = await actor(await person('别人', 'officeHead', { agencyCode: 'ZRJ' }));
  for (let number = 1; number <= 5; number += 1) {
    await tell(`A-${number}`);
    wait(1);
  }
  await inTransaction(ctx.db, (db) =>
    notify(db, ctx, {
      kind: 'report.checked',
      agencyCode: 'YSJ',
      subjectId: 'YSJ/2025',
      details: { year: 2025, version: 1 },
    }),
  );
});

function tell(caseId: string, key = caseId): Promise<number> {
  const details = { dueOn: ctx.today() };
  const news = { kind: 'case.overdue', agencyCode: 'YSJ', subjectId: caseId, details, key } as const;
  return inTransaction(ctx.db, (db) => notify(db, ctx, news));
}

interface Answer {
  readonly items: {
    notificationId: string;
    kind: string;
    path: string;
    text: string;
    readAt: string | null;
  }[];
  readonly next: string | null;
  readonly unread: number;
}

async function call(
  who: Actor | null,
  name: ApiRouteName,
  given: Omit<Call, 'body'> & { body?: unknown } = {},
) {
  const api = createApiRegistry();
  registerNotificationApi(api);
  const app = createApp(ctx, { ...signedInAs(who), api, notYetServed: unservedRoutes(api) });
  const { body, ...rest } = given;
  const response = await callRoute(app, API_ROUTES[name], {
    ...rest,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}
async function auditKinds(): Promise<string[]> {
  const rows = await ctx.db.selectFrom('auditPending').select('kind').where('actorId', '=', own.id).execute();
  return rows.map(({ kind }) => kind);
}

test('the inbox pages from the newest, filters, and leads to the subject', async () => {
  const first = await call(own, 'listNotifications', { query: '?limit=4' });
  expect(first.answer.items.map(({ kind }) => kind)).toEqual([
    'report.checked',
    ...Array<string>(3).fill('case.overdue'),
  ]);
  expect(first.answer.items[0]).toMatchObject({
    path: '/console/agencies/YSJ/2025/report',
    text: '2025年度报告第1版已经核对，等待您审定公布。',
  });
  const rest = await call(own, 'listNotifications', {
    query: `?limit=4&after=${encodeURIComponent(first.answer.next ?? '')}`,
  });
  expect(rest.answer.items.map(({ path }) => path)).toEqual([
    '/console/agencies/YSJ/2026/cases/A-2',
    '/console/agencies/YSJ/2026/cases/A-1',
  ]);
  expect(rest.answer.next).toBeNull();
  const reports = await call(own, 'listNotifications', { query: '?kind=report.checked' });
  expect(reports.answer.items).toHaveLength(1);
});

test('everybody sees and marks his own inbox alone; that of another looks as if it were not there', async () => {
  expect((await call(other, 'countUnreadNotifications')).answer.unread).toBe(0);
  expect((await call(other, 'listNotifications')).answer.items).toEqual([]);
  const [news] = (await call(own, 'listNotifications')).answer.items;
  const params = { notificationId: news?.notificationId ?? '' };
  expect((await call(other, 'markNotificationRead', { params })).status).toBe(404);
  expect((await call(null, 'listNotifications')).status).toBe(401);
  await call(other, 'markAllNotificationsRead');
  expect((await call(own, 'countUnreadNotifications')).answer.unread).toBe(6);
});

test('what was read is counted no more, one by one and all at once, and each leaves its record', async () => {
  const [news] = (await call(own, 'listNotifications')).answer.items;
  const params = { notificationId: news?.notificationId ?? '' };
  expect((await call(own, 'markNotificationRead', { params })).answer.unread).toBe(5);
  expect((await call(own, 'markNotificationRead', { params })).answer.unread).toBe(5);
  expect((await call(own, 'listNotifications', { query: '?unread=false' })).answer.items).toHaveLength(1);
  expect((await call(own, 'markAllNotificationsRead')).answer.unread).toBe(0);
  expect((await call(own, 'listNotifications', { query: '?unread=true' })).answer.items).toEqual([]);
  expect(await auditKinds()).toEqual(Array<string>(3).fill('notification.read'));
});

test('the same news is told once, however often its job runs, and again for another day', async () => {
  expect(await tell('B-1', 'B-1/2026-03-02/overdue')).toBe(1);
  expect(await tell('B-1', 'B-1/2026-03-02/overdue')).toBe(0);
  expect(await tell('B-1', 'B-1/2026-04-02/overdue')).toBe(1);
});

test('what is undone is told to nobody', async () => {
  const before = (await call(own, 'countUnreadNotifications')).answer.unread;
  await expect(
    inTransaction(ctx.db, async (db) => {
      const news = { kind: 'incident.opened', agencyCode: 'YSJ', subjectId: 'i', to: [own.id] } as const;
      expect(await notify(db, ctx, news)).toBe(1);
      throw new Error('undone');
    }),
  ).rejects.toThrow('undone');
  expect((await call(own, 'countUnreadNotifications')).answer.unread).toBe(before);
});

test('each kind can be chosen how to be told of; without mail no address is taken', async () => {
  const chosen = await call(own, 'setNotificationPreference', {
    body: { kind: 'case.overdue', delivery: 'inbox' },
  });
  expect(chosen.status).toBe(200);
  expect(chosen.answer).toMatchObject({
    sendsMail: false,
    address: { state: 'none', value: null },
    preferences: expect.arrayContaining([
      { kind: 'case.overdue', delivery: 'inbox' },
      { kind: 'report.checked', delivery: 'mail' },
    ]) as unknown,
  });
  expect((await call(own, 'setNotificationAddress', { body: { address: 'a@yunze.example' } })).status).toBe(
    409,
  );
  expect((await call(own, 'setNotificationAddress', { body: { address: 'a' } })).status).toBe(422);
  expect((await call(own, 'removeNotificationAddress')).status).toBe(200);
  expect(await auditKinds()).toContain('notification.settingsChanged');
});
