import { parseLocalDate, type CaseEvent } from '@gongkai/core';
import { beforeEach, expect, test } from 'vitest';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { recordEventIn, registerCase, voidEventIn } from '../application/service.js';
import { newBrowser, openOnlineWorld } from '../online-application/testing/online-world.js';
import type { Mail } from '../platform/mail/mail.js';
import { inTransaction } from '../platform/database/with-transaction.js';

const sent: Mail[] = [];
const world = await openOnlineWorld({
  web: { ...testContext().web, publicUrl: 'https://xxgk.yunze.example' },
  mail: {
    send: (mail) => {
      sent.push(mail);
      return Promise.resolve('accepted');
    },
  },
});
const { ctx, app } = world;
const officer = testActor();
const on = parseLocalDate;
const EMAIL = 'shen.xiaoming@example.cn';

beforeEach(() => {
  sent.length = 0;
});

async function record(caseId: string, event: CaseEvent) {
  const step = { agencyCode: 'YSJ', caseId, event, lastSeq: null };
  return inTransaction(ctx.db, (db) => recordEventIn(db, ctx, officer, step));
}

/** Ours alone: the office's own news goes to accounts, of which none has an address here. */
async function mailed(): Promise<Mail[]> {
  await runJobsUntilIdle(ctx);
  return sent.splice(0);
}

// law.md §1.5: received 2026-03-02 -> reply by 03-30; supplement received 03-25 -> reply by 04-23.
test('whoever gave an address is told of each step, with days and nothing of the request, until he unsubscribes', async () => {
  world.at('2026-03-02T02:00:00Z');
  const { number } = await world.apply(newBrowser(world), { email: EMAIL });
  const [receipt, ...more] = await mailed();
  expect(more).toEqual([]);
  expect(receipt?.to).toBe(EMAIL);
  expect(receipt?.subject).toContain('申请已提交');
  expect(receipt?.text).toContain(`编号：${number}`);
  expect(receipt?.text).toContain('https://xxgk.yunze.example/progress');
  expect(receipt?.headers['List-Unsubscribe-Post']).toBe('List-Unsubscribe=One-Click');

  await record(number, { type: 'receiptConfirmed', on: on('2026-03-02') });
  expect((await mailed())[0]?.text).toContain('机关最迟2026-03-30（周一）答复');

  world.at('2026-03-11T02:00:00Z');
  const noticed = on('2026-03-11');
  await record(number, { type: 'correctionNotice', on: noticed, receivedOn: noticed, termDays: 10 });
  const [notice] = await mailed();
  expect(notice?.subject).toContain('申请需要补正');
  expect(notice?.text).toContain('最迟2026-03-25');

  world.at('2026-03-25T02:00:00Z');
  // What the applicant does himself, and what happens inside, is not told.
  await record(number, { type: 'supplement', on: on('2026-03-25') });
  await record(number, { type: 'decided', on: on('2026-03-25'), items: [{ finding: 'disclosed' }] });
  expect(await mailed()).toEqual([]);

  const link = /https:\S+unsubscribe\S+/.exec(notice?.text ?? '')?.[0] ?? '';
  const path = link.replace('https://xxgk.yunze.example', 'http://localhost');
  const answer = await app.request(path, {
    method: 'POST',
    body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }),
  });
  expect(answer.status).toBeLessThan(400);
  await record(number, { type: 'served', on: on('2026-03-25'), way: 'post' });
  expect(await mailed()).toEqual([]);
  for (const { subject, text } of [receipt, notice].filter((mail) => mail !== undefined)) {
    expect(subject + text).not.toMatch(/申小明|社会保险|13800001234|11010519491231002X/);
  }
});

test('without an address nothing is asked for; what is voided before it is sent is not told', async () => {
  world.at('2026-03-26T02:00:00Z');
  const plain = await world.apply(newBrowser(world));
  await record(plain.number, { type: 'receiptConfirmed', on: on('2026-03-26') });
  const jobs = await ctx.db
    .selectFrom('job')
    .select('payload')
    .where('kind', '=', 'applicantMail.send')
    .execute();
  expect(JSON.stringify(jobs)).not.toContain(plain.number);
  expect(JSON.stringify(jobs)).not.toContain('example.cn');
  expect(await mailed()).toEqual([]);

  const { number } = await world.apply(newBrowser(world), { email: EMAIL });
  const { lastSeq } = await ctx.db
    .selectFrom('applicationCase')
    .select('lastSeq')
    .where('caseId', '=', number)
    .executeTakeFirstOrThrow();
  await mailed();
  await record(number, { type: 'receiptConfirmed', on: on('2026-03-26') });
  const wrong = { agencyCode: 'YSJ', caseId: number, seq: lastSeq + 1, reason: '登记错了', lastSeq: null };
  await inTransaction(ctx.db, (db) => voidEventIn(db, ctx, officer, wrong));
  expect(await mailed()).toEqual([]);
});

test('an application over the counter is told too, but of no query code that there is not', async () => {
  const today = on('2026-03-26');
  await registerCase(ctx, officer, 'YSJ', {
    ...{ caseId: 'C-1', applicantClass: 'naturalPerson', applicantName: '欧阳示范', topic: null },
    ...{ request: '2025年决算', unitCode: null, applicantDetails: { email: EMAIL } },
    events: [{ type: 'submitted', on: today, channel: 'counter' }],
  });
  expect(await mailed()).toEqual([]);
  await record('C-1', { type: 'decided', on: today, items: [{ finding: 'disclosed' }] });
  await record('C-1', { type: 'served', on: today, way: 'post' });
  const [mail] = await mailed();
  expect(mail?.subject).toContain('答复已送出');
  expect(mail?.text).not.toContain('/progress');
});
