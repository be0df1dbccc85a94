import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { openFileHost } from '../platform/files/file-host.js';
import { EICAR, MOST_BYTES, startScanner } from '../platform/files/testing/scanner.js';
import { storeFile } from './service.js';

// The whole way of an upload past the scanner: the real clamd where this machine has one, else its protocol.

const scanner = await startScanner();
const folder = await mkdtemp(join(tmpdir(), 'gongkai-scanned-'));
afterAll(async () => {
  await scanner.stop();
  await rm(folder, { recursive: true, force: true });
});
const { db } = await openTestDatabase();
const files = openFileHost({ directory: folder, s3: null, scanner: scanner.address });
const ctx = testContext({ db, files });
await makeAgency(ctx);

const store = (text: string) =>
  storeFile(ctx, testActor(), {
    ...{ agencyCode: 'YSJ', purpose: 'caseAttachment', fileName: '一.txt', content: [Buffer.from(text)] },
  });

async function storedObjects(): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of files.store.list()) keys.push(key);
  return keys;
}

test('it is clamd where clamd is installed', () => {
  expect(scanner.isReal).toBe(existsSync('/usr/sbin/clamd') || existsSync('/usr/local/sbin/clamd'));
});

test('a clean file is kept, and its row says that it was scanned', async () => {
  const { fileId } = await store('平安'.repeat(100_000));
  const { rows } = await sql`select is_virus_scanned from stored_file where file_id = ${fileId}`.execute(db);
  expect(rows).toEqual([{ isVirusScanned: true }]);
});

test('an infected one is refused, leaves nothing behind and is on record', async () => {
  const before = await storedObjects();
  await expect(store(`${'a'.repeat(100_000)}${EICAR}`)).rejects.toMatchObject({
    code: 'FILE_REFUSED',
    details: { reason: 'virus' },
  });
  expect(await storedObjects()).toEqual(before);
  expect(await readdir(files.incoming)).toEqual([]);
  const { rows } = await sql<{ text: string }>`
    select text from audit_pending where kind = 'file.refused'`.execute(db);
  expect(rows.map(({ text }) => JSON.parse(text) as object)).toMatchObject([
    { outcome: 'refused', details: { reason: 'virus' } },
  ]);
});

test('one that is longer than the scanner takes is kept out', async () => {
  const before = await storedObjects();
  await expect(store('a'.repeat(MOST_BYTES + 1_000_000))).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
  });
  expect(await storedObjects()).toEqual(before);
});
