import {
  shippedCalendar,
  actorWithEveryRole,
  parseLocalDate,
  type CaseEvent,
  type LocalDate,
  type NewCase,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { findCase, listCaseYears } from './queries.js';
import {
  correctEvent,
  getCase,
  listCases,
  loadCases,
  rebuildProjections,
  recordEvent,
  registerCase,
  reprojectDue,
  voidEvent,
} from './service.js';
import { TEST_KEYRING } from '../../testing/test-context.js';

const { db } = await openTestDatabase();
const actor = actorWithEveryRole('wenren', '闻人示文');
const asOf = (day: string) => ({
  db,
  now: () => new Date(`${day}T04:00:00Z`),
  keyring: TEST_KEYRING,
  today: (): LocalDate => parseLocalDate(day),
});
const ctx = asOf('2020-03-02');
await makeAgency(ctx);

function on(day: string): LocalDate {
  return parseLocalDate(day);
}

function newCase(events: readonly CaseEvent[], given: Partial<NewCase> = {}): NewCase {
  return {
    applicantClass: 'naturalPerson',
    applicantName: '欧阳示范',
    request: '云山路改造项目的批复文件',
    topic: null,
    unitCode: 'BGS',
    events: [...events],
    ...given,
  };
}

const RECEIVED_IN_2019: readonly CaseEvent[] = [
  { type: 'submitted', on: on('2019-12-04'), channel: 'web' },
  { type: 'receiptConfirmed', on: on('2019-12-04') },
];

test('a case is registered with its number, its due date and its place in each year', async () => {
  const detail = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019));
  expect(detail).toMatchObject({
    caseId: 'YSJ-2019-0001',
    applicantName: '欧*',
    unitCode: 'BGS',
    receivedOn: '2019-12-04',
    status: 'processing',
    // Received on Wednesday 2019-12-04; 20 working days on, New Year's Day off (条例第三十三条, 国办发明电〔2019〕16号).
    dueOn: '2020-01-02',
    inTime: false,
    years: {
      '2019': { isNew: true, isCarriedIn: false, row: null, isCarriedOut: true },
      '2020': { isNew: false, isCarriedIn: true, row: null, isCarriedOut: true },
    },
  });
  expect(detail.reasons).toEqual({
    '2019': [
      '2019-12-04 收到（网上，双方确认），计入“一、本年新收政府信息公开申请数量”。',
      '2019年12月31日尚未向申请人送达答复，也没有撤回或者视为放弃，计入“四、结转下年度继续办理”。',
    ],
    '2020': [
      '2019年12月31日尚未办结，计入“二、上年结转政府信息公开申请数量”。',
      '到今日（2020-03-02）尚未办结，计入“四、结转下年度继续办理”。',
    ],
  });
  expect(detail.derivation[0]).toContain('2019-12-04');
});

test('redating the service moves exactly the years that it touches', async () => {
  const { caseId } = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019));
  const step = { agencyCode: 'YSJ', caseId };
  await recordEvent(ctx, actor, {
    ...step,
    lastSeq: 2,
    event: { type: 'decided', on: on('2019-12-30'), items: [{ finding: 'disclosed' }] },
  });
  await recordEvent(ctx, actor, {
    ...step,
    lastSeq: 3,
    event: { type: 'served', on: on('2020-01-02'), way: 'post' },
  });
  // Received on Wednesday, 4 December; the twentieth working day after it is the one after New Year.
  const days = { receivedOn: '2019-12-04', dueOn: '2020-01-02', closedOn: '2020-01-02' };
  const key = { agencyId: 'YSJ', caseId, applicantClass: 'naturalPerson', ...days };
  const open = { ...key, outcomeRow: null, isCarriedOut: true };
  const granted = { ...key, outcomeRow: 'granted', isCarriedOut: false };
  expect(await listCaseYears(db, 'YSJ', caseId)).toEqual([
    { ...open, year: 2019, isNew: true, isCarriedIn: false },
    { ...granted, year: 2020, isNew: false, isCarriedIn: true },
  ]);
  const corrected = await correctEvent(ctx, actor, {
    ...step,
    seq: 4,
    lastSeq: 4,
    event: { type: 'served', on: on('2019-12-31'), way: 'post' },
    reason: '回执上的邮戳是12月31日',
  });
  expect(await listCaseYears(db, 'YSJ', caseId)).toEqual([
    { ...granted, closedOn: '2019-12-31', year: 2019, isNew: true, isCarriedIn: false },
  ]);
  expect(corrected.reasons['2019']?.[1]).toBe(
    '2019-12-31 邮寄送达予以公开告知书，计入“三、（一）予以公开”。',
  );
  expect(corrected.events.map(({ seq, corrects, correctedBy }) => [seq, corrects, correctedBy])).toEqual([
    [1, null, null],
    [2, null, null],
    [3, null, null],
    [4, null, 5],
    [5, 4, null],
  ]);
  expect(corrected.events[3]?.event.on).toBe('2020-01-02');
  expect(corrected.events[4]?.reason).toBe('回执上的邮戳是12月31日');
  await expect(
    correctEvent(ctx, actor, {
      ...step,
      seq: 4,
      lastSeq: 5,
      event: { type: 'served', on: on('2019-12-30') },
      reason: '又错了',
    }),
  ).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
});

