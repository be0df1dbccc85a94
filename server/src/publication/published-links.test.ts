import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { linkQuerySchema, parseLocalDate, type LinkQuery } from '@gongkai/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsOfSheet } from '../../testing/rows-of-sheet.js';
import { recordedKinds } from '../../testing/recorded-kinds.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { createJobRegistry } from '../platform/jobs/job-kind.js';
import { documentMaker } from './factory.js';
import { registerPublicationJobs } from './jobs.js';
import { checkDraftLinks, checkPublishedLinks, tryLinkAgain } from './published-links.js';
import {
  exportPublishedLinks,
  getDocument,
  listPublishedLinks,
  recheckLink,
  startChange,
  withdrawDocument,
} from './service.js';

const { db } = await openTestDatabase();
const CODE = 'YSJ';
const asked: { method: string; url: string; cookie: string | undefined; agent: string | undefined }[] = [];
let isRepaired = false;
let isOpen = true;
const server = createServer((request, response) => {
  const { method = '', url = '', headers } = request;
  asked.push({ method, url, cookie: headers.cookie, agent: headers['user-agent'] });
  if (!isOpen) request.destroy();
  else if (url === '/moved') response.writeHead(301, { location: '/fine' }).end();
  else if (url === '/get-only') response.writeHead(method === 'HEAD' ? 405 : 200).end('page');
  else if (url === '/missing') response.writeHead(isRepaired ? 200 : 404).end();
  else if (url === '/gone') response.writeHead(410).end();
  else if (url === '/forbidden') response.writeHead(403).end();
  else if (url === '/overloaded') response.writeHead(503).end();
  else if (url === '/inside')
    response.writeHead(302, { location: `http://127.0.0.1:${innerPort}/admin` }).end();
  else if (url === '/metadata')
    response.writeHead(302, { location: 'http://169.254.169.254/latest/meta-data/' }).end();
  else if (url === '/round') response.writeHead(302, { location: '/round' }).end();
  else if (url === '/large') {
    response.writeHead(method === 'HEAD' ? 501 : 200);
    response.write('x'.repeat(1000));
  } else if (url !== '/silent') response.writeHead(200, { 'set-cookie': 'a=b' }).end('page');
});
let innerAsked = 0;
const inner = createServer((_, response) => {
  innerAsked += 1;
  response.end('secret');
});
for (const one of [server, inner])
  await new Promise<void>((resolve) => void one.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
const { port: innerPort } = inner.address() as AddressInfo;
const host = `127.0.0.1:${port}`;
const at = (path: string): string => `http://${host}${path}`;
afterAll(() => {
  for (const one of [server, inner]) {
    one.closeAllConnections();
    one.close();
  }
});

const base = testContext({ db });
const linkCheck = { isOn: true, trustedHosts: [host], pauseMs: 0, timeoutMs: 300 };
/** As on a day; the setting allows the test's own host and no other that is inside. */
function on(day: string, change: Partial<typeof linkCheck> = {}) {
  const now = () => new Date(`${day}T02:40:00+08:00`);
  return {
    ...base,
    now,
    today: () => parseLocalDate(day),
    web: { ...base.web, linkCheck: { ...linkCheck, ...change } },
  };
}

const editor = testActor({ roles: ['editor', 'officeHead'], agencyCode: CODE, id: 'editor' });
const reviewer = testActor({
  roles: ['officeHead', 'secrecyReviewer', 'legalityReviewer', 'agencyHead'],
  agencyCode: CODE,
  id: 'reviewer',
});
const first = on('2026-03-02');
const maker = documentMaker(first, { agencyCode: CODE, author: editor, reviewer });
const PATHS = [
  ...['/fine', '/moved', '/get-only', '/large', '/missing', '/gone', '/forbidden', '/overloaded'],
  ...['/silent', '/inside', '/metadata', '/round'],
];
let target = '';
let page = '';
beforeAll(async () => {
  await makeAgency({ db }, { code: CODE, name: '云泽市人力资源和社会保障局' });
  target = await maker.publish({ title: '被链接的信息' });
  page = await maker.publish({
    title: '办事网站一览',
    body: [...PATHS.map(at), `/agencies/${CODE}/items/${target}`].join('\n'),
  });
});

const listed = async (query: Partial<LinkQuery> = {}, ctx = first) =>
  listPublishedLinks(ctx, editor, CODE, linkQuerySchema.parse(query));
const states = async (): Promise<Record<string, string>> => {
  const found: Record<string, string> = {};
  for (const state of ['untried', 'open', 'failing', 'broken', 'unjudged'] as const)
    for (const { address } of (await listed({ state })).items)
      found[address.replace(`http://${host}`, '')] = state;
  return found;
};

describe('where published documents lead', () => {
  test('is not asked of the outside unless the operator has turned it on', async () => {
    await checkPublishedLinks(on('2026-03-01', { isOn: false }));
    expect(asked).toEqual([]);
    const found = await listed({ state: 'untried' }, on('2026-03-01', { isOn: false }));
    expect([found.isOn, found.items.length]).toEqual([false, PATHS.length]);
  });

  test('where no host answers, nothing is judged and the list says so', async () => {
    isOpen = false;
    await checkPublishedLinks(on('2026-03-01'));
    isOpen = true;
    const { lastRun, broken, failing } = await listed();
    expect([lastRun?.reachedNothing, broken, failing]).toEqual([true, 0, 0]);
    expect((await states())['/missing']).toBe('untried');
  });

  test('once gone is to be looked at again; refusals, overloads, silence and inner addresses are not judged', async () => {
    asked.length = 0;
    await checkPublishedLinks(first);
    expect(await states()).toEqual({
      ...{ '/fine': 'open', '/moved': 'open', '/get-only': 'open', '/large': 'open' },
      ...{ '/missing': 'failing', '/gone': 'failing' },
      ...{ '/forbidden': 'unjudged', '/overloaded': 'unjudged', '/silent': 'unjudged' },
      ...{ '/inside': 'unjudged', '/metadata': 'unjudged', '/round': 'unjudged' },
      [`/agencies/${CODE}/items/${target}`]: 'open',
    });
    expect(innerAsked).toBe(0);
    expect(
      asked.every(({ cookie, agent }) => cookie === undefined && agent?.startsWith('gongkai') === true),
    ).toBe(true);
    expect(asked.filter(({ url }) => url === '/fine').map(({ method }) => method)).toContain('HEAD');
    expect((await listed()).lastRun).toMatchObject({ tried: PATHS.length, reachedNothing: false });
  });

  test('a second look on the same day changes nothing, on another day it is broken', async () => {
    await checkPublishedLinks(first);
    expect((await listed({ state: 'broken' })).items).toEqual([]);
    await checkPublishedLinks(on('2026-03-03'));
    const { items, broken } = await listed({ state: 'broken', sort: 'title' });
    expect(
      items.map(({ address, goneOn, answer, title, place }) => [address, goneOn, answer, title, place]),
    ).toEqual(
      expect.arrayContaining([
        [at('/missing'), '2026-03-02', '网站回答 404', '办事网站一览', 'body'],
        [at('/gone'), '2026-03-02', '网站回答 410', '办事网站一览', 'body'],
      ]),
    );
    expect([items.length, broken]).toEqual([2, 2]);
  });

  test('stands among the findings of the document, as a warning', async () => {
    const { findings } = await getDocument(first, editor, CODE, page);
    const links = findings.filter(({ rule }) => rule === 'links.broken');
    expect(links.map(({ severity, place }) => [severity, place])).toEqual([
      ['warning', 'body'],
      ['warning', 'body'],
    ]);
  });

  test('is narrowed, ordered and cut into pages by the server', async () => {
    expect((await listed({ q: '/gone' })).items.map(({ address }) => address)).toEqual([at('/gone')]);
    expect((await listed({ kind: 'internal' })).items).toEqual([]);
    expect((await listed({ until: parseLocalDate('2026-03-01') })).items).toEqual([]);
    const one = await listed({ limit: 1 });
    const two = await listed({ limit: 1, after: one.next ?? '' });
    expect([one.items.length, two.items.length, two.next]).toEqual([1, 1, null]);
    expect(one.items[0]?.linkId).not.toBe(two.items[0]?.linkId);
  });

  test('leaves as a sheet with the rows of the list and its filters', async () => {
    const exported = async (query: Partial<LinkQuery>) =>
      rowsOfSheet(await exportPublishedLinks(first, editor, CODE, linkQuerySchema.parse(query)));
    const [head, ...rows] = await exported({});
    expect(head).toEqual([
      ...['链接', '种类', '状态', '检查结果', '发现打不开', '检查次数', '信息', '编号', '位置'],
    ]);
    expect(rows.map((row) => row[0])).toEqual((await listed()).items.map(({ address }) => address));
    expect(rows.length).toBe(2);
    const [, gone, ...others] = await exported({ q: '/gone', kind: 'external' });
    expect(gone?.filter((_, index) => index !== 5)).toEqual([
      ...[at('/gone'), '站外', '失效', '网站回答 410', '2026-03-02', '办事网站一览', page, '正文'],
    ]);
    expect(others).toEqual([]);
    expect((await exported({ kind: 'internal' })).length).toBe(1);
  });

  test('is looked at again when somebody asks, by a job and on record', async () => {
    const [link] = (await listed({ q: '/missing' })).items;
    const linkId = link?.linkId ?? '';
    await expect(recheckLink(on('2026-03-04', { isOn: false }), editor, CODE, linkId)).rejects.toMatchObject({
      code: 'NOT_IN_THIS_STATUS',
    });
    asked.length = 0;
    await recheckLink(on('2026-03-04'), editor, CODE, linkId);
    expect(asked).toEqual([]);
    expect(await recordedKinds(db)).toContain('document.linkRechecked');
    isRepaired = true;
    await tryLinkAgain(on('2026-03-04'), { agencyId: CODE, linkId });
    expect((await states())['/missing']).toBe('open');
    const stranger = testActor({ roles: ['editor'], agencyCode: 'GAJ' });
    await expect(recheckLink(first, stranger, CODE, linkId)).rejects.toMatchObject({ code: 'FORBIDDEN' });
  });

  test('a withdrawn item that others lead to is broken at once; what a withdrawn page leads to is forgotten', async () => {
    await withdrawDocument(first, editor, CODE, target, '发布有误');
    await checkPublishedLinks(on('2026-03-05'));
    const { items } = await listed({ kind: 'internal' });
    expect(items.map(({ state, answer, documentId }) => [state, answer, documentId])).toEqual([
      ['broken', '链接的信息已经撤回', page],
    ]);
    await startChange(on('2026-03-05'), editor, CODE, page, '更新链接');
    expect((await listed({ kind: 'internal' })).items.length).toBe(1);
    await withdrawDocument(on('2026-03-05'), editor, CODE, page, '停办');
    expect((await listed({ kind: 'internal' })).items).toEqual([]);
    await checkPublishedLinks(on('2026-05-05'));
    expect(await db.selectFrom('webLink').select('address').execute()).toEqual([]);
  });
});

test('where a draft leads is tried when it is handed in', async () => {
  const documentId = await maker.drafted({ title: '待审的文稿', body: `详见 ${at('/gone')}。` });
  await maker.sign(documentId);
  const jobs = await db.selectFrom('job').select(['kind', 'payload']).execute();
  expect(jobs).toContainEqual({
    kind: 'publication.checkDraftLinks',
    payload: { agencyId: CODE, documentId },
  });
  await checkDraftLinks(on('2026-03-06'), { agencyId: CODE, documentId });
  const { findings } = await getDocument(first, editor, CODE, documentId);
  expect(findings.map(({ message }) => message)).toContain(
    `链接 ${at('/gone')} 打不开：网站回答 410。请核对，系统会改日再查一次。`,
  );
});

test('it is done every night', () => {
  const registry = createJobRegistry();
  registerPublicationJobs(registry);
  expect(registry.schedules.find(({ name }) => name === 'publication.checkLinks')?.slot).toEqual({
    dailyAt: '02:40',
  });
});
