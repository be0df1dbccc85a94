import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseLocalDate } from '@gongkai/core';
import { afterAll, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { signedInAs, testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { recordEvent } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { createApp } from '../platform/http/app.js';
import { OWN_PAGE } from '../platform/http/testing/call-route.js';
import { registerApi } from '../routes.js';
import { announceChanges } from './deliveries.js';

interface Received {
  readonly body: string;
  readonly signature: string;
}
const received: Received[] = [];
let answer = 200;
const receiver = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const signature = String(request.headers['gongkai-signature']);
    received.push({ body: Buffer.concat(chunks).toString(), signature });
    response.statusCode = answer;
    response.end();
  });
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
afterAll(() => receiver.close());
const host = `127.0.0.1:${(receiver.address() as AddressInfo).port}`;

const { db } = await openTestDatabase();
let now = new Date('2026-03-02T04:00:00Z');
const base = testContext({ db, now: () => now });
const ctx = { ...base, web: { ...base.web, trustedHosts: [host] } };
const AGENCY = 'YSJ';
await makeAgency(ctx);
await makeAgency(ctx, { code: 'OTHER', name: '临江市别局（演示）' });
const app = createApp(ctx, { ...signedInAs(testActor()), api: registerApi() });

interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
}
async function send(
  method: string,
  path: string,
  body?: object,
  headers: object = OWN_PAGE,
): Promise<Answer> {
  const response = await app.request(`http://localhost/api/v1/agencies/${path}`, {
    method,
    headers: { ...(body && { 'content-type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
async function newClient(agency = AGENCY): Promise<{ clientId: string; key: string }> {
  const { body } = await send('POST', `${agency}/integration-clients`, { name: '省政务服务平台' });
  return { clientId: (body.client as { clientId: string }).clientId, key: String(body.secret) };
}
const INTAKE = {
  ...{ reference: 'P-2026-1', submittedOn: '2026-03-01', applicantClass: 'naturalPerson' },
  ...{
    applicantName: '公孙示范',
    applicantDetails: { telephone: '13900000000' },
    request: '云山路改造的批复',
  },
};
function handIn(key: string, idempotencyKey: string, intake: object = INTAKE, agency = AGENCY) {
  const headers = { authorization: `Bearer ${key}`, 'idempotency-key': idempotencyKey };
  return send('POST', `${agency}/intake`, intake, headers);
}
async function countCases(): Promise<number> {
  const { count } = await db
    .selectFrom('applicationCase')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

test('the same intake sent twice, or twenty times at once, makes one case and is answered alike', async () => {
  const { key } = await newClient();
  const answers = await Promise.all(Array.from({ length: 20 }, () => handIn(key, 'key-00000001')));
  expect(new Set(answers.map((it) => JSON.stringify(it))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 200, body: { reference: 'P-2026-1' } });
  expect(await countCases()).toBe(1);
  now = new Date('2026-04-20T04:00:00Z');
  // Seven weeks later the key still holds, whatever the order of the fields.
  const { request, ...rest } = INTAKE;
  expect(await handIn(key, 'key-00000001', { request, ...rest })).toEqual(answers[0]);
  expect(await countCases()).toBe(1);

  const other = await handIn(key, 'key-00000001', { ...INTAKE, request: '另一件' });
  expect([other.status, other.body.code]).toEqual([409, 'ALREADY_EXISTS']);
  const sameReference = await handIn(key, 'key-00000002');
  expect(sameReference.status).toBe(409);
  expect(await countCases()).toBe(1);
  now = new Date('2026-03-02T04:00:00Z');
});

test('different applications at once make as many cases, with numbers that neither skip nor repeat', async () => {
  const { key } = await newClient();
  const before = await countCases();
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, index) =>
      handIn(key, `parallel-${index}`, { ...INTAKE, reference: `B-${index}`, request: `第${index}份批复` }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
  const numbers = answers
    .map(({ body }) => Number(String(body.caseId).split('-').at(-1)))
    .sort((a, b) => a - b);
  expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
  expect(await countCases()).toBe(before + 12);
});

test('nobody gets in without the key of that agency, and an ended or replaced key opens nothing', async () => {
  const { key, clientId } = await newClient();
  const { key: foreign } = await newClient('OTHER');
  for (const wrong of ['', 'gk_000000000000_x', foreign, `${key}x`]) {
    expect((await handIn(wrong, 'key-00000009')).status).toBe(401);
  }
  const { body } = await send('POST', `${AGENCY}/integration-clients/${clientId}/key`);
  expect((await handIn(key, 'key-00000009', { ...INTAKE, reference: 'C-1' })).status).toBe(401);
  const renewed = String(body.secret);
  expect((await handIn(renewed, 'key-00000009', { ...INTAKE, reference: 'C-1' })).status).toBe(200);
  const status = await send('GET', `${AGENCY}/intake/C-1`, undefined, { authorization: `Bearer ${renewed}` });
  expect(status.body).toMatchObject({ reference: 'C-1', status: 'unconfirmed', version: 1 });
  // Another system sees nothing of it.
  const { key: neighbour } = await newClient();
  const hidden = await send('GET', `${AGENCY}/intake/C-1`, undefined, {
    authorization: `Bearer ${neighbour}`,
  });
  expect(hidden.status).toBe(404);
  expect((await send('DELETE', `${AGENCY}/integration-clients/${clientId}`)).status).toBe(200);
  expect((await handIn(renewed, 'key-00000010', { ...INTAKE, reference: 'C-2' })).status).toBe(401);
  const stored = await db.selectFrom('integrationClient').selectAll().execute();
  expect(JSON.stringify(stored)).not.toContain(renewed);
});

test('what is wrong with a call is said, and nothing is kept of it', async () => {
  const { key } = await newClient();
  const before = await countCases();
  expect((await handIn(key, 'short')).status).toBe(422);
  expect((await handIn(key, 'key-00000011', { ...INTAKE, reference: 'D-1', request: ' ' })).status).toBe(422);
  expect(
    (await handIn(key, 'key-00000011', { ...INTAKE, reference: 'D-1', submittedOn: '2026-03-03' })).status,
  ).toBe(422);
  expect(await countCases()).toBe(before);
  // The key of a call that was refused is free.
  expect((await handIn(key, 'key-00000011', { ...INTAKE, reference: 'D-1' })).status).toBe(200);
});

test('a change is told under a signature, again until it arrives, and once more when it is asked for', async () => {
  const { key, clientId } = await newClient();
  const refused = await send('PUT', `${AGENCY}/integration-clients/${clientId}/webhook`, {
    url: 'http://10.0.0.7/hook',
  });
  expect(refused.status).toBe(422);
  const set = await send('PUT', `${AGENCY}/integration-clients/${clientId}/webhook`, {
    url: `http://${host}/hook`,
  });
  const secret = String(set.body.secret);
  const { body: made } = await handIn(key, 'key-00000020', { ...INTAKE, reference: 'E-1' });
  // It knows what it handed in itself.
  expect(await announceChanges(ctx)).toBe(0);
  const event = { type: 'receiptConfirmed', on: parseLocalDate('2026-03-02') } as const;
  const caseId = String(made.caseId);
  await recordEvent(ctx, testActor(), { agencyCode: AGENCY, caseId, event, lastSeq: 1 });
  expect(await announceChanges(ctx)).toBe(1);
  expect(await announceChanges(ctx)).toBe(0);

  answer = 503;
  await runJobsUntilIdle(ctx);
  expect(received.length).toBeGreaterThan(0);
  answer = 200;
  const { body: log } = await send('GET', `${AGENCY}/integration-deliveries`);
  const [waiting] = log.items as { deliveryId: string; status: string; httpStatus: number }[];
  expect(waiting).toMatchObject({ httpStatus: 503 });
  received.length = 0;
  await send('POST', `${AGENCY}/integration-deliveries/${waiting?.deliveryId ?? ''}/replay`);
  await runJobsUntilIdle(ctx);
  expect(received).toHaveLength(1);
  const [message] = received;
  const [, seconds = '', digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(message?.signature ?? '') ?? [];
  expect(digest).toBe(
    createHmac('sha256', secret)
      .update(`${seconds}.${message?.body ?? ''}`)
      .digest('hex'),
  );
  expect(Number(seconds)).toBe(now.getTime() / 1000);
  const told = JSON.parse(message?.body ?? '{}') as object;
  expect(told).toMatchObject({
    ...{ type: 'case.changed', agencyCode: AGENCY, reference: 'E-1', caseId, version: 2 },
    // 20 working days from 2 March 2026 (条例第三十三条).
    ...{ status: 'processing', receivedOn: '2026-03-02', dueOn: '2026-03-30' },
  });
  expect(Object.keys(told).sort()).toEqual(
    [
      ...['agencyCode', 'caseId', 'closedOn', 'createdAt', 'dueOn', 'id', 'receivedOn', 'reference', 'row'],
      ...['status', 'type', 'version'],
    ].sort(),
  );
  const { body: after } = await send('GET', `${AGENCY}/integration-deliveries`);
  expect((after.items as object[])[0]).toMatchObject({ status: 'done', httpStatus: 200 });
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['integration.clientChanged', 'integration.deliveryReplayed']),
  );
});
