import { describe, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { getCase } from '../application/service.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import { forgetExpiredDrafts } from './draft.js';
import { confirmOnlineReceipt } from './office.js';
import { codesOf, newBrowser, openOnlineWorld } from './testing/online-world.js';

const world = await openOnlineWorld();
const { ctx, app } = world;
const { db } = ctx;
const START = '/agencies/YSJ/apply';
const officer = testActor();

describe('before the form', () => {
  test('one is told, in this order: already public, what it is, how long, what it costs, what is needed; and the counter', async () => {
    const { text, status, headers } = await newBrowser(world).get(START);
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    const places = ['是不是已经公开', '什么是政府信息公开申请', '要多久', '要花多少钱', '需要准备什么'].map(
      (it) => text.indexOf(it),
    );
    expect(places.every((place, index) => place > (places[index - 1] ?? 0))).toBe(true);
    for (const word of ['信访', '举报', '咨询', '当面提交或者邮寄', '不需要说明用途', '20个工作日'])
      expect(text).toContain(word);
    expect(faultsOf(parsePage(text))).toEqual([]);
    expect(text).not.toMatch(/<script|style="|onclick/i);
  });

  test('an agency that does not exist has no form', async () => {
    expect((await newBrowser(world).get('/agencies/NIRGENDS/apply')).status).toBe(404);
  });
});

describe('applying', () => {
  test('page by page makes one case that waits for both sides, and tells the office', async () => {
    world.at('2026-02-05T02:00:00Z');
    const { page, number, code } = await world.apply(newBrowser(world));
    expect(number).toBe('YSJ-2026-0001');
    expect(code).toMatch(/^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$/);
    expect(page.text).toContain('双方都确认的那天，是机关收到申请的日子');
    expect(faultsOf(parsePage(page.text))).toEqual([]);
    const found = await getCase(ctx, officer, 'YSJ', number);
    expect(found).toMatchObject({
      status: 'unconfirmed',
      applicantClass: 'naturalPerson',
      applicantName: '申*',
      request: '云泽市2025年度社会保险基金决算',
      receivedOn: null,
      dueOn: null,
    });
    expect(found.events.map(({ event, recorderName }) => [event.type, recorderName])).toEqual([
      ['submitted', '申请人（网上）'],
    ]);
  });

  // 条例第三十一条; law.md §1.5: received 2026-02-06 -> 2026-03-12, where Monday to Friday alone would give 03-06.
  test('is received on the day of the confirmation, not on the day of sending', async () => {
    world.at('2026-02-05T02:00:00Z');
    const { number } = await world.apply(newBrowser(world));
    world.at('2026-02-06T02:00:00Z');
    await confirmOnlineReceipt(
      ctx,
      officer,
      { agencyCode: 'YSJ', caseId: number },
      { isAgreedByContact: true },
    );
    expect(await getCase(ctx, officer, 'YSJ', number)).toMatchObject({
      status: 'processing',
      receivedOn: '2026-02-06',
      dueOn: '2026-03-12',
    });
    await expect(
      confirmOnlineReceipt(ctx, officer, { agencyCode: 'YSJ', caseId: number }, { isAgreedByContact: true }),
    ).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  });

  test('sent twice, also at once, is one case with one receipt', async () => {
    const browser = newBrowser(world);
    const first = await world.apply(browser);
    const again = await browser.get(`${START}/check`);
    expect(again.location).toBe(`${START}/receipt`);
    expect(codesOf(await browser.get(`${START}/receipt`))).toEqual({
      number: first.number,
      code: first.code,
    });

    const other = newBrowser(world);
    let next = (await other.send(await other.get(START), START, {})).location ?? '';
    const { ANSWERS } = await import('./testing/online-world.js');
    while (!next.endsWith('/check')) {
      const step = next.split('/').at(-1) ?? '';
      next = (await other.send(await other.get(next), next, ANSWERS[step] ?? {})).location ?? '';
    }
    const check = await other.get(next);
    const before = await countCases();
    const sent = await Promise.all([1, 2, 3].map(() => other.send(check, next, {})));
    expect(sent.map(({ location }) => location)).toEqual(Array(3).fill(`${START}/receipt`));
    expect(await countCases()).toBe(before + 1);
  });

  test('what is wrong is said at its field, and nothing that was typed is lost', async () => {
    const browser = newBrowser(world);
    await browser.send(await browser.get(START), START, {});
    const path = `${START}/form/person`;
    await browser.send(await browser.get(`${START}/form/who`), `${START}/form/who`, {
      class: 'naturalPerson',
    });
    const page = await browser.send(await browser.get(path), path, {
      name: '申<小>明',
      'identity-kind': '居民身份证',
      'identity-number': '110105194912310021',
    });
    expect(page.status).toBe(422);
    expect(page.text).toContain('href="#identity-number"');
    expect(page.text).toContain('value="申&lt;小&gt;明"');
    expect(page.text).toContain('110105194912310021');
    expect(faultsOf(parsePage(page.text))).toEqual([]);
    // Gone and come back, it is still there.
    expect((await browser.get(path)).text).toContain('110105194912310021');
    // The check is not reached over a page that is wrong.
    expect((await browser.get(`${START}/check`)).location).toBe(path);
  });

  test('goes on elsewhere with the code, and nowhere without it', async () => {
    const browser = newBrowser(world);
    await browser.send(await browser.get(START), START, {});
    const page = await browser.send(await browser.get(`${START}/form/who`), `${START}/form/who`, {
      class: 'research',
    });
    const code = /class="secret"\s*>([^<]+)</.exec((await browser.get(page.location ?? '')).text)?.[1] ?? '';
    const elsewhere = newBrowser(world);
    const resume = `${START}/resume`;
    const wrong = await elsewhere.send(await elsewhere.get(resume), resume, {
      code: 'AAAA-BBBB-CCCC-DDDD-EEEE',
    });
    expect(wrong.status).toBe(404);
    const right = await elsewhere.send(await elsewhere.get(resume), resume, { code: code.toLowerCase() });
    expect(right.location).toBe(`${START}/form/organisation`);
    expect((await newBrowser(world).get(`${START}/form/organisation`)).status).toBe(404);
  });

  test('an agent, others who apply too and several items all come with the case, sealed', async () => {
    const browser = newBrowser(world);
    const { number } = await world.apply(browser, {
      'is-together': 'yes',
      'other-1-name': '申小红',
      'other-1-identity-kind': '护照',
      'other-1-identity-number': 'E12345678',
    });
    const parties = await db
      .selectFrom('party')
      .innerJoin('onlineApplication', 'onlineApplication.partyId', 'party.representedPartyId')
      .select(['party.relation', 'party.name', 'party.nameSealed'])
      .where('onlineApplication.caseId', '=', number)
      .execute();
    expect(parties.map(({ relation, name }) => [relation, name])).toEqual([['coApplicant', null]]);
    expect(Buffer.from(parties[0]?.nameSealed ?? []).toString()).not.toContain('申小红');
  });
});

describe('what is kept', () => {
  test('no code, name, number or text stands in the tables, the audit, the notices or the jobs', async () => {
    const { number, code } = await world.apply(newBrowser(world), { help: '请用大字回复 13811112222' });
    const tables = [
      'onlineDraft',
      'onlineText',
      'onlineApplication',
      'auditPending',
      'notification',
      'job',
    ] as const;
    for (const table of tables) {
      const text = JSON.stringify(await db.selectFrom(table).selectAll().execute(), (_, value: unknown) =>
        value instanceof Uint8Array || isBuffer(value) ? bytesOf(value) : value,
      );
      for (const secret of ['申小明', '11010519491231002', '社会保险基金决算', '13811112222', code])
        expect(text, `${table}: ${secret}`).not.toContain(secret);
    }
    expect(number).toMatch(/^YSJ-2026-\d{4}$/);
  });

  test('a draft goes with its files after fourteen days, what was sent stays', async () => {
    world.at('2026-03-05T02:00:00Z');
    const browser = newBrowser(world);
    await browser.send(await browser.get(START), START, {});
    const before = await countCases();
    world.at('2026-03-19T02:00:01Z');
    expect(await forgetExpiredDrafts(ctx)).toBeGreaterThan(0);
    expect(await db.selectFrom('onlineDraft').selectAll().execute()).toEqual([]);
    expect(await countCases()).toBe(before);
    expect((await browser.get(`${START}/form/who`)).status).toBe(404);
  });
});

describe('hostile input', () => {
  test('a form from elsewhere, without a token or with that of another browser makes nothing', async () => {
    const before = await countCases();
    const form = { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } };
    const foreign = await app.request(START, {
      ...form,
      headers: { ...form.headers, 'sec-fetch-site': 'cross-site' },
    });
    expect(foreign.status).toBe(403);
    const without = await app.request(START, {
      ...form,
      headers: { ...form.headers, 'sec-fetch-site': 'same-origin' },
    });
    expect(without.status).toBe(403);
    expect(await countCases()).toBe(before);
  });

  test('too many drafts from one address have to wait', async () => {
    const browser = newBrowser(world);
    const page = await browser.get(START);
    let last = page;
    for (let draft = 0; draft < 45; draft += 1) last = await browser.send(page, START, {});
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
  });
});

async function countCases(): Promise<number> {
  return (await db.selectFrom('applicationCase').select('caseId').execute()).length;
}

function isBuffer(value: unknown): value is { type: 'Buffer'; data: number[] } {
  return typeof value === 'object' && value !== null && (value as { type?: unknown }).type === 'Buffer';
}

function bytesOf(value: Uint8Array | { data: number[] }): string {
  return Buffer.from(value instanceof Uint8Array ? value : value.data).toString('utf8');
}
