import { letterQuerySchema, parseLocalDate, type LetterDetail, type LetterDraft } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { runJobsUntilIdle } from '../../testing/run-jobs.js';
import {
  approveLetter,
  decideSeal,
  draftCorrectionLetter,
  keepSealedLetter,
  listLetters,
  requestSeal,
  returnService,
  serveLetter,
  startCorrectionLetter,
  submitLetter,
} from '../letter/service.js';
import { head, officer, refusal, scan, seen, setUpLetters } from '../letter/testing/letter-office.js';
import { codesOf, newBrowser, openOnlineWorld } from '../online-application/testing/online-world.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import { answerRightsRequest, getRightsRequest, listRightsRequests } from './service.js';

const world = await openOnlineWorld();
const { ctx, app } = world;
const { db } = ctx;
await setUpLetters(ctx);
const serve = (letter: LetterDetail, on: string): Promise<LetterDetail> =>
  serveLetter(
    ctx,
    officer,
    seen(letter),
    {
      ...{ addressee: 0, way: 'post', on: parseLocalDate(on), trackingNumber: '1000000000001' },
      recordsEvent: true,
    },
    scan('slip'),
  );
const QUERY = { limit: 50 };

const CORRECTION: Record<string, Record<string, string>> = {
  record: { record: '参保证明里写我2019年断缴', 'correct-text': '2019年全年正常缴费' },
  evidence: { evidence: '缴费凭证编号 2019-77' },
  person: { name: '申小明', 'identity-kind': '居民身份证', 'identity-number': '11010519491231002X' },
  contact: { telephone: '13800001234' },
};

async function fillIn(form: string, answers: Record<string, Record<string, string>>) {
  const browser = newBrowser(world);
  const start = `/agencies/YSJ/${form}`;
  let next = (await browser.send(await browser.get(start), start, {})).location ?? '';
  while (!next.endsWith('/check')) {
    const step = next.split('/').at(-1) ?? '';
    const answer = await browser.send(await browser.get(next), next, answers[step] ?? {});
    if (answer.location === null) throw new Error(`${step}: ${answer.status}`);
    next = answer.location;
  }
  await browser.send(await browser.get(next), next, {});
  return codesOf(await browser.get(`${start}/receipt`));
}

// 条例第四十一条: a case type of its own, in no row of 表三.
test('a demand for correction has its own number and register, and is no application', async () => {
  const { number } = await fillIn('correction', CORRECTION);
  expect(number).toBe('YSJ-GZ-2026-0001');
  expect(await db.selectFrom('applicationCase').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('caseYear').selectAll().execute()).toEqual([]);
  const { items } = await listRightsRequests(ctx, officer, 'YSJ', QUERY);
  expect(items).toMatchObject([{ requestId: number, kind: 'correction', status: 'open' }]);

  const found = await getRightsRequest(ctx, officer, 'YSJ', number);
  expect(found.answers).toContainEqual({ label: '应当改成什么', text: '2019年全年正常缴费' });
});

/** Decides a demand by its letter, as far as its seal. */
async function sealedAnswer(number: string, fields: LetterDraft['fields']): Promise<LetterDetail> {
  const begun = await startCorrectionLetter(ctx, officer, 'YSJ', number);
  const draft: LetterDraft = {
    ...{ letter: 'correctionOfRecord', addressees: begun.addressees, serviceWay: 'post', request: null },
    fields: { ...begun.fields, ...fields },
  };
  const letter = await draftCorrectionLetter(ctx, officer, 'YSJ', number, { draft, correctsLetterId: null });
  const submitted = await submitLetter(ctx, officer, seen(letter));
  await expect(approveLetter(ctx, officer, seen(submitted))).rejects.toMatchObject({ code: 'FORBIDDEN' });
  const approved = await approveLetter(ctx, head, seen(submitted));
  const asked = await requestSeal(ctx, officer, seen(approved));
  const allowed = await decideSeal(ctx, head, seen(asked), { approves: true });
  return keepSealedLetter(ctx, officer, seen(allowed), 2, scan('sealed'));
}

