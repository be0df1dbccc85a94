import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChild } from '../../../testing/child-process.js';
import { migrate, requireMigrated } from './migrate.js';
import { openDatabase } from './open-database.js';

const OPENER = new URL('../../../testing/open-and-wait.ts', import.meta.url);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-pglite-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a new directory is made, kept, and opened again', { timeout: 120_000 }, async () => {
  const config = { kind: 'pglite', directory: join(folder, 'new') } as const;
  const first = await openDatabase(config);
  await migrate(first.db);
  await sql`create table note (text text)`.execute(first.db);
  await sql`insert into note values (${'甲'})`.execute(first.db);
  expect(first.durability).toMatchObject({ survivesCrash: true, survivesPowerCut: false });
  expect(first.durability.note).toContain('断电');
  await first.close();

  const second = await openDatabase(config);
  await requireMigrated(second.db);
  expect((await sql`select * from note`.execute(second.db)).rows).toEqual([{ text: '甲' }]);
  await expect(openDatabase(config)).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
  await second.close();
});

test(
  'another process is refused while one has it, and may have it after that was killed',
  { timeout: 120_000 },
  async () => {
    const config = { kind: 'pglite', directory: join(folder, 'shared') } as const;
    const opener = startChild(OPENER, [JSON.stringify(config)]);
    await opener.waitFor('open');
    await expect(openDatabase(config)).rejects.toMatchObject({
      code: 'DATABASE_LOCKED',
      details: { pid: opener.process.pid },
    });
    await opener.kill();
    const database = await openDatabase(config);
    expect((await sql`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }]);
    await database.close();
  },
);

test('files that were cut off while they were made are made anew', { timeout: 120_000 }, async () => {
  const directory = join(folder, 'cut-off');
  await mkdir(join(directory, 'pglite/base'), { recursive: true });
  await writeFile(join(directory, 'pglite/PG_VERSION'), '18\n');
  const database = await openDatabase({ kind: 'pglite', directory });
  await migrate(database.db);
  await database.close();
});

test('files of another major version are refused in plain Chinese, and left alone', async () => {
  const directory = join(folder, 'old');
  await mkdir(join(directory, 'pglite'), { recursive: true });
  await writeFile(join(directory, 'pglite/PG_VERSION'), '17\n');
  await expect(openDatabase({ kind: 'pglite', directory })).rejects.toMatchObject({
    code: 'DATABASE_UNAVAILABLE',
    details: { found: '17', expected: '18' },
  });
});

test('a server that does not answer is named as the reason', async () => {
  await expect(openDatabase({ kind: 'server', url: 'postgresql://a@127.0.0.1:1/b' })).rejects.toThrow(
    '不能打开数据库：数据库服务器没有应答',
  );
});
