import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startChild } from '../../../testing/child-process.js';
import { isNativeAsked } from '../../../testing/test-database.js';
import { migrate } from './migrate.js';
import { openDatabase } from './open-database.js';
import { findPostgresql } from './postgresql-binaries.js';
import { accountForPostgresql, runAs } from './system-account.js';

const OPENER = new URL('../../../testing/open-and-wait.ts', import.meta.url);

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-native-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function fakePostgresql(name: string, version: string): Promise<string> {
  const bin = join(folder, name);
  await mkdir(bin);
  for (const program of ['initdb', 'postgres', 'pg_ctl']) {
    await writeFile(join(bin, program), `#!/bin/sh\necho "postgres (PostgreSQL) ${version}"\n`, {
      mode: 0o755,
    });
  }
  return bin;
}

describe('finding PostgreSQL', () => {
  test('none is refused with what to install', async () => {
    await expect(findPostgresql(null, { path: join(folder, 'nothing'), packaged: [] })).rejects.toThrow(
      '本机没有安装 PostgreSQL',
    );
  });

  test('one that is too old is refused with its version', async () => {
    const path = await fakePostgresql('old', '13.4 (Debian)');
    await expect(findPostgresql(null, { path, packaged: [] })).rejects.toThrow('版本是 13，需要 15 或以上');
  });

  test('the newest is taken, unless the files are of another', async () => {
    const path = `${await fakePostgresql('new15', '15.1')}:${await fakePostgresql('new17', '17beta1')}`;
    expect((await findPostgresql(null, { path, packaged: [] })).majorVersion).toBe(17);
    expect((await findPostgresql(15, { path, packaged: [] })).majorVersion).toBe(15);
    await expect(findPostgresql(16, { path, packaged: [] })).rejects.toThrow('请安装 PostgreSQL 16');
  });
});

// Registered only where the run is on PostgreSQL: `npm run test:native`.
if (isNativeAsked())
  describe('a cluster of our own', { timeout: 120_000 }, () => {
    const isUp = async (directory: string): Promise<boolean> => {
      const { folder: bin } = await findPostgresql(null);
      const args = ['status', '--pgdata', join(directory, 'postgresql')];
      const account = await accountForPostgresql();
      return runAs(join(bin, 'pg_ctl'), args, { account }).then(
        () => true,
        () => false,
      );
    };
    const postmaster = async (directory: string): Promise<string | undefined> =>
      (await readFile(join(directory, 'postgresql/postmaster.pid'), 'utf8')).split('\n')[0];

    test('writes to the disk, listens on no network, and is stopped by who started it', async () => {
      const config = { kind: 'native', directory: join(folder, 'own') } as const;
      const database = await openDatabase(config);
      const { rows } = await sql`
      select current_setting('fsync') as fsync, current_setting('listen_addresses') as addresses,
        current_setting('data_checksums') as checksums, datcollate as collate
      from pg_database where datname = current_database()
    `.execute(database.db);
      expect(rows).toEqual([{ fsync: 'on', addresses: '', checksums: 'on', collate: 'C.UTF-8' }]);
      expect(database.durability.survivesPowerCut).toBe(true);
      await database.close();
      expect(await isUp(config.directory)).toBe(false);
    });

    test('a postmaster that outlived our killed process is used on, then stopped', async () => {
      const config = { kind: 'native', directory: join(folder, 'adopted') } as const;
      const opener = startChild(OPENER, [JSON.stringify(config)]);
      await opener.waitFor('open');
      const before = await postmaster(config.directory);
      await opener.kill();
      const database = await openDatabase(config);
      expect(await postmaster(config.directory)).toBe(before);
      await migrate(database.db);
      await database.close();
      expect(await isUp(config.directory)).toBe(false);
    });

    test('a second process joins, and leaves the server to the first', async () => {
      const config = { kind: 'native', directory: join(folder, 'joined') } as const;
      const opener = startChild(OPENER, [JSON.stringify(config)]);
      await opener.waitFor('open');
      const guest = await openDatabase(config);
      await guest.close();
      expect(await isUp(config.directory)).toBe(true);
      await opener.kill();
      await (await openDatabase(config)).close();
    });

    test('a server that somebody else started is used and left running', async () => {
      const config = { kind: 'native', directory: join(folder, 'theirs') } as const;
      await (await openDatabase(config)).close();
      const { folder: bin } = await findPostgresql(null);
      const account = await accountForPostgresql();
      const common = ['--wait', '--silent', '--pgdata', join(config.directory, 'postgresql')];
      await runAs(join(bin, 'pg_ctl'), ['start', ...common, '--log', '/dev/null'], { account });
      await (await openDatabase(config)).close();
      expect(await isUp(config.directory)).toBe(true);
      await runAs(join(bin, 'pg_ctl'), ['stop', ...common], { account });
    });

    test('a whole tree that was killed starts again', async () => {
      const config = { kind: 'native', directory: join(folder, 'killed') } as const;
      const opener = startChild(OPENER, [JSON.stringify(config)]);
      await opener.waitFor('open');
      const pid = await postmaster(config.directory);
      await opener.kill();
      process.kill(Number(pid), 'SIGKILL');
      const database = await openDatabase(config);
      expect((await sql`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }]);
      await database.close();
    });

    // Only root runs the cluster as another user.
    if (process.getuid?.() === 0)
      test('a directory that the other user cannot enter is refused', async () => {
        const closed = join(folder, 'closed');
        await mkdir(closed, { mode: 0o700 });
        await expect(openDatabase({ kind: 'native', directory: join(closed, 'data') })).rejects.toThrow(
          '不能进入数据目录',
        );
      });
  });
