import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { diskStore } from './disk-store.js';
import type { LocalFile, ObjectStore } from './object-store.js';
import { receiveFile } from './receive-file.js';
import { s3Store } from './s3-store.js';
import { startObjectStorage } from './testing/object-storage.js';

const folder = await mkdtemp(join(tmpdir(), 'gongkai-stores-'));
const storage = await startObjectStorage();
const s3 = storage.settings;

afterAll(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

/** Where a server listens from now on. */
async function portOf(listener: Server): Promise<number> {
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  return (listener.address() as AddressInfo).port;
}

async function fileOf(bytes: Uint8Array): Promise<LocalFile> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const path = join(folder, sha256);
  await writeFile(path, bytes);
  return { path, size: bytes.byteLength, sha256 };
}

async function read(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function keysOf(store: ObjectStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key, modifiedAt } of store.list()) {
    expect(Math.abs(modifiedAt.getTime() - Date.now())).toBeLessThan(60_000);
    keys.push(key);
  }
  return keys.sort();
}

describe.each<[string, () => ObjectStore]>([
  ['disk', () => diskStore(join(folder, 'objects'))],
  ['s3', () => s3Store(s3)],
])('on %s', (_, openStore) => {
  let store: ObjectStore;
  beforeAll(() => (store = openStore()));

  test('an empty store lists nothing', async () => {
    expect(await keysOf(store)).toEqual([]);
  });

  test('what was put comes back, whole and in part', async () => {
    const bytes = randomBytes(3_000_000);
    await store.put('ab/one', await fileOf(bytes));
    expect((await read(await store.open('ab/one'))).equals(bytes)).toBe(true);
    const part = await read(await store.open('ab/one', { start: 1_000, end: 1_999_999 }));
    expect(part.equals(bytes.subarray(1_000, 2_000_000))).toBe(true);
  });

  test('an empty file is a file', async () => {
    await store.put('cd/empty', await fileOf(Buffer.alloc(0)));
    expect(await read(await store.open('cd/empty'))).toHaveLength(0);
  });

  test('all are listed, and what is removed is gone', async () => {
    expect(await keysOf(store)).toEqual(['ab/one', 'cd/empty']);
    await store.remove('ab/one');
    await store.remove('ab/one');
    expect(await keysOf(store)).toEqual(['cd/empty']);
    await expect(store.open('ab/one')).rejects.toThrow();
  });
});

describe('object storage', () => {
  test('more objects than one answer lists', { timeout: 60_000 }, async () => {
    const store = s3Store({ ...s3, prefix: 'many/' });
    const empty = await fileOf(Buffer.alloc(0));
    for (let start = 0; start < 900; start += 15) {
      await Promise.all(Array.from({ length: 15 }, (_, index) => store.put(`k${start + index}`, empty)));
    }
    expect(await keysOf(store)).toHaveLength(900);
  });

  test('wrong keys are refused in plain Chinese, and nothing of them is told', async () => {
    const store = s3Store({ ...s3, secretAccessKey: 'wrong-secret' });
    const put = store.put('x', await fileOf(Buffer.from('x')));
    await expect(put).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
    await expect(put).rejects.not.toThrow(/wrong-secret/);
  });

  test('content that was changed on its way is refused', async () => {
    const file = await fileOf(Buffer.from('甲'));
    await writeFile(file.path, '乙');
    await expect(s3Store(s3).put('y', file)).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });

  test('a server that is not there', async () => {
    const empty = createServer();
    const port = await portOf(empty);
    await new Promise((resolve) => empty.close(resolve));
    const store = s3Store({ ...s3, origin: `http://127.0.0.1:${port}` });
    await expect(store.open('x')).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });
});

test('a file of 300 MB passes through 60 MB of memory', { timeout: 120_000 }, async () => {
  const piece = randomBytes(1_000_000);
  function* content(): Generator<Uint8Array> {
    for (let count = 0; count < 300; count += 1) yield piece;
  }
  const before = process.memoryUsage();
  let most = 0;
  const watch = setInterval(() => {
    const { rss } = process.memoryUsage();
    most = Math.max(most, rss - before.rss);
  }, 20);
  const received = await receiveFile(join(folder, 'incoming'), content(), 400_000_000);
  const store = diskStore(join(folder, 'large'));
  await store.put('large', received);
  let size = 0;
  for await (const chunk of await store.open('large')) size += (chunk as Buffer).byteLength;
  clearInterval(watch);
  expect(size).toBe(300_000_000);
  expect(most).toBeLessThan(60_000_000);
  expect(await readdir(join(folder, 'incoming'))).toEqual([]);
});
