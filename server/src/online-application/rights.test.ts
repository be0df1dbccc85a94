import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { getGuide, saveGuide } from './guide.js';
import { answerRightsRequest, getRightsRequest, listRightsRequests } from './rights.js';
import { codesOf, newBrowser, openOnlineWorld } from './testing/online-world.js';

const world = await openOnlineWorld();
const { ctx } = world;
const { db } = ctx;
const officer = testActor();
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
  const { number, code } = await fillIn('correction', CORRECTION);
  expect(number).toBe('YSJ-GZ-2026-0001');
  expect(await db.selectFrom('applicationCase').selectAll().execute()).toEqual([]);
  expect(await db.selectFrom('caseYear').selectAll().execute()).toEqual([]);
  const { items } = await listRightsRequests(ctx, officer, 'YSJ', QUERY);
  expect(items).toMatchObject([{ requestId: number, kind: 'correction', status: 'open' }]);

  const found = await getRightsRequest(ctx, officer, 'YSJ', number);
  expect(found.answers).toContainEqual({ label: '应当改成什么', text: '2019年全年正常缴费' });
  const answer = {
    outcome: 'forwarded',
    text: '已转送市社保中心，并告知您。',
    lastSeq: found.lastSeq,
  } as const;
  await expect(
    answerRightsRequest(ctx, officer, 'YSJ', number, { ...answer, outcome: 'willPublish' }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await answerRightsRequest(ctx, officer, 'YSJ', number, answer);
  await expect(answerRightsRequest(ctx, officer, 'YSJ', number, answer)).rejects.toMatchObject({
    code: 'CHANGED_MEANWHILE',
  });

  const browser = newBrowser(world);
  await browser.send(await browser.get('/progress'), '/progress', { number, code });
  const { text } = await browser.get('/progress/case');
  expect(text).toContain('已转送有权更正的行政机关');
  expect(text).toContain('已转送市社保中心，并告知您。');
});

// 条例第四十四条第二款: nobody needs to say who he is.
test('a suggestion to publish needs no name', async () => {
  const { number } = await fillIn('suggestion', { subject: { subject: '各街道养老服务设施清单' } });
  expect(number).toBe('YSJ-JY-2026-0001');
  const { items } = await listRightsRequests(ctx, officer, 'YSJ', { ...QUERY, kind: 'suggestion' });
  expect(items).toHaveLength(1);
});

test('what was demanded is sealed, and the records of it name nobody', async () => {
  const kept = JSON.stringify([
    await db.selectFrom('rightsRequest').selectAll().execute(),
    await db.selectFrom('rightsRequestEvent').selectAll().execute(),
    await db.selectFrom('auditPending').select('text').execute(),
  ]);
  expect(kept).not.toMatch(/申小明|断缴|13800001234/);
});

// 条例第十二条第二款 names what a guide must hold.
test('the guide names what it lacks, and two who edit it at once do not overwrite each other', async () => {
  const first = await getGuide(ctx, 'YSJ');
  expect(first.missing).toEqual(['办公地址', '办公时间', '传真号码']);
  const { missing: _, updatedOn: _day, ...guide } = first;
  const whole = {
    ...guide,
    officeAddress: '云泽市人民路1号',
    officeHours: '工作日9:00至17:00',
    fax: '0999-7654321',
  };
  expect(await saveGuide(ctx, officer, 'YSJ', whole)).toMatchObject({ revision: 1, missing: [] });
  await expect(saveGuide(ctx, officer, 'YSJ', whole)).rejects.toMatchObject({ code: 'CHANGED_MEANWHILE' });
  const page = await newBrowser(world).get('/agencies/YSJ/guide');
  for (const word of ['云泽市人民路1号', '工作日9:00至17:00', '0999-7654321', '分类'])
    expect(page.text).toContain(word);
});

test('an agency that closes this channel still offers counter and mail (国办公开办函〔2017〕19号)', async () => {
  const { missing: _, updatedOn: _day, ...guide } = await getGuide(ctx, 'YSJ');
  const browser = newBrowser(world);
  const open = await browser.get('/agencies/YSJ/apply');
  await saveGuide(ctx, officer, 'YSJ', { ...guide, isOnlineOpen: false });
  const page = await browser.get('/agencies/YSJ/apply');
  expect(page.text).toContain('当面提交或者邮寄');
  expect(page.text).not.toContain('在网上填写');
  expect((await browser.send(open, '/agencies/YSJ/apply', {})).status).toBe(409);
});
