import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { actorWithEveryRole, operatorActor, parseLocalDate } from '@gongkai/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { handInForCheck, publishReport, reviseReport } from '../annual-report/service.js';
import { loadLedger, readSeedLedger } from '../annual-report/testing/load-ledger.js';
import { exportSource } from '../site-source.js';
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
