import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { createInboxApp } from '../inbox-server.js';
import { createKeyring } from '../platform/secrets/keyring.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import { openBrowser } from '../sign-in/testing/browser.js';
import { saveInboxAgencies } from './inbox-queries.js';
import { OPEN_GUIDE } from './testing/guide.js';
import { addPeer, exportPackages, ownNode } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, keyring: createKeyring() });
const office = ownNode({ keyring: createKeyring() });
await addPeer(ctx, { ...office, name: '云山局', role: 'office' });
await inTransaction(db, (trx) =>
  saveInboxAgencies(trx, office.nodeId, [
    { code: 'YSJ', name: '云泽市云山局', guide: OPEN_GUIDE },
    { code: 'SLJ', name: '云泽市水利局', guide: { ...OPEN_GUIDE, isOnlineOpen: false } },
  ]),
);
const app = createInboxApp(ctx);
/** Invented; its last character fits. */
const IDENTITY = '11010119900307002X';

test('the node outside has forms and progress, and nothing of the office', async () => {
  for (const path of [
    '/',
    '/progress',
    '/agencies/YSJ',
    '/agencies/SLJ',
    '/agencies/YSJ/apply',
    '/agencies/YSJ/correction',
    '/agencies/YSJ/suggestion',
    '/privacy',
  ]) {
    const response = await app.request(path);
    expect(response.status, path).toBe(200);
    if (path !== '/privacy') expect(faultsOf(parsePage(await response.text())), path).toEqual([]);
  }
  const home = parsePage(await (await app.request('/')).text());
  const within = home
    .all('a')
    .flatMap(({ attribs: { href = '' } }) => (/^\/(?!\/)/.test(href) ? [href] : []));
  expect(within.length).toBeGreaterThan(3);
  for (const path of within) expect((await app.request(path)).status, path).toBe(200);
  for (const path of [
    '/console',
    '/console/',
    '/sign-in',
    '/api/v1/agencies',
    '/api/v1/openapi.json',
    '/agencies/NONE',
    '/agencies/NONE/apply',
    '/agencies/YSJ/opinion?token=AAAAAAAAAAAAAAAA',
  ])
    expect((await app.request(path)).status, path).toBe(404);
});

test('an application is asked for what is missing, then has a number and a code that open its progress', async () => {
  const browser = openBrowser(app);
  const form = '/agencies/YSJ/apply';
  const page = await browser.get(form);
  const typed = {
    applicantClass: 'naturalPerson',
    name: '时敬之',
    telephone: '13900000000',
    request: '云山路的规划',
  };
  const refused = await browser.send(page, form, { ...typed, identityNumber: '110101199003070000' });
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(refused.text).toContain('时敬之');
  const sent = await browser.send(page, form, { ...typed, identityNumber: IDENTITY });
  const reference = /SJ-20260302-[A-Z0-9]{6}/.exec(sent.text)?.[0] ?? '';
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(sent.text.replace(reference, ''))?.[0] ?? '';
  expect(sent.text).toContain('双方确认之日视为收到申请之日');
  const ask = async () => {
    await browser.send(await browser.get('/progress'), '/progress', { reference, code });
    return browser.get('/progress/case');
  };
  const shown = await ask();
  expect(shown.text).toContain('等待转交');
  expect(faultsOf(parsePage(shown.text))).toEqual([]);
  expect(await exportPackages(ctx)).toHaveLength(1);
  const later = await ask();
  expect(later.text).not.toContain('等待转交');
  expect(later.text).not.toContain('时敬之');
  expect(later.text).not.toContain('云山路');
  // Without the session nothing can be opened by its address.
  expect((await openBrowser(app).get('/progress/case')).text).not.toContain(reference);
});

test('an agency that takes no applications over the net says where else to apply (条例第十二条)', async () => {
  const page = await app.request('/agencies/SLJ');
  expect(await page.text()).toContain('云山路9号');
  expect((await app.request('/agencies/SLJ/apply')).status).toBeGreaterThanOrEqual(400);
});

test('a suggestion is asked for what is missing, then has a number and a code (条例第四十四条)', async () => {
  const browser = openBrowser(app);
  const form = '/agencies/YSJ/suggestion';
  const page = await browser.get(form);
  const refused = await browser.send(page, form, { reason: '大家都关心' });
  expect(refused.text).toContain('请写明建议公开什么信息');
  expect(refused.text).toContain('大家都关心');
  const sent = await browser.send(page, form, { subject: '公交线路调整方案', reason: '大家都关心' });
  const reference = /SJ-20260302-[A-Z0-9]{6}/.exec(sent.text)?.[0] ?? '';
  const code = /[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(sent.text.replace(reference, ''))?.[0] ?? '';
  expect(sent.text).not.toContain('双方确认之日');
  await browser.send(await browser.get('/progress'), '/progress', { reference, code });
  const shown = await browser.get('/progress/case');
  expect(shown.text).toContain('等待转交机关');
  expect(shown.text).not.toContain('公交线路');
  expect(faultsOf(parsePage(shown.text))).toEqual([]);
  expect((await app.request('/agencies/SLJ/correction')).status).toBeGreaterThanOrEqual(400);
});

test('a form takes several files at a time, and says so when there are too many', async () => {
  const form = '/agencies/YSJ/suggestion';
  const page = await app.request(form);
  const text = await page.text();
  const cookie = page.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ');
  const post = (count: number) => {
    const body = new FormData();
    for (const [, name = '', value = ''] of text.matchAll(
      /<input\s+type="hidden"\s+name="([^"]+)"[^>]*?\svalue="([^"]*)"/g,
    ))
      body.set(name, value);
    body.set('subject', '公交线路调整方案');
    body.set('reason', '大家都关心');
    for (let n = 1; n <= count; n += 1) body.append('file', new Blob([`第${n}份材料`]), `材料${n}.txt`);
    return app.request(form, { method: 'POST', body, headers: { cookie, 'sec-fetch-site': 'same-origin' } });
  };
  const countParts = async () =>
    (await db.selectFrom('exchangeMessage').select('kind').where('kind', '=', 'applicantFile').execute())
      .length;
  const before = await countParts();
  const sent = await post(3);
  expect(await sent.text()).toMatch(/SJ-20260302-[A-Z0-9]{6}/);
  expect(await countParts()).toBe(before + 3);
  const refused = await post(11);
  expect(refused.status).toBeGreaterThanOrEqual(400);
  expect(await refused.text()).toContain('一次最多上传10个文件');
  expect(await countParts()).toBe(before + 3);
});
