import {
  API_ROUTES,
  parseLocalDate,
  progressSchema,
  type ApiRoute,
  type CaseEvent,
  type PublicProgress,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { getCase, recordEventIn } from '../application/service.js';
import { makeThirdPartyLink, sendConsultation } from '../handling/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { pdfOf } from '../storage/testing/sample-files.js';
import { getOnlineApplication } from './service.js';
import { ANSWERS, openOnlineWorld } from './testing/online-world.js';

const world = await openOnlineWorld();
const { app, ctx } = world;
const officer = testActor();
const FILLED: Record<string, string> = Object.fromEntries(Object.values(ANSWERS).flatMap(Object.entries));
const FORM = '/agencies/YSJ/online-forms/application';
const day = parseLocalDate;

interface Sent {
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly method?: string;
}

async function send(path: string, { body, headers = {}, method = 'POST' }: Sent = {}) {
  const isForm = body instanceof FormData;
  const response = await app.request(`http://localhost/api/v1${path}`, {
    method,
    headers: {
      origin: 'http://localhost',
      ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Record<string, unknown> };
}

function fileNamed(name: string): FormData {
  const form = new FormData();
  form.append('file', new File([new Uint8Array(pdfOf(name))], `${name}.pdf`));
  return form;
}

async function applied(on: string): Promise<{ number: string; headers: Record<string, string> }> {
  world.at(`${on}T02:00:00Z`);
  const { answer } = await send(FORM, { body: { answers: FILLED } });
  const opened = await send('/progress-sessions', { body: answer });
  return { number: String(answer.number), headers: { 'progress-token': String(opened.answer.token) } };
}

async function record(caseId: string, ...events: readonly CaseEvent[]): Promise<void> {
  for (const event of events) {
    await inTransaction(ctx.db, (db) =>
      recordEventIn(db, ctx, officer, { agencyCode: 'YSJ', caseId, event, lastSeq: null }),
    );
  }
}

const progress = (answer: unknown): PublicProgress => progressSchema.parse(answer);
const eventsOf = async (caseId: string): Promise<string[]> =>
  (await getCase(ctx, officer, 'YSJ', caseId)).events.map(({ event }) => event.type);

test('a form sent twice under one key, even at once, is one case with one receipt', async () => {
  const sent = { body: { answers: FILLED }, headers: { 'idempotency-key': 'a-key-of-its-own-1' } };
  const [first, second] = await Promise.all([send(FORM, sent), send(FORM, sent)]);
  const third = await send(FORM, sent);
  expect([first.status, second.status, third.status]).toEqual([200, 200, 200]);
  expect(second.answer).toEqual(first.answer);
  expect(third.answer).toEqual(first.answer);
  expect(await ctx.db.selectFrom('applicationCase').select('caseId').execute()).toHaveLength(1);
  // Who guesses the key and not what was sent learns nothing of it.
  const other = await send(FORM, {
    ...sent,
    body: { answers: { ...FILLED, 'item-1': '云泽市2024年度社会保险基金决算' } },
  });
  expect(other.answer.number).not.toBe(first.answer.number);
});

test('a form with files: begun, uploaded, taken away, sent, and sent again as the same', async () => {
  const { answer } = await send(`${FORM}/drafts`);
  const headers = { 'draft-code': String(answer.draftCode) };
  const path = `${FORM}/files?purpose=attachment`;
  await send(path, { body: fileNamed('one'), headers });
  const { answer: two } = await send(path, { body: fileNamed('two'), headers });
  const files = two.files as { fileId: string; fileName: string }[];
  expect(files.map(({ fileName }) => fileName).sort()).toEqual(['one.pdf', 'two.pdf']);
  const first = files.find(({ fileName }) => fileName === 'one.pdf')?.fileId ?? '';
  const gone = await send(`${FORM}/files/${first}`, { method: 'DELETE', headers });
  expect(gone.answer.files).toHaveLength(1);
  const sent = await send(FORM, { body: { answers: FILLED }, headers });
  expect(sent.status).toBe(200);
  expect((await send(FORM, { body: { answers: FILLED }, headers })).answer).toEqual(sent.answer);
  const { files: kept } = await getOnlineApplication(ctx, officer, 'YSJ', String(sent.answer.number));
  expect(kept.map(({ fileName }) => fileName)).toEqual(['two.pdf']);
  const stranger = await send(path, { body: fileNamed('three'), headers: { 'draft-code': 'AAAA-AAAA' } });
  expect(stranger.status).toBe(404);
});

// 条例第三十条、第三十一条: confirmed by both, asked to be put right, supplemented with a file, withdrawn.
test('all that the page lets an applicant do can be done by a program, each once', async () => {
  const { number, headers } = await applied('2026-03-02');
  const own = async () => progress((await send('/own-progress', { method: 'GET', headers })).answer);
  expect((await own()).acts).toEqual(['confirm', 'withdraw']);
  await send('/own-progress/confirmation', { headers });
  expect((await own()).acts).toEqual(['withdraw']);
  await record(number, { type: 'receiptConfirmed', on: day('2026-03-02') });
  expect(await own()).toMatchObject({ dueOn: '2026-03-30' });
  const early = await send('/own-progress/supplement-files', { body: fileNamed('early'), headers });
  expect(early.status).toBe(409);
  await record(number, { type: 'correctionNotice', on: day('2026-03-02'), termDays: 15 });
  expect((await own()).acts).toContain('supplement');

  const nothing = await send('/own-progress/supplement', { body: {}, headers });
  expect(nothing.status).toBe(422);
  await send('/own-progress/supplement-files', { body: fileNamed('supplement'), headers });
  const once = { body: {}, headers: { ...headers, 'idempotency-key': 'supplement-1' } };
  const first = await send('/own-progress/supplement', once);
  expect(first.status).toBe(200);
  expect(await send('/own-progress/supplement', once)).toEqual(first);
  expect((await eventsOf(number)).filter((type) => type === 'supplement')).toHaveLength(1);
  const { files } = await getOnlineApplication(ctx, officer, 'YSJ', number);
  expect(files).toMatchObject([{ fileName: 'supplement.pdf', purpose: 'supplement' }]);

  const leaving = { body: { reason: '不再需要' }, headers: { ...headers, 'idempotency-key': 'withdraw-1' } };
  const left = await send('/own-progress/withdrawal', leaving);
  expect(progress(left.answer).status).toContain('撤回');
  expect(await send('/own-progress/withdrawal', leaving)).toEqual(left);
  const otherwise = { ...leaving, body: { reason: '另有原因' } };
  expect((await send('/own-progress/withdrawal', otherwise)).status).toBe(422);
  expect((await eventsOf(number)).filter((type) => type === 'withdrawn')).toHaveLength(1);
});

test('an answered application is rated once, and shows its remedies', async () => {
  const { number, headers } = await applied('2026-03-03');
  await record(
    number,
    { type: 'receiptConfirmed', on: day('2026-03-03') },
    { type: 'decided', on: day('2026-03-03'), items: [{ finding: 'notExist' }] },
    { type: 'served', on: day('2026-03-03'), way: 'post' },
  );
  const before = progress((await send('/own-progress', { method: 'GET', headers })).answer);
  expect(before.acts).toEqual(['rate']);
  // 行政复议法第二十条, 行政诉讼法第四十六条: a free choice.
  expect(before.remedies.join('')).toMatch(/60日内申请行政复议.+6个月内/);
  const rated = await send('/own-progress/rating', { body: { grade: 4 }, headers });
  expect(progress(rated.answer).acts).toEqual([]);
  expect(await send('/own-progress/rating', { body: { grade: 4 }, headers })).toEqual(rated);
  expect(await ctx.db.selectFrom('satisfactionCount').select('count').execute()).toEqual([{ count: 1 }]);
  world.at('2026-03-03T03:00:00Z');
  expect((await send('/own-progress', { method: 'GET', headers })).status).toBe(404);
});

// 条例第三十二条
test('a third party answers by its link without a page; the same answer again changes nothing', async () => {
  const { number } = await applied('2026-03-04');
  await record(number, { type: 'receiptConfirmed', on: day('2026-03-04') });
  const at = { agencyCode: 'YSJ', caseId: number };
  const { consultationId } = await sendConsultation(ctx, officer, at, {
    ...{ kind: 'thirdParty', addressee: '某某公司', address: '', asked: '合同金额是否同意公开' },
    ...{ sentOn: day('2026-03-04'), receivedOn: day('2026-03-04') },
  });
  const { token } = await makeThirdPartyLink(ctx, officer, { ...at, consultationId });
  const headers = { 'link-token': token };
  const path = '/agencies/YSJ/asked-opinion';
  const asked = await send(path, { method: 'GET', headers });
  expect(asked.answer).toMatchObject({ asked: '合同金额是否同意公开', isAnswered: false });
  expect(JSON.stringify(asked.answer)).not.toContain('申小明');
  expect((await send(`${path}/files`, { body: fileNamed('opinion'), headers })).status).toBe(200);
  const bare = await send(`${path}/answer`, { body: { answer: 'objects' }, headers });
  expect(bare.status).toBe(422);
  const given = { body: { answer: 'objects', opinion: '涉及报价构成' }, headers };
  const first = await send(`${path}/answer`, given);
  expect(first.answer).toMatchObject({ isAnswered: true });
  expect(await send(`${path}/answer`, given)).toEqual(first);
  const changed = { ...given, body: { answer: 'agrees', opinion: '' } };
  expect((await send(`${path}/answer`, changed)).status).toBe(409);
  expect((await eventsOf(number)).filter((type) => type === 'thirdPartyAnswered')).toHaveLength(1);
  const strange = await send(path, { method: 'GET', headers: { 'link-token': 'no-such' } });
  expect(strange.status).toBe(404);
});

test('a code or token never stands in an address', () => {
  const secret = /token|code$|queryCode/i;
  const { openProgress, getOwnProgress, giveOpinion, uploadToOnlineForm } = API_ROUTES;
  const routes: readonly ApiRoute[] = [openProgress, getOwnProgress, giveOpinion, uploadToOnlineForm];
  for (const { path, query } of routes) {
    expect(path.replace('{code}', '')).not.toMatch(secret);
    expect(Object.keys(query?.shape ?? {}).filter((name) => secret.test(name))).toEqual([]);
  }
});
