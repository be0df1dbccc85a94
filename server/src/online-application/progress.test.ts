import { beforeAll, describe, expect, test } from 'vitest';
import { caseEventSchema, type Actor } from '@gongkai/core';
import { testActor } from '../../testing/test-actor.js';
import { getCase, recordEventIn } from '../application/service.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import { eraseApplicant } from '../personal-data/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { Browser, Page } from '../sign-in/testing/browser.js';
import { confirmOnlineReceipt, getOnlineApplication, openOnlineFile } from './office.js';
import { newBrowser, openOnlineWorld, type Sent } from './testing/online-world.js';

const world = await openOnlineWorld();
const { ctx, app } = world;
const { db } = ctx;
const officer: Actor = testActor();

async function open(sent: Sent, browser: Browser = newBrowser(world)): Promise<Browser> {
  const answer = await browser.send(await browser.get('/progress'), '/progress', {
    number: sent.number,
    code: sent.code,
  });
  expect(answer.location).toBe('/progress/case');
  return browser;
}

async function record(caseId: string, ...events: readonly object[]): Promise<void> {
  for (const event of events) {
    await inTransaction(db, (db) =>
      recordEventIn(db, ctx, officer, {
        agencyCode: 'YSJ',
        caseId,
        event: caseEventSchema.parse(event),
        lastSeq: null,
      }),
    );
  }
}

/** Sends the one form of a page by its address, as a browser without scripts does. */
async function act(browser: Browser, name: string, fields: Record<string, string> = {}): Promise<Page> {
  return browser.send(await browser.get('/progress/case'), `/progress/${name}`, fields);
}

let sent: Sent;
beforeAll(async () => {
  world.at('2026-02-05T02:00:00Z');
  sent = await world.apply(newBrowser(world));
});

describe('number and query code', () => {
  test('a wrong number and a wrong code are answered alike, and neither stands in an address', async () => {
    const browser = newBrowser(world);
    const ask = async (number: string, code: string) =>
      browser.send(await browser.get('/progress'), '/progress', { number, code });
    const wrongCode = await ask(sent.number, 'AAAA-BBBB-CCCC');
    const wrongNumber = await ask('YSJ-2026-9999', 'AAAA-BBBB-CCCC');
    expect([wrongCode.status, wrongNumber.status]).toEqual([404, 404]);
    const plain = ({ text }: Page) => text.replaceAll(/value="[^"]*"/g, '').replaceAll(/YSJ-2026-\d{4}/g, '');
    expect(plain(wrongCode)).toBe(plain(wrongNumber));
    const right = await ask(` ${sent.number} `, sent.code.toLowerCase().replaceAll('-', ' '));
    expect(right.location).toBe('/progress/case');
    expect(browser.cookies.get('gongkai-progress')).not.toContain(sent.number);
  });

  test.each(['', "x' or '1'='1", '../../etc', 'YSJ-2026-', '-2026-1', 'YSJ-2026-0001\u0000'])(
    'an odd number %j opens nothing and breaks nothing',
    async (number) => {
      const browser = newBrowser(world);
      const page = await browser.send(await browser.get('/progress'), '/progress', { number, code: 'ABCD' });
      expect([404, 422]).toContain(page.status);
    },
  );

  test('guessing one number’s code has to wait', async () => {
    const other = await world.apply(newBrowser(world));
    const browser = newBrowser(world);
    let last: Page | undefined;
    for (let guess = 0; guess < 8; guess += 1) {
      last = await browser.send(await browser.get('/progress'), '/progress', {
        number: other.number,
        code: `AAAA-AAAA-AAA${'ABCDEFGH'[guess] ?? ''}`,
      });
    }
    expect(last?.status).toBe(429);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
    world.at('2026-02-05T08:00:00Z');
  });

  test('the session ends after half an hour, and cannot be made up', async () => {
    const browser = await open(sent);
    expect((await browser.get('/progress/case')).status).toBe(200);
    world.at('2026-02-05T08:31:00Z');
    expect((await browser.get('/progress/case')).location).toBe('/progress');
    const answer = await app.request('http://localhost/progress/case', {
      headers: {
        cookie: `gongkai-progress=${Buffer.from('{"number":"YSJ-2026-0001"}').toString('base64url')}`,
      },
    });
    expect(answer.status).toBe(303);
  });
});

