import {
  ANSWER_BAND_NAMES,
  caseQuerySchema,
  operatorActor,
  parseLocalDate,
  type CaseEvent,
  type StatisticsLine,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { TEST_KEYRING } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { correctEvent, listCases, registerCase } from '../application/service.js';
import { excludeDuplicate } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { assignTopic, getTopics, saveTopics, suggestTopicsOf } from '../topic/service.js';
import { decideHotSpot, draftFromHotSpot, getStatistics, listAskingCases, listHotSpots } from './service.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-07-01');
const ctx = { db, keyring: TEST_KEYRING, now: () => new Date('2026-07-01T04:00:00Z'), today: () => today };
const actor = operatorActor();
const officer = testActor({ roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
await makeAgency(ctx, {});

const day = (text: string) => parseLocalDate(text);

interface Given {
  readonly name?: string;
  readonly request?: string;
  readonly topic: string | null;
  readonly unitCode?: string | null;
  readonly submitted: string;
  readonly channel?: 'counter' | 'oral' | 'registeredMail';
  readonly between?: readonly CaseEvent[];
  readonly served?: string;
  readonly finding?: 'disclosed' | 'notExist';
}

async function register(given: Given): Promise<string> {
  const { served, finding = 'disclosed', channel = 'counter' } = given;
  const events: CaseEvent[] = [
    { type: 'submitted', on: day(given.submitted), channel },
    ...(given.between ?? []),
    ...(served === undefined
      ? []
      : ([
          { type: 'decided', on: day(served), items: [{ finding }] },
          { type: 'served', on: day(served), way: 'direct' },
        ] satisfies CaseEvent[])),
  ];
  const { caseId } = await registerCase(ctx, actor, 'YSJ', {
    ...{ applicantClass: 'naturalPerson', applicantName: given.name ?? '欧阳示范' },
    ...{ request: given.request ?? '云山路改造项目的批复文件', topic: given.topic },
    ...{ unitCode: given.unitCode ?? null, events },
  });
  return caseId;
}

// The Spring Festival of 2026 has its days off from 15 to 23 February; 14 and 28 February are worked.
const first = await register({
  topic: '失业',
  submitted: '2026-01-05',
  served: '2026-01-09',
  unitCode: 'BGS',
});
await register({ topic: '养老', submitted: '2026-02-13', served: '2026-02-25', channel: 'registeredMail' });
await register({ topic: '旧说法', submitted: '2026-03-02', served: '2026-03-30', finding: 'notExist' });
await register({ topic: null, submitted: '2026-03-30' });
await register({
  ...{ topic: '失业', submitted: '2026-03-31', served: '2026-05-20' },
  between: [{ type: 'extension', on: day('2026-04-20'), days: 20 }],
});

function lineOf(lines: readonly StatisticsLine[], name: string): StatisticsLine | undefined {
  return lines.find((line) => line.name === name);
}

describe('a quarter', () => {
  test('counts what was received and what was closed in it', async () => {
    const of = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 1 });
    expect(of.whole).toMatchObject({ received: 5, closed: 3, judged: 3, inTime: 3 });
    expect(of.byOutcome.map(({ key, closed }) => [key, closed])).toEqual([
      ['granted', 2],
      ['unable.notHeld', 1],
    ]);
    expect(of.byChannel.map(({ key, received }) => [key, received])).toEqual([
      ['counter', 4],
      ['registeredMail', 1],
    ]);
    expect(lineOf(of.byUnit, '办公室')).toMatchObject({ received: 1, closed: 1 });
    expect(of.extensions).toBe(0);
    const next = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 2 });
    expect(next.whole).toMatchObject({ received: 0, closed: 1 });
    expect(next.extensions).toBe(1);
  });

  test('topics are counted under the highest of the tree; words that it does not know stand as they are', async () => {
    const { byTopic } = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 1 });
    expect(byTopic.map(({ name, received }) => [name, received])).toEqual([
      ['社会保险', 3],
      ['旧说法', 1],
      ['未归类', 1],
    ]);
  });

  test('the time to answer is counted in working days, make-up days and holidays included', async () => {
    const { whole, byTopic } = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 1 });
    // 5 to 9 January: 4; 13 to 25 February: 14, 24 and 25 are worked, 3; 2 to 30 March: 20.
    expect(whole).toMatchObject({ medianDays: 4, p90Days: 20 });
    expect(lineOf(byTopic, '社会保险')).toMatchObject({ medianDays: 3, p90Days: 4 });
  });

  test('replies are counted in bands of working days, each of which leads to its cases', async () => {
    const period = { year: 2026, quarter: 1 };
    const { byTime } = await getStatistics(ctx, officer, 'YSJ', period);
    // 3 and 4 working days, and 20.
    expect(byTime.map(({ key, closed }) => [key, closed])).toEqual([
      ['0-5', 2],
      ['11-20', 1],
    ]);
    // 31 March to 20 May: 4 to 6 April and 1 to 5 May are days off, 9 May is worked.
    const next = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 2 });
    expect(next.byTime.map(({ key, closed }) => [key, closed])).toEqual([['21-40', 1]]);
    for (const [time, of] of [
      ['2026-Q1', byTime],
      ['2026-Q2', next.byTime],
      ['2026', [...byTime, ...next.byTime]],
    ] as const) {
      for (const band of ANSWER_BAND_NAMES) {
        const query = caseQuerySchema.parse({ answeredIn: `${band}@${time}` });
        const { items } = await listCases(ctx, operatorActor(), 'YSJ', query);
        expect(items.length, `${band}@${time}`).toBe(of.find(({ key }) => key === band)?.closed ?? 0);
      }
    }
  });

  test('a corrected way of arrival is counted once, as it was corrected', async () => {
    await correctEvent(ctx, actor, {
      ...{ agencyCode: 'YSJ', caseId: first, seq: 1, lastSeq: 3, reason: '登记有误' },
      event: { type: 'submitted', on: day('2026-01-05'), channel: 'oral' },
    });
    const { byChannel } = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 1 });
    expect(byChannel.map(({ key, received }) => [key, received])).toEqual([
      ['counter', 3],
      ['registeredMail', 1],
      ['oral', 1],
    ]);
  });

  test('a year has all of them, and is compared with the year before', async () => {
    const of = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: null });
    expect(of.whole).toMatchObject({ received: 5, closed: 4 });
    expect(of.yearBefore).toMatchObject({ received: 0, closed: 0, medianDays: null });
  });

  test('the second copy of an application of one day is counted nowhere', async () => {
    const extended: CaseEvent = { type: 'extension', on: day('2026-05-18'), days: 10 };
    const given = { topic: '失业', submitted: '2026-05-07' } as const;
    const kept = await register(given);
    const before = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 2 });
    const copy = await register({ ...given, between: [extended] });
    const head = testActor({ roles: ['officeHead'], agencyCode: 'YSJ' });
    await excludeDuplicate(
      ctx,
      head,
      { agencyCode: 'YSJ', caseId: copy },
      { ofCaseId: kept, reason: '窗口和邮寄各提交一份，内容相同' },
    );
    expect(await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 2 })).toEqual(before);
  });

  test('years at the edge of the known working days are counted, without a time where none can be told', async () => {
    for (const year of [2008, 2018, 2019, 2027]) {
      const of = await getStatistics(ctx, officer, 'YSJ', { year, quarter: null });
      expect(of.whole, String(year)).toMatchObject({ received: 0, closed: 0, medianDays: null });
    }
    const next = await getStatistics(ctx, officer, 'YSJ', { year: 2027, quarter: 1 });
    expect(next.yearBefore).toMatchObject({ received: 5, medianDays: 4, p90Days: 20 });
  });

  test('is not shown to who sees one unit alone', async () => {
    const liaison = testActor({ roles: ['liaisonOfficer'], agencyCode: 'YSJ', unitCode: 'BGS' });
    await expect(getStatistics(ctx, liaison, 'YSJ', { year: 2026, quarter: 1 })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
  });
});