test('the class of the applicant is corrected with the submission, in every year', async () => {
  const { caseId } = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019));
  const [submitted] = RECEIVED_IN_2019;
  if (submitted?.type !== 'submitted') throw new Error('a case begins with its submission');
  const step = { agencyCode: 'YSJ', caseId, seq: 1, reason: '申请人是公司' };
  const detail = await correctEvent(ctx, actor, {
    ...step,
    lastSeq: 2,
    event: { ...submitted, applicantClass: 'commercial' },
  });
  expect(detail.applicantClass).toBe('commercial');
  const years = await listCaseYears(db, 'YSJ', caseId);
  expect(years.map(({ year, applicantClass }) => [year, applicantClass])).toEqual([
    [2019, 'commercial'],
    [2020, 'commercial'],
  ]);
  const again = await correctEvent(ctx, actor, {
    ...step,
    seq: 3,
    lastSeq: 3,
    event: { ...submitted, channel: 'fax' },
  });
  expect(again.applicantClass).toBe('commercial');
});

test('whoever saw an older state is told to look again, and nothing is written', async () => {
  const { caseId } = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019));
  const step = { agencyCode: 'YSJ', caseId, lastSeq: 2 };
  const first = recordEvent(ctx, actor, {
    ...step,
    event: { type: 'extension', on: on('2019-12-25'), days: 20 },
  });
  const second = recordEvent(ctx, actor, { ...step, event: { type: 'withdrawn', on: on('2019-12-26') } });
  const results = await Promise.allSettled([first, second]);
  expect(results.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(results.find((it) => it.status === 'rejected')?.reason).toMatchObject({ code: 'CHANGED_MEANWHILE' });
  expect((await getCase(ctx, actor, 'YSJ', caseId)).events).toHaveLength(3);
});

test('a step that the law gives no effect is refused with its reason', async () => {
  const { caseId } = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019));
  const step = { agencyCode: 'YSJ', caseId, lastSeq: 2 };
  await expect(
    recordEvent(ctx, actor, { ...step, event: { type: 'served', on: on('2019-12-20') } }),
  ).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS', details: { rule: 'stepOutOfOrder' } });
  await expect(
    recordEvent(ctx, actor, { ...step, event: { type: 'withdrawn', on: on('2020-03-03') } }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(
    registerCase(ctx, actor, 'YSJ', newCase([{ type: 'receiptConfirmed', on: on('2020-01-02') }])),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  expect((await getCase(ctx, actor, 'YSJ', caseId)).events).toHaveLength(2);
});

test('a number is given once; numbers given elsewhere are passed over', async () => {
  const made = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019, { caseId: 'YSJ-2019-0007' }));
  expect(made.caseId).toBe('YSJ-2019-0007');
  await expect(
    registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019, { caseId: 'YSJ-2019-0007' })),
  ).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  const ids: string[] = [];
  for (let count = 0; count < 3; count += 1) {
    ids.push((await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019))).caseId);
  }
  expect(ids).toEqual(['YSJ-2019-0006', 'YSJ-2019-0008', 'YSJ-2019-0009']);
});

test('time alone carries a case over, ends its term and its lapse, on the day and not before', async () => {
  const registered = asOf('2020-11-20');
  const { caseId } = await registerCase(
    registered,
    actor,
    'YSJ',
    newCase(
      [
        { type: 'submitted', on: on('2020-11-20'), channel: 'counter' },
        { type: 'correctionNotice', on: on('2020-11-20'), termDays: 30 },
      ],
      { request: '补正中的申请' },
    ),
  );
  // 30 working days after 2020-11-20 end on 2021-01-04: New Year's Day is off (国办发明电〔2020〕27号).
  expect((await getCase(registered, actor, 'YSJ', caseId)).lapsesOn).toBe('2021-01-04');
  const stateOn = async (day: string) => {
    await reprojectDue(asOf(day), 'YSJ');
    const years = await listCaseYears(db, 'YSJ', caseId);
    const { items } = await listCases(asOf(day), actor, 'YSJ', {
      sort: '-receivedOn',
      limit: 50,
      q: '补正中',
    });
    return [items[0]?.status, ...years.map(({ year, outcomeRow }) => `${year} ${outcomeRow ?? 'open'}`)];
  };
  expect(await stateOn('2020-12-31')).toEqual(['awaitingApplicant', '2020 open']);
  expect(await stateOn('2021-01-01')).toEqual(['awaitingApplicant', '2020 open', '2021 open']);
  expect(await stateOn('2021-01-04')).toEqual(['awaitingApplicant', '2020 open', '2021 open']);
  expect(await stateOn('2021-01-05')).toEqual(['lapsed', '2020 open', '2021 other.lapsedCorrection']);
  expect(await reprojectDue(asOf('2030-01-01'), 'YSJ')).toBeGreaterThan(0);
  expect(await reprojectDue(asOf('2030-01-01'), 'YSJ')).toBe(0);
  expect(await stateOn('2030-01-01')).toEqual(['lapsed', '2020 open', '2021 other.lapsedCorrection']);
});

