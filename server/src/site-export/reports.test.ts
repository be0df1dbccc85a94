import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorWithEveryRole, operatorActor, parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { editSection, handInForCheck, publishReport, reviseReport } from '../annual-report/service.js';
import { loadLedger, readSeedLedger } from '../annual-report/testing/load-ledger.js';
import { exportSource } from '../site-source.js';
import { searchPublic } from '../search/service.js';
import { exportSite } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const source = exportSource(ctx);
const out = await mkdtemp(join(tmpdir(), 'gongkai-site-reports-'));
const key = { agencyId: 'YZ-01', year: 2019 };
const PAGE = `agencies/${key.agencyId}/reports/${key.year}`;
/** Of the seed ledger: the applications of the year, as the report words them. */
const FIGURE = '共收到政府信息公开申请224件';

beforeAll(async () => {
  const ledger = readSeedLedger('city-bureau-2019');
  const agency = { ...ledger.agency, code: key.agencyId };
  await loadLedger(db, { ...ledger, agency }, parseLocalDate('2026-11-21'));
});
afterAll(() => rm(out, { recursive: true, force: true }));

async function run(): Promise<ReadonlyMap<string, string>> {
  await exportSite(ctx, source, {
    out,
    baseUrl: 'https://www.yunze.gov.cn',
    serviceUrl: null,
    isFull: false,
  });
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries.filter((one) => one.isFile())) {
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(out.length + 1), await readFile(path, 'utf8'));
  }
  return files;
}

const SCRIPT = new URL('../../assets/search.js', import.meta.url).href;

/** What the script of the search page finds in the files of the index: titles, each with its page. */
async function found(typed: string): Promise<string[]> {
  const script = (await import(SCRIPT)) as {
    search: (typed: string, load: unknown) => Promise<{ hits: unknown[] }>;
    readHits: (hits: unknown[], load: unknown) => Promise<[string, string, string, unknown, string][]>;
  };
  const load = async (name: string): Promise<unknown> =>
    JSON.parse(await readFile(join(out, 'search/index', name), 'utf8'));
  const { hits } = await script.search(typed, load);
  const entries = await script.readHits(hits, load);
  for (const [, , , , url] of entries) await stat(join(out, decodeURIComponent(url), 'index.html'));
  return entries.map(([title, , , , url]) => `${title} ${url}`);
}

/** What nginx answers 410 for, and what is to be deleted where only new files are carried over. */
async function told(list: 'gone' | 'removed'): Promise<string[]> {
  return (await readFile(join(out, `.gongkai/${list}.txt`), 'utf8'))
    .split('\n')
    .filter((line) => line !== '');
}

/** A new version in the place of the last, with a sentence more in its first section. */
async function replaceReport(sentence: string): Promise<void> {
  const { sections } = await reviseReport(ctx, operatorActor(), key);
  const [first] = sections;
  if (first === undefined) throw new Error('the report has sections');
  const template = `${first.template.replaceAll(/\n[^\n]*数目另行说明。/g, '')}\n${sentence}`;
  const edit = { number: first.number, template, revision: first.revision };
  await editSection(ctx, operatorActor(), key, edit);
  await handInForCheck(ctx, operatorActor(), key);
  await publishReport(ctx, actorWithEveryRole('a', '顾示文'), key);
}

const pathsWith = (files: ReadonlyMap<string, string>, words: string): string[] =>
  [...files].filter(([, text]) => text.includes(words)).map(([path]) => path);

test('a report is exported from its publication on, never its drafts, and an earlier version is marked as such', async () => {
  const draft = await run();
  expect(pathsWith(draft, FIGURE)).toEqual([]);
  expect([...draft.keys()].filter((path) => path.startsWith(PAGE))).toEqual([]);

  await handInForCheck(ctx, operatorActor(), key);
  expect(pathsWith(await run(), FIGURE)).toEqual([]);

  await publishReport(ctx, actorWithEveryRole('a', '顾示文'), key);
  const first = await run();
  expect(first.get(`${PAGE}/index.html`)).toContain(FIGURE);
  expect(first.get(`agencies/${key.agencyId}/index.html`)).toContain('reports/2019');
  expect(first.get('reports/index.html')).toContain('reports/2019');

  await reviseReport(ctx, operatorActor(), key);
  const revising = await run();
  expect(pathsWith(revising, '第2版')).toEqual([]);
  expect(revising.get(`${PAGE}/index.html`)).toBe(first.get(`${PAGE}/index.html`));

  await handInForCheck(ctx, operatorActor(), key);
  await publishReport(ctx, actorWithEveryRole('a', '顾示文'), key);
  const second = await run();
  expect(second.get(`${PAGE}/index.html`)).toContain('第2版');
  // What stands at the address is the version in force; the earlier one is kept under its number and says so.
  const earlier = [...second].filter(([path]) => path.startsWith(PAGE) && path.includes('version-1'));
  for (const [path, text] of earlier.filter(([name]) => name.endsWith('.html')))
    expect(text, path).toMatch(/已有新的版本|不是最新|第1版/);
});

