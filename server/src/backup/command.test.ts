import { mkdtempSync } from 'node:fs';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { runCli } from '../cli.js';
import { readConfig } from '../config.js';
import { startServer } from '../main.js';
import { makeAgency } from '../identity/factory.js';
import { openFile, storeFile } from '../storage/service.js';

const folder = mkdtempSync(join(tmpdir(), 'gongkai-backup-command-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(...argv: string[]): Promise<{ out: string; err: string; exit: number }> {
  const lines: string[] = [];
  const warnings: string[] = [];
  const exit = await runCli(argv, {
    write: (text) => void lines.push(text),
    warn: (text) => void warnings.push(text),
  });
  return { out: lines.join('\n'), err: warnings.join('\n'), exit };
}

const at = (name: string): string => join(folder, name);
const start = (place: string) =>
  startServer(
    readConfig({ port: '0', data: at(place) }, { LOG_LEVEL: 'silent', NODE_ENV: 'test' }),
    pino({ level: 'silent' }),
  );

test('backs up through the running server and off line, and restores with or without the keys', async () => {
  const server = await start('first');
  let fileId: string;
  try {
    const { context } = server;
    await makeAgency({ db: context.db });
    const content = [Buffer.from('甲')];
    const file = { agencyCode: 'YSJ', purpose: 'caseAttachment', fileName: '一.txt', content } as const;
    ({ fileId } = await storeFile(context, testActor(), file));
    expect((await stat(at('first/control.sock'))).mode & 0o777).toBe(0o600);

    const busy = await run('backup', '--data', at('first'), '--out', at('busy.backup'));
    expect(busy).toMatchObject({ exit: 0, err: '' });
    expect(busy.out).toContain('经由正在运行的服务备份');
    expect(busy.out).toContain('没有加密');
    expect(busy.out).toMatch(/不含密钥 k-/);

    // Keys beside what they open would make sealing useless.
    const bare = await run('backup', '--data', at('first'), '--out', at('bare.backup'), '--with-keys');
    expect(bare.exit).toBe(2);
    expect(bare.err).toContain('没有加密');

    const made = await run('backup-key', '--out', at('key.txt'));
    const recipient = /age1[a-z0-9]+/.exec(made.out)?.[0] ?? '';
    expect((await stat(at('key.txt'))).mode & 0o777).toBe(0o600);
    const sealed = await run(
      ...['backup', '--data', at('first'), '--out', at('sealed.backup')],
      ...['--with-keys', '--recipient', recipient],
    );
    expect(sealed).toMatchObject({ exit: 0, err: '' });
    expect(sealed.out).toContain('已加密');
  } finally {
    await server.stop();
  }

  const still = await run('backup', '--data', at('first'), '--out', at('still.backup'));
  expect(still).toMatchObject({ exit: 0, err: '' });
  expect(still.out).toContain('服务没有运行');

  const looked = await run('restore', '--from', at('busy.backup'), '--data', at('nothing'), '--check');
  expect(looked).toMatchObject({ exit: 0, err: '' });
  await expect(stat(at('nothing'))).rejects.toThrow();

  const closed = await run('restore', '--from', at('sealed.backup'), '--data', at('second'));
  expect(closed.exit).toBe(2);
  expect(closed.err).toContain('--identity');
  const opened = await run(
    ...['restore', '--from', at('sealed.backup'), '--data', at('second'), '--identity', at('key.txt')],
  );
  expect(opened).toMatchObject({ exit: 0, err: '' });
  expect(opened.out).toContain('逐表相符');
  expect(opened.out).toContain('与数据库相符');
  expect(await readFile(at('second/keys.json'))).toEqual(await readFile(at('first/keys.json')));

  // Without the keys it says so, and starts once they are there.
  const keyless = await run('restore', '--from', at('still.backup'), '--data', at('third'));
  expect(keyless.exit).toBe(0);
  expect(keyless.err).toContain('还缺密钥文件');
  await expect(start('third')).rejects.toThrow('没有找到密钥文件');
  await writeFile(at('third/keys.json'), await readFile(at('first/keys.json')), { mode: 0o600 });
  const again = await start('third');
  try {
    expect(
      (
        await openFile(again.context, 'YSJ', fileId, {
          viewer: testActor(),
          record: { kind: 'case', agencyCode: 'YSJ' },
          reach: 'inside',
        })
      ).fileName,
    ).toBe('一.txt');
    expect((await fetch(`${again.url}/ready`)).status).toBe(200);
  } finally {
    await again.stop();
  }
  const full = await run('restore', '--from', at('still.backup'), '--data', at('third'));
  expect(full.exit).toBe(2);
  expect(full.err).toContain('不是空的');
}, 240_000);

test('what is no backup is refused before anything is made', async () => {
  await writeFile(at('other.txt'), '这不是备份');
  const told = await run('restore', '--from', at('other.txt'), '--data', at('fourth'));
  expect(told.exit).toBe(2);
  expect(told.err).toContain('损坏');
  await expect(stat(at('fourth'))).rejects.toThrow();
});
