import { parseLocalDate, type Letter, type LetterDraft } from '@gongkai/core';
import { expect, test } from 'vitest';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testActor } from '../../testing/test-actor.js';
import { decideFee, listFees, payFee, proposeFee } from '../handling/service.js';
import { getCase, recordEventIn } from '../application/service.js';
import { startLetter } from '../letter/service.js';
import {
  AGENCY,
  head,
  officer,
  posted,
  refusal,
  sealed,
  setUpLetters,
} from '../letter/testing/letter-office.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import type { Browser } from '../sign-in/testing/browser.js';
import { newBrowser, openOnlineWorld, type Sent } from './testing/online-world.js';

const world = await openOnlineWorld();
const { ctx, app } = world;
const payment = { payee: '临江市财政局非税专户', how: '凭缴款码在银行柜台或者非税缴费网站缴纳' };
await setUpLetters(ctx, AGENCY, { payment });
const on = parseLocalDate;

async function open({ number, code }: Sent): Promise<Browser> {
  const browser = newBrowser(world);
  await browser.send(await browser.get('/progress'), '/progress', { number, code });
  return browser;
}

/** Applies online and has the receipt confirmed by both sides on the day. */
async function received(day: string): Promise<Sent> {
  world.at(`${day}T02:00:00Z`);
  const sent = await world.apply(newBrowser(world));
  await inTransaction(ctx.db, (db) =>
    recordEventIn(db, ctx, testActor(), {
      ...{ agencyCode: AGENCY, caseId: sent.number, lastSeq: null },
      event: { type: 'receiptConfirmed', on: on(day) },
    }),
  );
  return sent;
}

/** Drafts to whom the case says, approves, seals and posts a letter; its text is made by the job. */
async function send(caseId: string, letter: Letter, fields: LetterDraft['fields'], day: string) {
  const { addressees } = await startLetter(ctx, head, AGENCY, caseId, letter);
  const draft = { letter, addressees, serviceWay: 'post', request: null, fields } as const;
  const made = await posted(ctx, await sealed(ctx, caseId, draft), day);
  await runJobsUntilIdle(ctx);
  return made;
}

function filesIn(text: string): string[] {
  return [...text.matchAll(/href="\/progress\/files\/([^"]+)"/g)].map(([, fileId]) => fileId ?? '');
}

async function fetchFile(browser: Browser, fileId: string) {
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  return app.request(`http://localhost/progress/files/${fileId}`, { headers: { cookie } });
}

// 国办函〔2020〕109号; law digest §1.5: notice 2026-03-10 -> pay by 04-08; paid 03-18 -> reply by 04-16.
test('a fee goes by its letter into the register of fees, and is shown with code, term and way to pay', async () => {
  const sent = await received('2026-03-02');
  const { number } = sent;
  const at = { agencyCode: AGENCY, caseId: number };
  const notReady = send(number, 'feeNotice', {}, '2026-03-02');
  await expect(notReady).rejects.toThrow('没有已经审批的信息处理费');
  const { feeId } = await proposeFee(ctx, officer, at, {
    ...{ basis: 'perPage', quantity: 101, reason: '内部的理由，不给申请人看' },
  });
  await decideFee(ctx, head, { ...at, feeId }, { isApproved: true, reason: '' });
  // Approved is not yet told: nothing is to be paid.
  expect((await (await open(sent)).get('/progress/case')).text).not.toContain('信息处理费');
  const fee = async () => (await listFees(ctx, officer, at)).items[0];
  const code = (await fee())?.paymentCode ?? '';

  world.at('2026-03-10T02:00:00Z');
  const letter = await send(number, 'feeNotice', {}, '2026-03-10');
  // 101 pages: 70 at 10 yuan, one at 20 (law digest §4).
  const table = letter.text?.parts.flatMap(({ table }) => (table === undefined ? [] : table.rows));
  expect(table).toEqual([
    ['第31—100页', '70', '10', '700'],
    ['第101—200页', '1', '20', '20'],
    ['合计', '', '', '720'],
  ]);
  expect(JSON.stringify(letter.text)).toContain(`缴款码：${code}`);
  expect(await fee()).toMatchObject({ status: 'noticed', noticeOn: '2026-03-10', payBy: '2026-04-08' });
  expect(await getCase(ctx, officer, AGENCY, number)).toMatchObject({ lapsesOn: '2026-04-08' });

  const asked = (await (await open(sent)).get('/progress/case')).text;
  expect(faultsOf(parsePage(asked))).toEqual([]);
  expect(code).toMatch(/^\d{20}$/);
  for (const said of ['2026-04-08', '720元', code, payment.payee, payment.how, '逾期不缴的，视为放弃申请'])
    expect(asked).toContain(said);
  expect(asked).toContain('第31—100页：70 × 10元 = 700元');
  expect(asked).toContain('<svg');
  expect(asked).not.toContain('内部的理由');

  world.at('2026-03-18T02:00:00Z');
  const receipt = { on: on('2026-03-18'), amountYuan: 720, receiptNumber: '0912345678' };
  await payFee(ctx, officer, { ...at, feeId }, receipt);
  const paid = (await (await open(sent)).get('/progress/case')).text;
  expect(faultsOf(parsePage(paid))).toEqual([]);
  expect(paid).toContain('票据号码0912345678');
  expect(paid).toContain('2026-04-16');
  expect(paid).not.toContain(code);
  // The first letter starts the printer, which takes long on a busy machine.
}, 120_000);

// 条例第三十条: notice -> supplement -> reply; 国办公开办函〔2016〕235号: served by posting.
test('a notice and a reply are there to download once posted, for their applicant alone', async () => {
  const sent = await received('2026-04-07');
  expect((await (await open(sent)).get('/progress/case')).text).not.toContain('机关发给您的文书');

  world.at('2026-04-09T02:00:00Z');
  const fields = { itemsToCorrect: [{ what: '所需信息的年度', how: '写明需要哪一年度' }], termDays: 15 };
  await send(sent.number, 'correctionNotice', fields, '2026-04-09');
  const browser = await open(sent);
  const asked = await browser.get('/progress/case');
  expect(faultsOf(parsePage(asked.text))).toEqual([]);
  expect(asked.text).toContain('补正告知书');
  const [notice] = filesIn(asked.text);
  const file = await fetchFile(browser, notice ?? '');
  expect([file.status, file.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(file.headers.get('cache-control')).toContain('no-store');

  const other = await open(await received('2026-04-09'));
  expect((await fetchFile(other, notice ?? '')).status).toBe(404);
  expect((await fetchFile(newBrowser(world), notice ?? '')).status).toBe(303);

  world.at('2026-04-13T02:00:00Z');
  const later = await open(sent);
  const form = await later.get('/progress/case');
  const given = await later.send(form, '/progress/supplement', { text: '需要2025年度的。' });
  expect(given.location).toBe('/progress/case?done=supplemented');

  await send(sent.number, 'replyRefuse', refusal().fields, '2026-04-13');
  const closed = await later.get('/progress/case');
  expect(faultsOf(parsePage(closed.text))).toEqual([]);
  expect(filesIn(closed.text)).toHaveLength(2);
  expect(closed.text).toContain('不予公开告知书');
  // The agency's own address for reconsideration online, though no guide names one (行政复议法第二十二条).
  expect(closed.text).toContain('href="https://fuyi.example.cn/apply"');
  expect(closed.text).toContain('您对这次办理满意吗');
  expect((await later.send(closed, '/progress/rate', { grade: '4' })).location).toBe(
    '/progress/case?done=rated',
  );
});
