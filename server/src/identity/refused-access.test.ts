import {
  API_ROUTES,
  DomainError,
  hiddenAs,
  operatorActor,
  type Actor,
  type ApiRouteName,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { draftLetter } from '../letter/service.js';
import { createApp } from '../platform/http/app.js';
import { callRoute, type Call } from '../platform/http/testing/call-route.js';
import { registerApi, ROUTES_NOT_YET_SERVED } from '../routes.js';
import { makeAgency } from './factory.js';
import { recordRefusedAccess } from './service.js';

const { db } = await openTestDatabase();
let seconds = 0;
const ctx = testContext({ db, now: () => new Date(Date.parse('2026-03-02T01:00:00Z') + seconds * 1000) });
await makeAgency(ctx);

async function call(actor: Actor | null, name: ApiRouteName, given: Call): Promise<number> {
  const app = createApp(ctx, {
    ...signedInAs(actor),
    api: registerApi(),
    notYetServed: ROUTES_NOT_YET_SERVED,
    onRefused: (refused, refusal) => recordRefusedAccess(ctx, refused, refusal),
  });
  return (await callRoute(app, API_ROUTES[name], given)).status;
}

async function recordsOf(actorId: string) {
  const rows = await db
    .selectFrom('auditPending')
    .select(['agencyId', 'text'])
    .where('actorId', '=', actorId)
    .where('kind', '=', 'access.refused')
    .execute();
  return rows.map(({ agencyId, text }) => {
    const { subject, outcome, details } = JSON.parse(text) as Record<string, unknown>;
    return { agencyId, subject, outcome, details };
  });
}

test('who is told that he has no right there leaves a record with the agency', async () => {
  const clerk = testActor({ id: 'clerk', roles: ['editor'], agencyCode: 'ELSEWHERE' });
  expect(await call(clerk, 'listPeople', { params: { code: 'YSJ' } })).toBe(403);
  expect(await recordsOf('clerk')).toEqual([
    {
      agencyId: 'YSJ',
      subject: { type: 'account', id: 'clerk' },
      outcome: 'refused',
      details: { route: 'GET /api/v1/agencies/:code/people', permission: 'people.view' },
    },
  ]);
});

test('so does who is told that there is nothing, because he may not know of it', async () => {
  const { accountId } = await db
    .insertInto('account')
    .values({
      accountId: 'known',
      loginName: 'known',
      displayName: '欧阳示范',
      kind: 'staff',
      agencyId: 'YSJ',
      createdBy: 'test',
    })
    .returning('accountId')
    .executeTakeFirstOrThrow();
  const stranger = testActor({ id: 'stranger', roles: ['systemAdministrator'], agencyCode: 'ELSEWHERE' });
  expect(await call(stranger, 'inviteAccount', { params: { accountId } })).toBe(404);
  expect(await recordsOf('stranger')).toMatchObject([
    { agencyId: 'YSJ', details: { route: 'POST /api/v1/accounts/:accountId/invitation' } },
  ]);
  // What is not there at all is nobody's trespass.
  expect(await call(stranger, 'inviteAccount', { params: { accountId: 'nobody' } })).toBe(404);
  expect(await recordsOf('stranger')).toHaveLength(1);
});

test('so does who asks for a case that is another unit’s; one that is not there leaves none', async () => {
  const { caseId } = await registerCase(ctx, operatorActor(), 'YSJ', {
    ...{
      applicantClass: 'naturalPerson',
      applicantName: null,
      request: '规划许可',
      topic: null,
      unitCode: 'BGS',
    },
    events: [{ type: 'submitted', on: ctx.today(), channel: 'counter' }],
  });
  const liaison = testActor({
    ...{ id: 'liaison', roles: ['liaisonOfficer'], agencyCode: 'YSJ', unitCode: 'FGK' },
  });
  expect(await call(liaison, 'getCase', { params: { code: 'YSJ', caseId } })).toBe(404);
  expect(await call(liaison, 'getCase', { params: { code: 'YSJ', caseId: 'YSJ-1' } })).toBe(404);
  expect(await recordsOf('liaison')).toEqual([
    {
      agencyId: 'YSJ',
      subject: { type: 'account', id: 'liaison' },
      outcome: 'refused',
      details: { route: 'GET /api/v1/agencies/:code/cases/:caseId', permission: 'case.view' },
    },
  ]);
});

test('so does who asks for what belongs to such a case, or for a report that is not published', async () => {
  const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
  const { caseId } = await registerCase(ctx, operatorActor(), 'YSJ', {
    ...{
      applicantClass: 'naturalPerson',
      applicantName: null,
      request: '规划许可',
      topic: null,
      unitCode: 'BGS',
    },
    events: [{ type: 'submitted', on: ctx.today(), channel: 'counter' }],
  });
  const { letterId } = await draftLetter(ctx, officer, 'YSJ', caseId, {
    draft: {
      ...{ letter: 'replyRefuse', serviceWay: 'post', request: null, fields: {} },
      addressees: [{ partyId: null, name: '欧阳示范', address: null, postcode: null, telephone: null }],
    },
    correctsLetterId: null,
  });
  const of = (id: string, agencyCode: string): Actor =>
    agencyCode === 'YSJ'
      ? testActor({ id, roles: ['liaisonOfficer'], agencyCode, unitCode: 'FGK' })
      : testActor({ id, roles: ['disclosureOfficer'], agencyCode });
  const asks: readonly [string, string, ApiRouteName, Call, string][] = [
    ['traces', 'YSJ', 'listCaseTrace', { params: { code: 'YSJ', caseId } }, 'case.view'],
    ['letters', 'YSJ', 'getLetter', { params: { code: 'YSJ', letterId } }, 'case.view'],
    [
      ...(['reports', 'ELSEWHERE', 'compareReports'] as const),
      { query: '?left=report:YSJ:2025&right=report:YSJ:2025' },
      'report.view',
    ],
  ];
  for (const [id, agencyCode, route, given, permission] of asks) {
    expect([route, await call(of(id, agencyCode), route, given)]).toEqual([route, 404]);
    expect([route, await recordsOf(id)]).toEqual([
      route,
      [
        expect.objectContaining({
          agencyId: 'YSJ',
          details: expect.objectContaining({ permission }) as object,
        }),
      ],
    ]);
  }
});

test('a refusal in other words keeps what was refused, and a fault of the program stays one', () => {
  const words = new DomainError('NOT_FOUND', '没有这个文件。');
  const refused = new DomainError('NOT_FOUND', '没有这件申请。', {
    ...{ caseId: 'YSJ-1', permission: 'case.view', agencyCode: 'YSJ' },
  });
  expect(hiddenAs(refused, words)).toMatchObject({
    ...{ code: 'NOT_FOUND', message: '没有这个文件。' },
    details: { permission: 'case.view', agencyCode: 'YSJ' },
  });
  expect((hiddenAs(new DomainError('NOT_FOUND', '没有。'), words) as DomainError).details).toEqual({});
  const fault = new TypeError('broken');
  expect(hiddenAs(fault, words)).toBe(fault);
});

test('nobody who has not signed in leaves one, and no agency is made up by an address', async () => {
  expect(await call(null, 'listPeople', { params: { code: 'YSJ' } })).toBe(401);
  expect(await recordsOf('anonymous')).toEqual([]);
  const guesser = testActor({ id: 'guesser', roles: [] });
  expect(await call(guesser, 'listPeople', { params: { code: 'MADE-UP' } })).toBe(403);
  expect(await recordsOf('guesser')).toMatchObject([{ agencyId: '@platform' }]);
});

test('one account leaves twenty-one at once and then one a minute; the answers stay the same', async () => {
  const flooder = testActor({ id: 'flooder', roles: [] });
  const ask = () => call(flooder, 'listPeople', { params: { code: 'YSJ' } });
  for (let time = 0; time < 30; time += 1) expect(await ask()).toBe(403);
  expect(await recordsOf('flooder')).toHaveLength(21);
  seconds += 60;
  for (let time = 0; time < 5; time += 1) expect(await ask()).toBe(403);
  expect(await recordsOf('flooder')).toHaveLength(22);
});