describe('the progress page', () => {
  test('is whole, says what happens next, and every look is on record as the applicant’s own', async () => {
    const browser = await open(sent);
    const { text, headers } = await browser.get('/progress/case');
    expect(faultsOf(parsePage(text))).toEqual([]);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(text).toContain('等待机关与您确认收到');
    expect(text).toContain('2026-02-05（周四）');
    expect(text).not.toMatch(/<script|style="|11010519491231002|13800001234/);
    const looks = await db
      .selectFrom('auditPending')
      .select('text')
      .where('kind', '=', 'case.viewed')
      .where('actorId', 'like', 'applicant:%')
      .execute();
    expect(looks.length).toBeGreaterThan(0);
    expect(looks[0]?.text).toContain('ownRequest');
  });

  // 条例第三十一条: the day on which both sides have confirmed.
  test('the applicant confirms, then the office: received on the later day', async () => {
    world.at('2026-02-05T09:00:00Z');
    const own = await world.apply(newBrowser(world));
    const browser = await open(own);
    expect((await act(browser, 'confirm')).location).toBe('/progress/case?done=confirmed');
    expect(await getCase(ctx, officer, 'YSJ', own.number)).toMatchObject({ status: 'unconfirmed' });
    world.at('2026-02-06T02:00:00Z');
    const at = { agencyCode: 'YSJ', caseId: own.number };
    await confirmOnlineReceipt(ctx, officer, at, { isAgreedByContact: false });
    expect(await getCase(ctx, officer, 'YSJ', own.number)).toMatchObject({
      receivedOn: '2026-02-06',
      dueOn: '2026-03-12',
    });
    const { text } = await (await open(own)).get('/progress/case');
    expect(text).toContain('2026-03-12（周四）');
    expect(text).toContain('收到申请，从次日起第20个工作日');
    expect(text).toMatch(/2026-02-16（周一） 不计：春节放假/);
  });

  test('the office confirms, then the applicant, once', async () => {
    world.at('2026-02-05T09:00:00Z');
    const own = await world.apply(newBrowser(world));
    const at = { agencyCode: 'YSJ', caseId: own.number };
    await confirmOnlineReceipt(ctx, officer, at, { isAgreedByContact: false });
    expect(await getCase(ctx, officer, 'YSJ', own.number)).toMatchObject({ receivedOn: null });
    world.at('2026-02-06T02:00:00Z');
    const browser = await open(own);
    const page = await browser.get('/progress/case');
    await browser.send(page, '/progress/confirm', {});
    await browser.send(page, '/progress/confirm', {});
    const found = await getCase(ctx, officer, 'YSJ', own.number);
    expect(found.receivedOn).toBe('2026-02-06');
    expect(found.events.map(({ event }) => event.type)).toEqual(['submitted', 'receiptConfirmed']);
  });

  // law.md §1.5: received 2026-03-02, supplement 03-25 -> 2026-04-23.
  test('a supplement begins the term anew, and its words reach the office alone', async () => {
    world.at('2026-03-02T02:00:00Z');
    const own = await world.apply(newBrowser(world));
    await record(own.number, { type: 'receiptConfirmed', on: '2026-03-02' });
    const early = await act(await open(own), 'supplement', { text: '补一份' });
    expect(early.status).toBe(409);
    world.at('2026-03-11T02:00:00Z');
    await record(own.number, {
      type: 'correctionNotice',
      on: '2026-03-11',
      receivedOn: '2026-03-11',
      termDays: 15,
    });
    world.at('2026-03-25T02:00:00Z');
    const browser = await open(own);
    const empty = await act(browser, 'supplement', { text: ' ' });
    expect(empty.status).toBe(422);
    const done = await act(browser, 'supplement', { text: '指的是市本级的决算，不含各县。' });
    expect(done.location).toBe('/progress/case?done=supplemented');
    expect(await getCase(ctx, officer, 'YSJ', own.number)).toMatchObject({ dueOn: '2026-04-23' });
    const shown = await getOnlineApplication(ctx, officer, 'YSJ', own.number);
    expect(shown.acts).toEqual([
      { kind: 'supplement', on: '2026-03-25', text: '指的是市本级的决算，不含各县。' },
    ]);
  });

  test('a withdrawal asks first, closes the case, and cannot be done twice', async () => {
    const own = await world.apply(newBrowser(world));
    const browser = await open(own);
    const asked = await browser.get('/progress/withdraw');
    expect(asked.text).toContain('不能恢复');
    expect(faultsOf(parsePage(asked.text))).toEqual([]);
    expect((await browser.send(asked, '/progress/withdraw', {})).status).toBe(422);
    const done = await browser.send(asked, '/progress/withdraw', { sure: 'yes' });
    expect(done.location).toBe('/progress/case?done=withdrawn');
    expect(await getCase(ctx, officer, 'YSJ', own.number)).toMatchObject({ status: 'withdrawn' });
    expect((await browser.send(asked, '/progress/withdraw', { sure: 'yes' })).status).toBe(409);
  });

  test('after the decision there is no withdrawal, after the reply one answer to how it was', async () => {
    const own = await world.apply(newBrowser(world));
    const browser = await open(own);
    const page = await browser.get('/progress/withdraw');
    const today = '2026-03-25';
    await record(
      own.number,
      { type: 'receiptConfirmed', on: today },
      { type: 'decided', on: today, items: [{ finding: 'refused.internalAffairs' }] },
    );
    expect((await browser.send(page, '/progress/withdraw', { sure: 'yes' })).status).toBe(409);
    await record(own.number, { type: 'served', on: today, way: 'post' });
    const closed = await browser.get('/progress/case');
    // 行政复议法第二十三条: refused under 条例第十六条, so reconsideration first.
    expect(closed.text).toContain('应当先自知道该答复之日起60日内申请行政复议');
    await browser.send(closed, '/progress/rate', { grade: '5' });
    await browser.send(closed, '/progress/rate', { grade: '5' });
    const counts = await db.selectFrom('satisfactionCount').selectAll().execute();
    expect(counts).toEqual([{ agencyId: 'YSJ', month: '2026-03', grade: 5, count: 1 }]);
    expect((await browser.send(closed, '/progress/rate', { grade: '99' })).status).toBe(422);
  });
});

describe('files', () => {
  test('come typed by content, go to the office alone, and leave a record of who fetched them', async () => {
    const own = await world.apply(newBrowser(world));
    const browser = await open(own);
    await record(
      own.number,
      { type: 'receiptConfirmed', on: '2026-03-25' },
      { type: 'correctionNotice', on: '2026-03-25', receivedOn: '2026-03-25', termDays: 15 },
    );
    const page = await browser.get('/progress/case');
    const send = async (name: string, bytes: string) => {
      const form = new FormData();
      form.set('form-token', /name="form-token" value="([^"]+)"/.exec(page.text)?.[1] ?? '');
      form.set('text', '');
      form.set('file', new File([bytes], name));
      return app.request('http://localhost/progress/supplement', {
        method: 'POST',
        body: form,
        headers: {
          cookie: [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; '),
          'sec-fetch-site': 'same-origin',
        },
      });
    };
    const program = await send('补正.pdf', 'MZ\u0090\u0000not a pdf');
    expect(program.status).toBeGreaterThanOrEqual(400);
    expect(program.status).toBeLessThan(500);
    expect((await send('补正.txt', '补正的内容在这里')).status).toBe(303);
    const { files } = await getOnlineApplication(ctx, officer, 'YSJ', own.number);
    expect(files.map(({ fileName, purpose }) => [fileName, purpose])).toEqual([['补正.txt', 'supplement']]);
    const fileId = files[0]?.fileId ?? '';
    expect((await openOnlineFile(ctx, officer, 'YSJ', fileId)).fileName).toBe('补正.txt');
    await expect(
      openOnlineFile(ctx, testActor({ roles: ['editor'], agencyCode: 'YSJ' }), 'YSJ', fileId),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

// 个人信息保护法第四十七条: what is erased is gone from every table.
test('what came with an application is erased with its request', async () => {
  const own = await world.apply(newBrowser(world), { help: '请用大字回复' });
  const browser = await open(own);
  const asked = await browser.get('/progress/withdraw');
  await browser.send(asked, '/progress/withdraw', { sure: 'yes', text: '已经在别处看到了' });
  expect(await getOnlineApplication(ctx, officer, 'YSJ', own.number)).toMatchObject({
    help: '请用大字回复',
    acts: [{ text: '已经在别处看到了' }],
  });
  const at = { agencyCode: 'YSJ', caseId: own.number };
  await eraseApplicant(ctx, officer, at, { kinds: ['nameAndRequest'], reason: 'purposeReached' });
  expect(await getOnlineApplication(ctx, officer, 'YSJ', own.number)).toMatchObject({
    help: null,
    items: [],
    acts: [{ text: null }],
  });
  expect((await (await open(own)).get('/progress/case')).text).toContain('内容已按规定删除');
});
