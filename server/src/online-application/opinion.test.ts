import { caseEventSchema } from '@gongkai/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { getCase, recordEventIn } from '../application/service.js';
import { makeThirdPartyLink, sendConsultation } from '../handling/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import { newBrowser, openOnlineWorld } from './testing/online-world.js';

const world = await openOnlineWorld();
const { ctx } = world;
const officer = testActor();
const PAGE = '/agencies/YSJ/opinion';
let at: { agencyCode: string; caseId: string; consultationId: string };
let token: string;

beforeAll(async () => {
  world.at('2026-03-02T02:00:00Z');
  const { number: caseId } = await world.apply(newBrowser(world));
  const event = caseEventSchema.parse({ type: 'receiptConfirmed', on: '2026-03-02' });
  await inTransaction(ctx.db, (db) =>
    recordEventIn(db, ctx, officer, { agencyCode: 'YSJ', caseId, event, lastSeq: null }),
  );
  world.at('2026-03-09T02:00:00Z');
  const place = { agencyCode: 'YSJ', caseId };
  const { consultationId } = await sendConsultation(ctx, officer, place, {
    kind: 'thirdParty',
    addressee: '云泽示范有限公司',
    address: '',
    asked: '拟公开贵公司2025年社会保险缴费总额，请问是否损害商业秘密。',
    sentOn: ctx.today(),
    receivedOn: ctx.today(),
  });
  at = { ...place, consultationId };
  ({ token } = await makeThirdPartyLink(ctx, officer, at));
});

describe('the page of a third party (条例第三十二条)', () => {
  test('opens by its own link alone', async () => {
    expect((await newBrowser(world).get(PAGE)).status).toBe(404);
    expect((await newBrowser(world).get(`${PAGE}?token=${'A'.repeat(32)}`)).status).toBe(404);
  });

  test('says what is asked and until when, never who applied', async () => {
    const { text, status, headers } = await newBrowser(world).get(`${PAGE}?token=${token}`);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('拟公开贵公司2025年社会保险缴费总额');
    // 15 working days from its receipt on 2026-03-09.
    expect(text).toContain('2026-03-30');
    expect(text).not.toMatch(new RegExp(`申小明|13800001234|${at.caseId}|社会保险基金决算`));
    expect(faultsOf(parsePage(text))).toEqual([]);
  });

  test('an objection needs its reasons; the answer is recorded once, and lengthens the term by its days', async () => {
    world.at('2026-03-20T02:00:00Z');
    const browser = newBrowser(world);
    const page = await browser.get(`${PAGE}?token=${token}`);
    const bare = await browser.send(page, PAGE, { answer: 'objects', opinion: '' });
    expect(bare.status).toBe(422);
    expect(bare.text).toContain('href="#opinion"');
    const done = await browser.send(page, PAGE, {
      answer: 'objects',
      opinion: '属于经营信息，公开会影响投标。',
    });
    expect([done.status, done.text.includes('意见已经提交')]).toEqual([200, true]);
    const found = await getCase(ctx, officer, 'YSJ', at.caseId);
    expect(found.events.at(-1)?.event).toMatchObject({
      type: 'thirdPartyAnswered',
      on: '2026-03-20',
      agrees: false,
    });
    // law.md §1.5: received 2026-03-02, asked 03-09, answered 03-20 -> 2026-04-13.
    expect(found.dueOn).toBe('2026-04-13');
    const again = await browser.send(page, PAGE, { answer: 'agrees', opinion: '' });
    expect(again.status).toBe(409);
    expect((await browser.get(`${PAGE}?token=${token}`)).text).toContain('已经结束');
  });
});
