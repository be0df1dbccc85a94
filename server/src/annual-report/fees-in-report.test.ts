import { actorWithEveryRole, parseLocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { registerCase } from '../application/service.js';
import { decideFee, notifyFee, payFee, proposeFee, refundFee } from '../handling/service.js';
import { makeAgency } from '../identity/factory.js';
import { cellSource, differenceReport, editSection, getReport, publishReport } from './service.js';
import { handInForCheck, waiveFinding } from './workflow.js';

const { db } = await openTestDatabase();
let now = '2025-03-18T04:00:00Z';
const ctx = testContext({ db, now: () => new Date(now) });
await makeAgency(ctx);
const [writer, publisher] = [actorWithEveryRole('a', '顾示文'), actorWithEveryRole('b', '柏演舟')];
const head = testActor({ id: 'head', roles: ['officeHead'], agencyCode: 'YSJ' });
const on = parseLocalDate;
const KEY = { agencyId: 'YSJ', year: 2025 };

/** A fee of 720 yuan (101 pages) that was noticed and paid in March 2025. */
async function paidFee(caseId: string) {
  const at = { agencyCode: 'YSJ', caseId };
  await registerCase(ctx, writer, 'YSJ', {
    ...{ caseId, applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null },
    ...{ request: '一百零一页的材料', unitCode: null },
    events: [{ type: 'submitted', on: on('2025-03-03'), channel: 'counter' }],
  });
  const { feeId } = await proposeFee(ctx, writer, at, {
    basis: 'perPage',
    quantity: 101,
    reason: '申请纸质复制',
  });
  const of = { ...at, feeId };
  await decideFee(ctx, head, of, { isApproved: true, reason: '' });
  await notifyFee(ctx, writer, of, { on: on('2025-03-10'), receivedOn: on('2025-03-10') });
  await payFee(ctx, writer, of, { on: on('2025-03-18'), amountYuan: 720, receiptNumber: '0912345678' });
  return of;
}

test('section six reports the fees by itself, each figure leads to its cases, and stands once published', async () => {
  const first = await paidFee('F-1');
  await paidFee('F-2');
  const draft = await getReport(ctx, writer, 'YSJ', 2025);
  expect(draft.sections[5]).toMatchObject({
    text: '依照《政府信息公开信息处理费管理办法》，2025年发出收费通知2件，对2件申请收取信息处理费，总金额1440元。申请人逾期未缴纳信息处理费而不再处理的申请0件。',
  });
  expect(draft.sections[5]?.figures.map(({ cells }) => cells[0])).toEqual([
    ...['fee.notices', 'fee.chargedCases', 'fee.collectedYuan', 'table3.other.lapsedFee.total'],
  ]);
  expect(draft.findings.map(({ rule }) => rule)).not.toContain('feesNotReported');
  expect(await cellSource(ctx, writer, 'YSJ', 2025, 'fee.collectedYuan', { limit: 20 })).toMatchObject({
    ...{ kind: 'cases', value: 1440, ids: ['F-1', 'F-2'], total: 2 },
    label: '信息处理费“收取信息处理费的总金额（元），已减去当年退费”',
  });

  // A text that says nothing of them is told so.
  const { revision } = await editSection(ctx, writer, KEY, { number: 6, template: '无。', revision: 0 });
  expect((await getReport(ctx, writer, 'YSJ', 2025)).findings.map(({ rule }) => rule)).toContain(
    'feesNotReported',
  );
  const template = '{{year}}年对{{fee.chargedCases}}件申请收取信息处理费{{fee.collectedYuan}}元。';
  await editSection(ctx, writer, KEY, { number: 6, template, revision });

  now = '2026-01-20T04:00:00Z';
  for (const finding of (await getReport(ctx, writer, 'YSJ', 2025)).findings) {
    if (finding.severity === 'info') continue;
    const signed = { key: finding.key, signer: '顾示文', reason: '示例单位，没有这些数据' };
    await waiveFinding(ctx, writer, KEY, signed);
  }
  await handInForCheck(ctx, writer, KEY);
  await handInForCheck(ctx, writer, KEY);
  const published = await publishReport(ctx, publisher, KEY);
  expect(published.sections[5]?.text).toBe('2025年对2件申请收取信息处理费1440元。');

  // What is paid back later in another year changes nothing; a payment of that year entered late is a difference.
  await refundFee(ctx, head, first, { on: on('2026-01-20'), amountYuan: 20, reason: '多算一页' });
  expect((await differenceReport(ctx, writer, 'YSJ', 2025)).differences).toEqual([]);
  now = '2026-01-21T04:00:00Z';
  await paidFee('F-3');
  const { differences } = await differenceReport(ctx, writer, 'YSJ', 2025);
  expect(differences.find(({ cell }) => cell === 'fee.collectedYuan')).toMatchObject({
    ...{ before: 1440, after: 2160, added: ['F-3'], removed: [] },
  });
  const frozen = await cellSource(ctx, writer, 'YSJ', 2025, 'fee.chargedCases', { limit: 20 });
  expect(frozen).toMatchObject({ value: 2, ids: ['F-1', 'F-2'] });
});
