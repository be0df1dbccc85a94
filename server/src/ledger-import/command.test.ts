import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { runCli } from '../cli.js';
import { makeAgency } from '../identity/factory.js';
import { openDatabase } from '../platform/database/open-database.js';

const folder = await mkdtemp(join(tmpdir(), 'gongkai-ledger-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, name);
const DATA = ['--data', path('data'), '--db', 'pglite'];

async function run(...argv: readonly string[]) {
  const written: string[] = [];
  const warned: string[] = [];
  const exit = await runCli(argv, {
    write: (text) => void written.push(text),
    warn: (text) => void warned.push(text),
    now: () => new Date('2024-12-31T04:00:00Z'),
  });
  return { exit, out: written.join('\n'), err: warned.join('\n') };
}

test(
  'from an empty directory: migrate, template, import, import again, export',
  { timeout: 120_000 },
  async () => {
    expect(await run('ledger', 'export', '--agency', 'YSJ', '--out', path('x.csv'), ...DATA)).toMatchObject({
      exit: 2,
    });
    expect((await run('migrate', ...DATA)).out).toContain('已升级：2026-11-21-ledgers');
    expect((await run('migrate', ...DATA)).out).toContain('无需升级');
    const { db, close } = await openDatabase({ kind: 'pglite', directory: path('data') });
    await makeAgency({ db });
    await close();

    await run('ledger', 'template', '--kind', 'cases', '--out', path('template.csv'));
    const [headings = ''] = (await readFile(path('template.csv'), 'utf8')).split('\r\n');
    const place = headings.replace('\ufeff', '').split(',');
    const row = place.map(() => '');
    for (const [heading, cell] of Object.entries({
      案件编号: 'A-1',
      申请人类别: '自然人',
      申请内容: '批复',
      提交方式: '当面提交',
      提交日期: '2024-03-01',
    })) {
      row[place.indexOf(heading)] = cell;
    }
    await writeFile(path('ledger.csv'), `${headings}\r\n${row.join(',')}`);
    const ledger = ['ledger', 'import', path('ledger.csv'), '--agency', 'YSJ', '--kind', 'cases', ...DATA];
    expect(await run(...ledger)).toEqual({ exit: 0, out: '已导入 1 行。', err: '' });
    expect((await run(...ledger)).out).toContain('已经导入过');
    await writeFile(path('wrong.csv'), `${headings}\r\n${row.join(',').replace('自然人', '外星人')}`);
    const wrong = await run(
      'ledger',
      'import',
      path('wrong.csv'),
      '--agency',
      'YSJ',
      '--kind',
      'cases',
      ...DATA,
    );
    expect(wrong.exit).toBe(1);
    expect(wrong.out).toContain('第 2 行“申请人类别”：“外星人”不认识');

    await run('ledger', 'export', '--agency', 'YSJ', '--year', '2024', '--out', path('out.csv'), ...DATA);
    expect(await readFile(path('out.csv'), 'utf8')).toContain('A-1,,自然人,批复,,,2024-03-01');
    expect(
      await run('ledger', 'export', '--agency', 'NONE', '--out', path('none.xlsx'), ...DATA),
    ).toMatchObject({ exit: 2 });
    expect(
      (await run('ledger', 'import', path('ledger.csv'), '--agency', 'YSJ', '--kind', 'x', ...DATA)).err,
    ).toContain('台账种类');
  },
);
