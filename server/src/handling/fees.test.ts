import { parseLocalDate, type DomainError, type LocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { getCase, registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import {
  decideFee,
  getFeeTotals,
  listFees,
  notifyFee,
  payFee,
  proposeFee,
  quoteFee,
  refundFee,
  waiveFee,
} from './service.js';

const { db } = await openTestDatabase();
let day = '2026-03-18';
const ctx = testContext({ db, now: () => new Date(`${day}T04:00:00Z`) });
await makeAgency(ctx);
const operator = testActor();
const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
const head = testActor({ id: 'head', roles: ['officeHead'], agencyCode: 'YSJ' });
const on = (text: string): LocalDate => parseLocalDate(text);

let cases = 0;
async function newCase(
  receivedOn: string,
  applicant: { readonly number: string; readonly channel?: 'counter' | 'registeredMail' },
) {
  cases += 1;
  const caseId = `A-${String(cases).padStart(3, '0')}`;
  await registerCase(ctx, operator, 'YSJ', {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null },
    ...{ request: `第${cases}件文件`, unitCode: null },
    applicantDetails: { identityKind: '居民身份证', identityNumber: applicant.number },
    events: [{ type: 'submitted', on: on(receivedOn), channel: applicant.channel ?? 'counter' }],
  });
  return { agencyCode: 'YSJ', caseId };
}
async function refusalOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => (error as DomainError).code,
  );
}
const FEE = { basis: 'perPage', quantity: 101, reason: '申请人要求纸质复制，共一百零一页' } as const;

