import { parseLocalDate, type CaseEvent, type DomainError, type LocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, recordEvent, registerCase, voidEvent } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { registerIntake } from '../intake/service.js';
import {
  excludeDuplicate,
  getCaseLinks,
  getHandling,
  listMergedCaseIds,
  mergeCases,
  quoteFee,
  recordReturnMail,
  splitCase,
  uploadEnvelopeFile,
} from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-03-18T04:00:00Z') });
await makeAgency(ctx);
const operator = testActor();
const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
const head = testActor({ id: 'head', roles: ['officeHead'], agencyCode: 'YSJ' });
const on = (text: string): LocalDate => parseLocalDate(text);
const OWN = '11010519491231002X';
const OTHER = '440524188001010014';

async function newCase(caseId: string, given: { number?: string; day?: string; request?: string } = {}) {
  const submitted: CaseEvent = {
    ...{ type: 'submitted', on: on(given.day ?? '2026-03-02'), channel: 'counter' },
  };
  await registerCase(ctx, operator, 'YSJ', {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null, unitCode: null },
    request: given.request ?? '云山路改造项目的批复文件',
    applicantDetails: { identityKind: '居民身份证', identityNumber: given.number ?? OWN },
    events: [submitted],
  });
  return { agencyCode: 'YSJ', caseId };
}
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error as DomainError).message,
  );
}
/** 新收 of the year, as the report counts it. */
async function newOf2026(): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from case_year where year = 2026 and is_new`.execute(db);
  return rows[0]?.count ?? 0;
}

test('an envelope is one scan, a case for each application and one mail back, each case counted from the signature', async () => {
  const draft = { agencyCode: 'YSJ', draftId: 'envelope' };
  const { caseIds } = await registerIntake(ctx, officer, draft, {
    ...{ channel: 'registeredMail', on: on('2026-03-10'), officeReceivedOn: on('2026-03-12') },
    ...{ mailNumber: 'XA123456789CN', sentFrom: '', applicantClass: 'naturalPerson' },
    ...{ applicants: [{ name: '欧阳示范' }], representative: 0, agent: null },
    ...{ requests: ['信封里第一件：规划文件', '信封里第二件：环评文件'], form: null, route: null },
    ...{ formOther: '', oral: null, contact: null, note: '', caseId: null, topic: null, unitCode: null },
    duplicateOf: null,
  });
  expect(caseIds).toHaveLength(2);
  const { envelope } = await getCaseLinks(ctx, officer, { agencyCode: 'YSJ', caseId: caseIds[0] ?? '' });
  if (envelope === null) throw new Error('no envelope');
  expect(envelope.caseIds).toEqual(caseIds);
  const at = { agencyCode: 'YSJ', envelopeId: envelope.envelopeId };
  const scan = { fileName: '扫描.txt', bytes: Buffer.from('信封的扫描件') };
  await uploadEnvelopeFile(ctx, officer, at, scan);
  await recordReturnMail(ctx, officer, at, { mailNumber: 'XA987654321CN', on: on('2026-03-17') });
  for (const caseId of envelope.caseIds) {
    const detail = await getCase(ctx, officer, 'YSJ', caseId);
    // 条例第三十一条: the day of the organ's signature, not of the office two days later. 20 working days end on 04-08.
    expect(detail).toMatchObject({ receivedOn: '2026-03-10', dueOn: '2026-04-08' });
    const { envelope: seen } = await getCaseLinks(ctx, officer, { agencyCode: 'YSJ', caseId });
    expect(seen).toMatchObject({
      ...{ officeReceivedOn: '2026-03-12', returnMailNumber: 'XA987654321CN', caseIds: envelope.caseIds },
      files: [{ fileName: '扫描.txt' }],
    });
  }
});

test('the second copy of one text on one day leaves 新收 by a signed reason, and comes back when that was wrong', async () => {
  const kept = await newCase('D-1');
  const copy = await newCase('D-2');
  const before = await newOf2026();
  const ofCaseId = kept.caseId;
  const reason = '窗口和邮寄各提交一份，内容相同';
  expect(await refusalOf(excludeDuplicate(ctx, officer, copy, { ofCaseId, reason }))).toContain('没有');
  const event: CaseEvent = { type: 'duplicateExcluded', on: on('2026-03-18'), ofCaseId };
  expect(await refusalOf(recordEvent(ctx, officer, { ...copy, event, lastSeq: 1 }))).toContain(
    '并案与重复提交',
  );
  await excludeDuplicate(ctx, head, copy, { ofCaseId, reason });
  expect(await newOf2026()).toBe(before - 1);
  expect(await getCase(ctx, head, 'YSJ', 'D-2')).toMatchObject({
    status: 'duplicate',
    years: {},
    dueOn: null,
  });
  expect((await getCaseLinks(ctx, head, kept)).links).toMatchObject([
    { caseId: 'D-2', kind: 'duplicate', isLeading: false, reason },
  ]);
  // The copy is no item of the month's fee either: only D-1 stands before it.
  const third = await newCase('D-3', { request: '另一份文件' });
  expect(await quoteFee(ctx, officer, third, { basis: 'perItem', quantity: 1 })).toMatchObject({
    itemsBefore: 1,
  });
  // Each year's 新收 and 上年结转 are still what became of them: T3-A over the register.
  const { rows } = await sql<{ left: number; right: number }>`
    select count(*) filter (where is_new or is_carried_in) as "left",
      count(*) filter (where outcome_row is not null or is_carried_out) as "right" from case_year`.execute(
    db,
  );
  expect(rows[0]?.left).toBe(rows[0]?.right);
  const counted = await newOf2026();
  await voidEvent(ctx, head, { ...copy, seq: 2, lastSeq: 2, reason: '两份内容其实不同' });
  expect(await newOf2026()).toBe(counted + 1);
});

test('what only looks alike stays counted: another day, another text, another person', async () => {
  const kept = await newCase('E-1', { request: '供水管网的图纸' });
  const attempts = [
    [await newCase('E-2', { request: '供水管网的图纸', day: '2026-03-03' }), '不是同一天'],
    [await newCase('E-3', { request: '供水管网的预算' }), '内容不一致'],
    [await newCase('E-4', { request: '供水管网的图纸', number: OTHER }), '不是同一人'],
  ] as const;
  const before = await newOf2026();
  for (const [copy, why] of attempts) {
    const given = { ofCaseId: kept.caseId, reason: '看上去相同' };
    expect(await refusalOf(excludeDuplicate(ctx, head, copy, given))).toContain(why);
  }
  expect(await newOf2026()).toBe(before);
});

test('merged applications are answered in one letter and counted each', async () => {
  const leading = await newCase('M-1', { request: '第一项目的批复' });
  const other = await newCase('M-2', { request: '第二项目的批复' });
  await newCase('M-3', { request: '第三项目的批复', number: OTHER });
  const before = await newOf2026();
  const reason = '同一申请人的同类申请，一并答复';
  expect(await mergeCases(ctx, officer, leading, { otherCaseIds: ['M-2', 'M-2'], reason })).toEqual({
    linked: 1,
  });
  expect(await refusalOf(mergeCases(ctx, officer, leading, { otherCaseIds: ['M-3'], reason }))).toContain(
    '不是同一人',
  );
  expect(await listMergedCaseIds(db, 'YSJ', 'M-1')).toEqual(['M-2']);
  expect(await newOf2026()).toBe(before);
  expect(await getCase(ctx, officer, 'YSJ', other.caseId)).toMatchObject({ status: 'processing' });
});

test('a split makes new applications only with the applicant’s consent on record; each was received with the whole', async () => {
  const whole = await newCase('S-1', { request: '三个项目的批复' });
  const before = await newOf2026();
  const { caseIds } = await splitCase(ctx, officer, whole, {
    ...{ parts: ['第二个项目的批复', '第三个项目的批复'], rest: '第一个项目的批复' },
    ...{ agreedOn: on('2026-03-05'), agreedHow: '电话录音' },
  });
  expect(await newOf2026()).toBe(before + 2);
  const part = await getCase(ctx, officer, 'YSJ', caseIds[0] ?? '');
  expect(part).toMatchObject({ receivedOn: '2026-03-02', request: '第二个项目的批复', applicantName: '欧*' });
  const { links } = await getCaseLinks(ctx, officer, { agencyCode: 'YSJ', caseId: caseIds[0] ?? '' });
  expect(links).toMatchObject([{ caseId: 'S-1', kind: 'split', isLeading: true }]);
  expect(links[0]?.reason).toContain('2026-03-05');
  expect((await getHandling(ctx, officer, whole)).tasks).toEqual([]);
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining(['envelope.registered', 'envelope.returned', 'case.linked']),
  );
});