describe('topics', () => {
  test('words that the tree does not know are named; as another word of a topic they are counted there', async () => {
    const tree = await getTopics(ctx, officer, 'YSJ');
    expect(tree).toMatchObject({ isShipped: true, revision: 0, unknown: [{ words: '旧说法', count: 1 }] });
    const topics = tree.topics.map((it) => (it.name === '就业' ? { ...it, aliases: ['旧说法'] } : it));
    const saved = await saveTopics(ctx, officer, 'YSJ', { revision: 0, topics });
    expect(saved).toMatchObject({ isShipped: false, revision: 1, unknown: [] });
    const { byTopic } = await getStatistics(ctx, officer, 'YSJ', { year: 2026, quarter: 1 });
    expect(lineOf(byTopic, '就业')).toMatchObject({ received: 1 });
    await expect(saveTopics(ctx, officer, 'YSJ', { revision: 0, topics })).rejects.toMatchObject({
      code: 'CHANGED_MEANWHILE',
    });
  });

  test('a case is given one that fits it, with the reason', async () => {
    const caseId = await register({ request: '公开稳岗返还企业名单', topic: null, submitted: '2026-06-01' });
    const { items } = await suggestTopicsOf(ctx, officer, 'YSJ', caseId);
    expect(items[0]).toMatchObject({ topicId: 'unemployment', name: '失业' });
    expect(items[0]?.reasons.join('')).toContain('稳岗');
    expect(await assignTopic(ctx, officer, 'YSJ', caseId, 'unemployment')).toMatchObject({ topic: '失业' });
    await expect(assignTopic(ctx, officer, 'YSJ', caseId, 'no-such')).rejects.toMatchObject({
      code: 'INVALID_INPUT',
    });
  });
});

