import { API_ROUTES, type Actor, type ApiRouteName, type Role } from '@gongkai/core';
import { beforeEach, expect, test } from 'vitest';
import { sql } from 'kysely';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { createApiRegistry, unservedRoutes } from '../platform/http/api-registry.js';
import { createApp } from '../platform/http/app.js';
import { callRoute } from '../platform/http/testing/call-route.js';
import { registerSecrecyApi } from './api.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
await makeAgency(ctx);
await makeAgency(ctx, { code: 'ZRJ', name: '临江市自然局（演示）' });

const of = (role: Role, agencyCode = 'YSJ') =>
  testActor({ id: `${role}@${agencyCode}`, roles: [role], agencyCode });
const reviewer = of('secrecyReviewer');

beforeEach(async () => {
  await sql`delete from secrecy_incident`.execute(db);
  for (const [number, agencyId] of ['YSJ', 'YSJ', 'YSJ', 'ZRJ'].entries()) {
    await db
      .insertInto('secrecyIncident')
      .values({
        agencyId,
        incidentId: `i${number}`,
        occurredAt: `2026-03-0${number + 1}T01:00:00Z`,
        actorId: 'u1',
        source: 'caseAttachment',
        fileNameHash: 'a'.repeat(64),
        fileHash: 'b'.repeat(64),
        rule: 'levelWithStar',
        level: '机密',
        status: 'open',
        result: null,
        closedBy: null,
        closedAt: null,
      })
      .execute();
  }
});

interface Answer {
  readonly items: { incidentId: string; status: string }[];
  readonly next: string | null;
  readonly status: string;
  readonly result: string;
  readonly closedBy: string;
}
async function call(
  actor: Actor | null,
  name: ApiRouteName,
  given: { incidentId?: string; code?: string; query?: string; body?: unknown } = {},
) {
  const { incidentId = 'i0', code = 'YSJ', query = '', body } = given;
  const api = createApiRegistry();
  registerSecrecyApi(api);
  const app = createApp(ctx, { ...signedInAs(actor), api, notYetServed: unservedRoutes(api) });
  const response = await callRoute(app, API_ROUTES[name], {
    params: { code, incidentId },
    query,
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

test('the incidents of one agency are listed from the newest, page by page', async () => {
  const first = await call(reviewer, 'listSecrecyIncidents', { query: '?limit=2' });
  expect(first.answer.items.map(({ incidentId }) => incidentId)).toEqual(['i2', 'i1']);
  // An account that is none of ours has no name.
  expect(first.answer.items[0]).toMatchObject({ actorId: 'u1', actorName: null });
  const query = `?limit=2&after=${encodeURIComponent(first.answer.next ?? '')}`;
  const rest = await call(reviewer, 'listSecrecyIncidents', { query });
  expect(rest.answer.items.map(({ incidentId }) => incidentId)).toEqual(['i0']);
  expect(rest.answer.next).toBeNull();
});

test.each([
  ['secrecyReviewer', 'YSJ', 200, 200],
  ['officeHead', 'YSJ', 200, 403],
  ['agencyHead', 'YSJ', 200, 403],
  ['secrecyReviewer', 'ZRJ', 403, 403],
  ['disclosureOfficer', 'YSJ', 403, 403],
  ['systemAdministrator', 'YSJ', 403, 403],
  ['auditor', 'YSJ', 403, 403],
] as const)('%s of %s gets %i looking and %i closing', async (role, agencyCode, looking, closing) => {
  const actor = of(role, agencyCode);
  expect((await call(actor, 'listSecrecyIncidents')).status).toBe(looking);
  expect((await call(actor, 'closeSecrecyIncident', { body: { result: 'misread' } })).status).toBe(closing);
});

test('nobody looks or closes without signing in', async () => {
  expect((await call(null, 'listSecrecyIncidents')).status).toBe(401);
  expect((await call(null, 'closeSecrecyIncident', { body: { result: 'misread' } })).status).toBe(401);
});

test('an incident is closed once, with what was found, on record', async () => {
  const closed = await call(reviewer, 'closeSecrecyIncident', { body: { result: 'confirmed' } });
  expect([closed.status, closed.answer]).toMatchObject([
    200,
    { status: 'closed', result: 'confirmed', closedBy: reviewer.id },
  ]);
  expect((await call(reviewer, 'closeSecrecyIncident', { body: { result: 'misread' } })).status).toBe(409);
  const other = { incidentId: 'i3', body: { result: 'misread' } };
  expect((await call(reviewer, 'closeSecrecyIncident', other)).status).toBe(404);
  expect((await call(reviewer, 'closeSecrecyIncident', { body: { result: 'whatever' } })).status).toBe(422);
  const records = await db
    .selectFrom('auditPending')
    .select(['kind', 'text'])
    .where('kind', '=', 'incident.closed')
    .where('actorId', '=', reviewer.id)
    .execute();
  expect(records.some(({ text }) => text.includes('confirmed') && text.includes('i0'))).toBe(true);
});