describe('the search of the exported site and its reports', () => {
  /** Of the seed ledger's agency. */
  const TITLE = /年政府信息公开工作年度报告 agencies\/YZ-01\/reports\/2019\/$/;

  test('finds a report by its title and by its text, as the live search does', async () => {
    for (const typed of ['政府信息公开工作年度报告', '224件']) {
      const live = await searchPublic(db, typed, {}, { page: 1, size: 20 });
      expect(
        live?.hits.map(({ kind }) => kind),
        typed,
      ).toEqual(['report']);
      const hits = await found(typed);
      expect(hits, typed).toHaveLength(1);
      expect(hits[0], typed).toMatch(TITLE);
    }
    expect(await found('没有的词语')).toEqual([]);
  });

  test('nothing is written again while nothing has changed', async () => {
    const again = await exportSite(ctx, source, {
      ...{ out, baseUrl: 'https://www.yunze.gov.cn', serviceUrl: null, isFull: false },
    });
    expect(again).toMatchObject({ isFull: false, indexFiles: 0, removed: 0 });
  });

  test('finds the words of the version in force, and those of the replaced one no longer', async () => {
    await replaceReport('苍鹭数目另行说明。');
    await run();
    expect(await found('苍鹭数目')).toHaveLength(1);
    const [hit] = await found('苍鹭数目');
    expect(hit).toMatch(TITLE);
    await replaceReport('白鹳数目另行说明。');
    const now = await run();
    expect(await found('苍鹭')).toEqual([]);
    expect(await found('白鹳数目')).toHaveLength(1);
    expect(now.get(`${PAGE}/index.html`)).not.toContain('苍鹭');
    const live = await searchPublic(db, '苍鹭', {}, { page: 1, size: 20 });
    expect(live?.hits.filter(({ kind }) => kind === 'report')).toEqual([]);
  });
});

test('a report that is public no longer is gone from every file at the next run, and told to the servers', async () => {
  const before = await run();
  const files = [...before.keys()].filter((path) => path.startsWith(PAGE));
  expect(files.length).toBeGreaterThan(0);
  const earlier = [...before.keys()].filter((path) => path.startsWith(`search/index/base`));
  expect(earlier.length).toBeGreaterThan(0);
  // As after the restoration of an older backup: no use case takes a published report back.
  await sql`create table kept_report as select * from annual_report`.execute(db);
  await sql`update annual_report set status = 'checked', tables = null, published_on = null`.execute(db);
  const after = await run();
  for (const words of [FIGURE, '白鹳', '鹳数']) expect(pathsWith(after, words), words).toEqual([]);
  expect([...after.keys()].filter((path) => path.startsWith(PAGE))).toEqual([]);
  expect(after.get(`agencies/${key.agencyId}/index.html`)).not.toContain('reports/2019');
  expect(after.get('reports/index.html')).not.toContain('reports/2019');
  expect(await found('政府信息公开工作年度报告')).toEqual([]);
  const removed = await told('removed');
  for (const path of files) expect(removed).toContain(path);
  expect(await told('gone')).toContain(`/${PAGE}/`);

  // Made public again, its address is given out as before.
  await sql`
    update annual_report r set status = k.status, tables = k.tables, published_on = k.published_on
    from kept_report k where k.agency_id = r.agency_id and k.year = r.year and k.version = r.version`.execute(
    db,
  );
  const again = await run();
  expect(again.get(`${PAGE}/index.html`)).toContain(FIGURE);
  expect(await found('白鹳数目')).toHaveLength(1);
  expect(await told('gone')).not.toContain(`/${PAGE}/`);
  expect(await told('removed')).not.toContain(`${PAGE}/index.html`);
});

test('without a service on the web, links to forms lead to a page that says so', async () => {
  const files = await run();
  const home = files.get(`agencies/${key.agencyId}/index.html`) ?? '';
  expect(home).toMatch(/href="\.\.\/\.\.\/service\/"/);
  expect(files.get('service/index.html')).toContain('这个网站只供查阅');
  expect(files.get('large/service/index.html')).toContain('这个网站只供查阅');
});
