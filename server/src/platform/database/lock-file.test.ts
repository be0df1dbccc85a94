import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startChild } from '../../../testing/child-process.js';
import { takeLock } from './lock-file.js';

const HOLDER = new URL('../../../testing/hold-lock.ts', import.meta.url);

let folder = '';
let count = 0;
const newPath = (): string => {
  count += 1;
  return join(folder, `${count}.lock`);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-lock-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('a second process is refused, in plain Chinese that names the first', async () => {
  const path = newPath();
  const holder = startChild(HOLDER, [path]);
  await holder.waitFor('held');
  const refused = takeLock(path);
  await expect(refused).rejects.toMatchObject({
    code: 'DATABASE_LOCKED',
    details: { pid: holder.process.pid },
  });
  await expect(refused).rejects.toThrow(`数据目录正由进程 ${String(holder.process.pid)} 使用`);
  await holder.kill();
});

test('the lock of a killed process is taken over, and nothing of it is left', async () => {
  const path = newPath();
  const holder = startChild(HOLDER, [path]);
  await holder.waitFor('held');
  await holder.kill();
  const lock = await takeLock(path);
  await lock.release();
  expect((await readdir(folder)).filter((name) => name.startsWith(`${count}.`))).toEqual([]);
});

test('of many that find a dead lock at once, one gets it', async () => {
  const path = newPath();
  const holder = startChild(HOLDER, [path]);
  await holder.waitFor('held');
  await holder.kill();
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => takeLock(path)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('the number of a dead process given to a new one does not keep the lock', async () => {
  const path = newPath();
  const lock = await takeLock(path);
  const text = await readFile(path, 'utf8');
  await lock.release();
  await writeFile(path, text.replace(/"startedAt":"[^"]*"/, '"startedAt":"another boot:1"'));
  await (await takeLock(path)).release();
});

test('the same process is told that it has it already', async () => {
  const path = newPath();
  const lock = await takeLock(path);
  await expect(takeLock(path)).rejects.toThrow('已由本进程');
  await lock.release();
  await (await takeLock(path)).release();
});

test('the lock of another machine is never taken over', async () => {
  const path = newPath();
  const lock = await takeLock(path);
  const text = await readFile(path, 'utf8');
  await lock.release();
  await writeFile(
    path,
    text.replace(/"host":"[^"]*"/, '"host":"另一台"').replace(/"pid":\d+/, '"pid":999999'),
  );
  await expect(takeLock(path)).rejects.toThrow('另一台主机 另一台 上的进程 999999');
});

test('a lock that cannot be read is left alone', async () => {
  const path = newPath();
  await writeFile(path, '{"pid":');
  await expect(takeLock(path)).rejects.toMatchObject({ code: 'DATABASE_LOCKED' });
  expect(await readFile(path, 'utf8')).toBe('{"pid":');
});