const textOf = ({ text }: LetterDetail): string =>
  (text?.parts ?? []).flatMap(({ paragraphs }) => paragraphs).join('\n');

async function progressOf({ number, code }: { number: string; code: string }) {
  const browser = newBrowser(world);
  await browser.send(await browser.get('/progress'), '/progress', { number, code });
  return { browser, page: await browser.get('/progress/case') };
}

// 条例第四十一条: 有权更正的行政机关审核属实的，应当予以更正并告知申请人.
test('a demand is answered by its own letter, which another approves, with number, seal and service', async () => {
  world.at('2026-03-02T02:00:00Z');
  const sent = await fillIn('correction', CORRECTION);
  const { number } = sent;
  const plain = { outcome: 'corrected', text: '已经更正。', lastSeq: 1 } as const;
  await expect(answerRightsRequest(ctx, officer, 'YSJ', number, plain)).rejects.toMatchObject({
    code: 'NOT_IN_THIS_STATUS',
  });
  const ready = await sealedAnswer(number, {
    outcome: 'corrected',
    correctedOn: '2026-03-02',
    reasons: '缴费凭证与银行对账单一致，原记录系录入错误',
  });
  expect(ready).toMatchObject({ caseId: null, rightsRequestId: number, kind: 'correctionOfRecord' });
  expect(ready.documentNumber).toMatch(/〔2026〕\d+号$/);
  for (const said of [
    '参保证明里写我2019年断缴，应当改为：2019年全年正常缴费',
    '缴费凭证编号 2019-77',
    '本机关已于2026年3月2日更正',
    '《中华人民共和国政府信息公开条例》第四十一条',
    '原记录系录入错误',
    '行政复议',
  ])
    expect(textOf(ready)).toContain(said);
  // Not told before it is served.
  expect((await progressOf(sent)).page.text).toContain('正在核实办理');
  expect(await getRightsRequest(ctx, officer, 'YSJ', number)).toMatchObject({ status: 'open' });

  const posted = await serve(ready, '2026-03-02');
  expect(posted).toMatchObject({ status: 'served', servedOn: '2026-03-02' });
  expect(await getRightsRequest(ctx, officer, 'YSJ', number)).toMatchObject({
    status: 'answered',
    outcome: 'corrected',
  });
  await runJobsUntilIdle(ctx);
  const { browser, page } = await progressOf(sent);
  expect(faultsOf(parsePage(page.text))).toEqual([]);
  for (const said of ['已经更正', '机关发给您的文书', '信息更正告知书', ready.documentNumber ?? '?'])
    expect(page.text).toContain(said);
  const [fileId = ''] = [...page.text.matchAll(/href="\/progress\/files\/([^"]+)"/g)].map(([, id]) => id);
  const cookie = [...browser.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  const address = `http://localhost/progress/files/${fileId}`;
  expect((await app.request(address, { headers: { cookie } })).status).toBe(200);
  const other = (await progressOf(await fillIn('correction', CORRECTION))).browser;
  const others = [...other.cookies].map(([key, value]) => `${key}=${value}`).join('; ');
  expect((await app.request(address, { headers: { cookie: others } })).status).toBe(404);
  // 条例第五十条, law digest §1.6: a case type of its own, in no row of 表三.
  expect(await db.selectFrom('applicationCase').selectAll().execute()).toEqual([]);

  const { items } = await listLetters(
    ctx,
    officer,
    'YSJ',
    letterQuerySchema.parse({ rightsRequestId: number }),
  );
  expect(items).toMatchObject([{ letterId: ready.letterId, caseId: null, rightsRequestId: number }]);
}, 120_000);

// 条例第四十一条: 不属于本行政机关职能范围的，转送有权更正的行政机关处理并告知，或者告知申请人向有权更正的行政机关提出.
test('a demand that another organ must decide is passed on by a letter that names the organ', async () => {
  world.at('2026-03-03T02:00:00Z');
  const { number } = await fillIn('correction', CORRECTION);
  const fields = { outcome: 'forwarded', reasons: '参保记录由市社会保险经办机构管理' };
  await expect(sealedAnswer(number, fields)).rejects.toThrow('有权更正的机关');
  const organ = { name: '云泽市社会保险中心', contact: '0999-7654321' };
  const ready = await sealedAnswer(number, { ...fields, organ });
  expect(textOf(ready)).toContain('转送云泽市社会保险中心处理（联系方式：0999-7654321）');
  const served = await serve(ready, '2026-03-03');
  expect(await getRightsRequest(ctx, officer, 'YSJ', number)).toMatchObject({ outcome: 'forwarded' });

  // 国办公开办函〔2016〕235号: what came back by the own fault was no service, so the demand waits again.
  const [service] = served.services;
  const back = { on: parseLocalDate('2026-03-03'), cause: 'ownFault', note: '地址写错' } as const;
  const returned = await returnService(ctx, officer, seen(served), service?.serviceId ?? '', back);
  expect(await getRightsRequest(ctx, officer, 'YSJ', number)).toMatchObject({
    status: 'open',
    outcome: null,
  });
  await serve(returned, '2026-03-03');
  expect(await getRightsRequest(ctx, officer, 'YSJ', number)).toMatchObject({ outcome: 'forwarded' });
});

test('a demand has no other letter, a suggestion none, and whoever may not see it finds none', async () => {
  const { number } = await fillIn('correction', CORRECTION);
  const given = { draft: refusal(), correctsLetterId: null };
  await expect(draftCorrectionLetter(ctx, officer, 'YSJ', number, given)).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  const suggested = await fillIn('suggestion', { subject: { subject: '各街道养老服务设施清单' } });
  await expect(startCorrectionLetter(ctx, officer, 'YSJ', suggested.number)).rejects.toMatchObject({
    code: 'NOT_IN_THIS_STATUS',
  });
  const stranger = testActor({ id: 'clerk', roles: ['liaisonOfficer'], agencyCode: 'YSJ' });
  await expect(startCorrectionLetter(ctx, stranger, 'YSJ', number)).rejects.toMatchObject({
    code: 'NOT_FOUND',
  });
});

// 条例第四十四条第二款: nobody needs to say who he is.
test('a suggestion to publish needs no name', async () => {
  const { number, code } = await fillIn('suggestion', { subject: { subject: '各街道养老服务设施清单' } });
  expect(number).toBe('YSJ-JY-2026-0002');
  const { items } = await listRightsRequests(ctx, officer, 'YSJ', { ...QUERY, kind: 'suggestion' });
  expect(items).toHaveLength(2);
  // The law prescribes no letter for it: the answer is told on the page that number and code open.
  const given = { outcome: 'willPublish', text: '清单将于4月在本机关网站公开。', lastSeq: 1 } as const;
  await expect(
    answerRightsRequest(ctx, officer, 'YSJ', number, { ...given, outcome: 'corrected' }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await answerRightsRequest(ctx, officer, 'YSJ', number, given);
  await expect(answerRightsRequest(ctx, officer, 'YSJ', number, given)).rejects.toMatchObject({
    code: 'CHANGED_MEANWHILE',
  });
  expect((await progressOf({ number, code })).page.text).toContain('清单将于4月在本机关网站公开。');
});

test('what was demanded is sealed, and the records of it name nobody', async () => {
  const kept = JSON.stringify([
    await db.selectFrom('rightsRequest').selectAll().execute(),
    await db.selectFrom('rightsRequestEvent').selectAll().execute(),
    await db.selectFrom('auditPending').select('text').execute(),
  ]);
  expect(kept).not.toMatch(/申小明|断缴|13800001234/);
});