test('numbers given after a load go on behind those that it brought', async () => {
  const source = {
    agencyCode: 'YSJ',
    agencyKind: 'localDepartment',
    calendar: shippedCalendar(),
    importId: null,
    today: on('2020-03-02'),
    recordedBy: 'import',
    recordedAt: '2020-03-02T04:00:00Z',
    keyring: TEST_KEYRING,
  } as const;
  const loaded = ['YSJ-2019-0412', 'YSJ-2019-0409', '旧2019-9999'].map((caseId) => ({
    ...newCase(RECEIVED_IN_2019),
    caseId,
  }));
  await inTransaction(db, (db) => loadCases(db, source, loaded));
  const { caseId } = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019));
  expect(caseId).toBe('YSJ-2019-0413');
});

describe('voiding', () => {
  test('an event recorded by mistake counts no more, stays on record, and a rebuild agrees', async () => {
    const { caseId, dueOn } = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019));
    const step = { agencyCode: 'YSJ', caseId };
    const extension = { type: 'extension', on: on('2019-12-20'), days: 20 } as const;
    const extended = await recordEvent(ctx, actor, { ...step, lastSeq: 2, event: extension });
    expect(extended.dueOn).not.toBe(dueOn);
    const voided = await voidEvent(ctx, actor, { ...step, seq: 3, lastSeq: 3, reason: '延期通知记错了案件' });
    expect(voided.dueOn).toBe(dueOn);
    expect(voided.events.slice(2)).toMatchObject([
      { seq: 3, event: extension, correctedBy: 4, isVoid: false },
      { seq: 4, event: extension, corrects: 3, isVoid: true, reason: '延期通知记错了案件' },
    ]);
    const before = await findCase(db, 'YSJ', caseId);
    await rebuildProjections(ctx, actor, 'YSJ');
    expect(await findCase(db, 'YSJ', caseId)).toEqual(before);

    await expect(
      voidEvent(ctx, actor, { ...step, seq: 3, lastSeq: 4, reason: '再作废一次' }),
    ).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
    await expect(
      voidEvent(ctx, actor, { ...step, seq: 4, lastSeq: 4, reason: '作废作废' }),
    ).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
    // It did happen after all: the voiding record is corrected by what happened.
    const again = { ...step, seq: 4, lastSeq: 4, event: extension, reason: '确有延期' };
    expect((await correctEvent(ctx, actor, again)).dueOn).toBe(extended.dueOn);
  });

  test('neither the application itself nor what later steps rest on can be voided', async () => {
    const { caseId } = await registerCase(ctx, actor, 'YSJ', newCase(RECEIVED_IN_2019));
    const step = { agencyCode: 'YSJ', caseId, reason: '记错了' };
    await expect(voidEvent(ctx, actor, { ...step, seq: 1, lastSeq: 2 })).rejects.toThrow(
      '提交申请的记录不能作废',
    );
    await expect(voidEvent(ctx, actor, { ...step, seq: 9, lastSeq: 2 })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await recordEvent(ctx, actor, {
      ...{ agencyCode: 'YSJ', caseId, lastSeq: 2 },
      event: { type: 'decided', on: on('2019-12-30'), items: [{ finding: 'disclosed' }] },
    });
    await recordEvent(ctx, actor, {
      ...{ agencyCode: 'YSJ', caseId, lastSeq: 3 },
      event: { type: 'served', on: on('2019-12-31'), way: 'post' },
    });
    await expect(voidEvent(ctx, actor, { ...step, seq: 3, lastSeq: 4 })).rejects.toMatchObject({
      code: 'NOT_IN_THIS_STATUS',
    });
  });
});

test('what is recorded bears the instant of the call, not of the database', async () => {
  const { caseId, events } = await registerCase(asOf('2019-12-05'), actor, 'YSJ', newCase(RECEIVED_IN_2019));
  expect(new Date(events[0]?.recordedAt ?? '').toISOString()).toBe('2019-12-05T04:00:00.000Z');
  expect(caseId).toContain('YSJ-2019-');
});
