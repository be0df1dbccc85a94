import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli.js';
import { migrate } from '../platform/database/migrate.js';
import { openDatabase } from '../platform/database/open-database.js';
import { readReport } from './import/read-report.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';

const folder = await mkdtemp(join(tmpdir(), 'gongkai-export-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const directory = join(folder, 'data');
const out = join(folder, 'files');

async function run(...argv: readonly string[]) {
  const written: string[] = [];
  const warned: string[] = [];
  const options = [
    '--agency',
    'CC-RS',
    '--year',
    '2019',
    '--out',
    out,
    '--data',
    directory,
    '--db',
    'pglite',
  ];
  const exit = await runCli(['report', 'export', ...options, ...argv], {
    write: (text) => void written.push(text),
    warn: (text) => void warned.push(text),
    now: () => new Date('2026-11-21T04:00:00Z'),
  });
  return { exit, out: written.join('\n'), err: warned.join('\n') };
}

async function onDatabase(work: (db: Awaited<ReturnType<typeof openDatabase>>['db']) => Promise<unknown>) {
  const { db, close } = await openDatabase({ kind: 'pglite', directory });
  try {
    await work(db);
  } finally {
    await close();
  }
}

test('files are written with their digests; one that would read otherwise is not, and the exit code says so', async () => {
  await onDatabase(async (db) => {
    await migrate(db);
    await loadLedger(db, readSeedLedger('city-bureau-2019'), parseLocalDate('2026-11-21'));
  });

  const fine = await run('--to', 'docx,json', '--json');
  expect(fine).toMatchObject({ exit: 0, err: '' });
  const { status, files, findings } = JSON.parse(fine.out) as {
    status: string;
    files: { format: string; path: string; sha256: string }[];
    findings: unknown[];
  };
  expect([status, files.map(({ format }) => format), findings]).toEqual(['draft', ['docx', 'json'], []]);
  for (const { path, sha256 } of files) {
    const bytes = await readFile(path);
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    expect((await readReport(bytes)).tables.table3?.newReceived?.total).toBe(224);
  }
  expect(await readdir(out)).toHaveLength(2);

  expect(await run('--to', 'docx,doc')).toMatchObject({
    exit: 2,
    err: expect.stringContaining('不能导出“doc”格式') as string,
  });

  await onDatabase((db) =>
    sql`
      update attested_figure set value = 1e21
      where agency_id = 'CC-RS' and year = 2019 and row_key = 'normativeDocuments' and column_key = 'made'`.execute(
      db,
    ),
  );
  const refused = await run('--to', 'html');
  expect(refused.exit).toBe(1);
  expect(refused.out).toMatch(/X-1.*html文件中表二“规范性文件”的“本年新制作数量”/);
  expect(await readdir(out)).toHaveLength(2);
}, 120_000);