test('by items the month of the same applicant is counted over every channel, and looked at on record', async () => {
  const person = { number: '11010519491231002X' };
  await newCase('2026-02-27', person);
  for (let index = 0; index < 10; index += 1) {
    const channel = index % 2 === 0 ? 'counter' : 'registeredMail';
    await newCase('2026-03-02', { ...person, channel });
  }
  await newCase('2026-03-02', { number: '440524188001010014' });
  const eleventh = await newCase('2026-03-03', person);
  // February and other people do not count: ten before it in March are free, the eleventh costs 100.
  expect(await quoteFee(ctx, officer, eleventh, { basis: 'perItem', quantity: 1 })).toMatchObject({
    ...{ itemsBefore: 10, amountYuan: 100 },
  });
  // Split by 一事一申请 into three units it counts as three.
  expect(await quoteFee(ctx, officer, eleventh, { basis: 'perItem', quantity: 3 })).toMatchObject({
    ...{ amountYuan: 300 },
  });
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from audit_pending where text::text like '%party.frequencyViewed%'`.execute(db);
  expect(rows[0]?.count).toBe(2);
  const liaison = testActor({ id: 'l', roles: ['liaisonOfficer'], agencyCode: 'YSJ', unitCode: 'BGS' });
  expect(await refusalOf(quoteFee(ctx, liaison, eleventh, { basis: 'perItem', quantity: 1 }))).toBe(
    'FORBIDDEN',
  );
});

test('from proposal over approval and notice to the receipt, with the clock that restarts', async () => {
  const at = await newCase('2026-03-02', { number: '440524188001010014' });
  const proposed = await proposeFee(ctx, officer, at, FEE);
  // 101 pages cost 720 yuan.
  expect(proposed).toMatchObject({ amountYuan: 720, status: 'proposed', reason: FEE.reason });
  const of = { ...at, feeId: proposed.feeId };
  expect(await refusalOf(proposeFee(ctx, officer, at, FEE))).toBe('ALREADY_EXISTS');
  expect(await refusalOf(decideFee(ctx, officer, of, { isApproved: true, reason: '' }))).toBe('FORBIDDEN');
  expect(await refusalOf(notifyFee(ctx, officer, of, { on: on('2026-03-10'), receivedOn: null }))).toBe(
    'NOT_IN_THIS_STATUS',
  );
  await decideFee(ctx, head, of, { isApproved: true, reason: '' });
  const noticed = await notifyFee(ctx, officer, of, { on: on('2026-03-10'), receivedOn: on('2026-03-10') });
  // Received 03-10: pay by 04-08.
  expect(noticed).toMatchObject({ status: 'noticed', payBy: '2026-04-08' });
  expect(noticed.paymentCode).toMatch(/^\d{20}$/);
  expect(await getCase(ctx, officer, 'YSJ', at.caseId)).toMatchObject({
    ...{ status: 'awaitingApplicant', dueOn: null, lapsesOn: '2026-04-08' },
  });
  const receiptNumber = '0912345678';
  const payment = { on: on('2026-03-18'), receiptNumber };
  expect(await refusalOf(payFee(ctx, officer, of, { ...payment, amountYuan: 700 }))).toBe('INVALID_INPUT');
  expect(await payFee(ctx, officer, of, { ...payment, amountYuan: 720 })).toMatchObject({
    ...{ status: 'paid', receiptNumber },
  });
  // Paid 03-18: reply by 04-16.
  expect(await getCase(ctx, officer, 'YSJ', at.caseId)).toMatchObject({ dueOn: '2026-04-16' });
  expect(
    await refusalOf(
      refundFee(ctx, officer, of, { on: on('2026-03-18'), amountYuan: 20, reason: '多算两页' }),
    ),
  ).toBe('FORBIDDEN');
  await refundFee(ctx, head, of, { on: on('2026-03-18'), amountYuan: 20, reason: '多算一页' });
  expect(await getFeeTotals(ctx, head, 'YSJ', 2026)).toEqual({
    ...{ notices: 1, billedYuan: 720, chargedCases: 1, collectedYuan: 700, refundedYuan: 20, waivedYuan: 0 },
    sentence:
      '依照《政府信息公开信息处理费管理办法》，2026年发出收费通知1件，对1件申请收取信息处理费，总金额700元。',
  });
});

test('whoever proposes never approves, a head included; a waived fee takes its notice back', async () => {
  const at = await newCase('2026-03-02', { number: '440524188001010014' });
  const { feeId } = await proposeFee(ctx, head, at, FEE);
  const of = { ...at, feeId };
  expect(await refusalOf(decideFee(ctx, head, of, { isApproved: true, reason: '' }))).toBe('FORBIDDEN');
  const chief = testActor({ id: 'chief', roles: ['agencyHead'], agencyCode: 'YSJ' });
  await decideFee(ctx, chief, of, { isApproved: true, reason: '' });
  await notifyFee(ctx, head, of, { on: on('2026-03-10'), receivedOn: on('2026-03-10') });
  expect(await waiveFee(ctx, head, of, '申请人确有经济困难')).toMatchObject({
    ...{ status: 'waived', closeReason: '申请人确有经济困难' },
  });
  // As if there had been no notice: 20 working days from 03-02 end on 03-30.
  expect(await getCase(ctx, head, 'YSJ', at.caseId)).toMatchObject({
    status: 'processing',
    dueOn: '2026-03-30',
  });
  // Another may follow.
  await proposeFee(ctx, officer, at, { ...FEE, quantity: 31 });
  expect((await listFees(ctx, officer, at)).items.map(({ amountYuan }) => amountYuan).sort()).toEqual([
    10, 720,
  ]);
});

test('within the free number nothing is charged (条例第四十二条)', async () => {
  day = '2026-03-19';
  const at = await newCase('2026-03-19', { number: '440524188001010014' });
  expect(await refusalOf(proposeFee(ctx, officer, at, { ...FEE, quantity: 30 }))).toBe('NOT_IN_THIS_STATUS');
});

test('each of these steps leaves its record', async () => {
  expect(await recordedKinds(db)).toEqual(
    expect.arrayContaining([
      'fee.proposed',
      'fee.decided',
      'fee.notified',
      'fee.paid',
      'fee.waived',
      'fee.refunded',
    ]),
  );
});