describe('information that several people asked for (条例第四十四条)', () => {
  test('is listed with the number of applicants, and what was decided about it is kept', async () => {
    const wanted = '梨园路征收补偿安置方案';
    for (const [name, request] of [
      ['钟离示安', `申请公开${wanted}`],
      ['陆演青', `请贵局公开${wanted}，谢谢！`],
      ['陆演青', wanted],
    ] as const) {
      await register({ name, request, topic: null, submitted: '2026-05-06', served: '2026-05-11' });
    }
    const { items } = await listHotSpots(ctx, officer, 'YSJ', 2026);
    const found = items.find(({ request }) => request.includes('梨园路'));
    expect(found).toMatchObject({ applicants: 2, decision: null });
    expect(found?.caseIds).toHaveLength(3);
    if (found === undefined) throw new Error('not listed');

    await decideHotSpot(ctx, officer, 'YSJ', found.candidateId, {
      ...{ decision: 'candidate', reason: '涉及公众利益调整', caseIds: found.caseIds },
    });
    await register({
      name: '商示和',
      request: wanted,
      topic: null,
      submitted: '2026-06-02',
      served: '2026-06-03',
    });
    const after = (await listHotSpots(ctx, officer, 'YSJ', 2026)).items.find(
      ({ candidateId }) => candidateId === found.candidateId,
    );
    expect(after).toMatchObject({
      applicants: 3,
      decision: { decision: 'candidate', reason: '涉及公众利益调整', newCases: 1, document: null },
    });

    // A draft is opened from it; each leads to the other, and the document tells numbers alone.
    const draft = {
      kind: 'policy' as const,
      title: '梨园路征收补偿安置方案',
      duty: 'planning' as const,
      formedOn: day('2026-03-01'),
      responsibleUnit: null,
    };
    const editor = testActor({ id: 'editor', roles: ['editor'], agencyCode: 'YSJ' });
    await expect(draftFromHotSpot(ctx, editor, 'YSJ', found.candidateId, draft)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(draftFromHotSpot(ctx, officer, 'YSJ', first, draft)).rejects.toMatchObject({
      code: 'NOT_IN_THIS_STATUS',
    });
    const { documentId } = await draftFromHotSpot(ctx, officer, 'YSJ', found.candidateId, draft);
    const linked = (await listHotSpots(ctx, officer, 'YSJ', 2026)).items.find(
      ({ candidateId }) => candidateId === found.candidateId,
    );
    expect(linked?.decision?.document).toEqual({ documentId, title: draft.title, status: 'draft' });
    expect(await listAskingCases(ctx, editor, 'YSJ', documentId)).toEqual({
      caseIds: [...found.caseIds].sort(),
    });
    // A second draft for the same is refused, and a decision that changes keeps what was begun.
    await expect(draftFromHotSpot(ctx, officer, 'YSJ', found.candidateId, draft)).rejects.toThrow(/已经/);
    await decideHotSpot(ctx, officer, 'YSJ', found.candidateId, {
      ...{ decision: 'notSuitable', reason: '部分内容尚未确定', caseIds: found.caseIds },
    });
    expect((await listAskingCases(ctx, officer, 'YSJ', documentId)).caseIds).toHaveLength(3);
  });

  test('one person who asks twice makes none', async () => {
    const request = '望溪大厦消防验收意见书';
    for (const submitted of ['2026-04-01', '2026-04-02']) {
      await register({ name: '温演舟', request, topic: null, submitted, served: '2026-04-07' });
    }
    const { items } = await listHotSpots(ctx, officer, 'YSJ', 2026);
    expect(items.find((it) => it.request === request)).toBeUndefined();
  });
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['topic.treeSaved', 'case.topicAssigned', 'hotSpot.decided']),
  );
});
