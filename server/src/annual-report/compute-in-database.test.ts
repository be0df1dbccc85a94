import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseLocalDate, type PresentedReport } from '@gongkai/core';
import { runCli } from '../cli.js';
import { migrate } from '../platform/database/migrate.js';
import { openDatabase } from '../platform/database/open-database.js';
import { computeFromLedger } from './compute-from-ledger.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';

const today = parseLocalDate('2026-11-21');
const ledger = readSeedLedger('city-bureau-2019');
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-report-'));
  const { db, close } = await openDatabase({ kind: 'pglite', directory: join(folder, 'data') });
  await migrate(db);
  await loadLedger(db, ledger, today);
  await close();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...argv: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exit = await runCli(argv, {
    write: (text) => void out.push(text),
    warn: (text) => void err.push(text),
    now: () => new Date('2026-11-21T04:00:00Z'),
  });
  return { exit, out: out.join('\n'), err: err.join('\n') };
}

test('the report of an agency is computed from the database, like from its ledger', async () => {
  const place = ['--data', join(folder, 'data')];
  const json = await run('report', 'compute', '--agency', 'CC-RS', '--year', '2019', '--json', ...place);
  expect([json.exit, json.err]).toEqual([0, '']);
  const report = JSON.parse(json.out) as PresentedReport;
  expect(report.tables.table3).toEqual(computeFromLedger(ledger, { year: 2019, today }).tables.table3);
  const plain = await run(
    'report',
    'compute',
    '--agency',
    'CC-RS',
    '--year',
    '2019',
    '--form',
    '2021',
    ...place,
  );
  expect(plain.exit).toBe(0);
  expect(plain.out).toContain(
    '2019 年度  2021 年格式  第 1 版 草稿，数字算至 2026-11-21（演示数据，均为虚构）',
  );
  expect(plain.out).toContain('公布之前：还没有核对，请提交核对。');
}, 120_000);

test('either the agency or the ledger, and one that there is', async () => {
  expect((await run('report', 'compute', '--year', '2019')).err).toContain('二者取一');
  const both = await run('report', 'compute', '--year', '2019', '--agency', 'A', '--ledger', 'x.json');
  expect([both.exit, both.err]).toEqual([2, expect.stringContaining('二者取一')]);
  const unknown = await run(
    'report',
    'compute',
    '--agency',
    'NONE',
    '--year',
    '2019',
    '--data',
    join(folder, 'data'),
  );
  expect([unknown.exit, unknown.err]).toEqual([2, expect.stringContaining('没有代码为“NONE”的机关')]);
}, 120_000);
