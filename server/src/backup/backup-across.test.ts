import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, describe, expect, test } from 'vitest';
import { writer as caseWriter } from '../../testing/case-writer.js';
import { writer as fileWriter } from '../../testing/file-writer.js';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openEmbeddedTestDatabase, openTestDatabase } from '../../testing/test-database.js';
import { writeAlong } from '../../testing/write-along.js';
import { verifyChainsAgainst } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { countRows, digestTable } from '../platform/database/table-catalogue.js';
import { dataTables } from '../platform/database/table-transfer.js';
import { openFileHost, type FileSettings } from '../platform/files/file-host.js';
import { startObjectStorage } from '../platform/files/testing/object-storage.js';
import { storeFile } from '../storage/service.js';
import type { Manifest } from './archive.js';
import { readBackupFile, writeBackupFile } from './backup-file.js';
import { restoreBackup } from './restore-backup.js';
import { backupStream } from './stream.js';

// From one kind of database and storage into another. `npm run test:native` runs it with PostgreSQL as "this run's"
// database, so that backups go from PGlite into PostgreSQL and the other way.

const folder = mkdtempSync(join(tmpdir(), 'gongkai-across-'));
const storage = await startObjectStorage();
afterAll(async () => {
  await storage.close();
  await rm(folder, { recursive: true, force: true });
});

const NOTHING = { identities: [], passphrase: null };
const AGENCY = 'YSJ';
/** What a restore itself writes or ends. */
const CHANGED_BY_RESTORE = ['audit_pending', 'account_session'];

type Place = 'disk' | 's3';

/** Files of a name of its own on disk, or below a prefix of its own in the bucket. */
function filesAt(place: Place, name: string): FileSettings {
  const s3 = place === 's3' ? { ...storage.settings, prefix: `${name}/` } : null;
  return { directory: join(folder, name, 'files'), s3, scanner: null };
}

function contextOf(db: Connection, files: FileSettings): AppContext {
  return testContext({ db, files: openFileHost(files), now: () => new Date() });
}

async function backUp(ctx: AppContext, name: string): Promise<{ path: string; manifest: Manifest }> {
  const path = join(folder, `${name}.backup`);
  return { path, manifest: await writeBackupFile(backupStream(ctx, { keyFile: null }), path, null) };
}

function restoreInto(ctx: AppContext, { path, manifest }: { path: string; manifest: Manifest }) {
  const tar = readBackupFile(path, NOTHING);
  return restoreBackup(ctx, { manifest, tar, keepKeys: () => Promise.resolve() });
}

/** Rows of each table against the manifest, each chain to its end, each file against its digest. */
async function requireWhole(ctx: AppContext, manifest: Manifest): Promise<void> {
  for (const table of await dataTables(ctx.db)) {
    if (CHANGED_BY_RESTORE.includes(table.name)) continue;
    const told = manifest.tables.find(({ name }) => name === table.name);
    expect([table.name, await digestTable(ctx.db, table)]).toEqual([
      table.name,
      { count: told?.rows, digest: told?.digest },
    ]);
  }
  const verdicts = await verifyChainsAgainst(ctx.db, manifest.chains);
  expect(verdicts.map(({ fault }) => fault)).toEqual(verdicts.map(() => null));
  expect(verdicts.reduce((sum, { records }) => sum + records, 0)).toBeGreaterThan(0);
  const { rows } = await sql<{ objectKey: string; sha256: string }>`
    select object_key, sha256 from stored_file where removed_at is null`.execute(ctx.db);
  expect(rows).toHaveLength(manifest.files.count);
  for (const { objectKey, sha256 } of rows) {
    const hash = createHash('sha256');
    for await (const chunk of await ctx.files.store.open(objectKey)) hash.update(chunk as Buffer);
    expect([objectKey, hash.digest('hex')]).toEqual([objectKey, sha256]);
  }
}

const openings = { embedded: openEmbeddedTestDatabase, 'this run’s': openTestDatabase } as const;
type Kind = keyof typeof openings;

describe.each<[Kind, Place, Kind, Place]>([
  ['embedded', 's3', 'this run’s', 'disk'],
  ['this run’s', 'disk', 'embedded', 's3'],
  ['this run’s', 's3', 'this run’s', 's3'],
])('a backup of the %s database with files on %s, under load', (fromKind, fromPlace, intoKind, intoPlace) => {
  test(
    `restores into the ${intoKind} database with files on ${intoPlace}`,
    { timeout: 240_000 },
    async () => {
      const name = `${fromKind === 'embedded' ? 'e' : 'r'}-${fromPlace}-${intoPlace}`;
      const { db } = await openings[fromKind]();
      const source = contextOf(db, filesAt(fromPlace, name));
      await caseWriter.prepare(db, '');
      const actor = testActor();
      const store = (text: string) =>
        storeFile(source, actor, {
          ...{ agencyCode: AGENCY, purpose: 'caseAttachment', fileName: '一.txt' },
          content: [Buffer.from(text)],
        });
      await store('');
      await store('乙'.repeat(60_000));
      const cases = writeAlong(caseWriter, db, '');
      const stopping = new AbortController();
      const storing = (async () => {
        for (let count = 0; !stopping.signal.aborted; count += 1) await store(`第${count}份`);
      })();
      while (cases.acknowledged.length < 3) await wait(20);
      const confirmed = [...cases.acknowledged];
      const kept = await countRows(db, 'stored_file');
      const backup = await backUp(source, name);
      stopping.abort();
      await storing;
      await cases.stop();
      expect(backup.manifest.files.count).toBeGreaterThanOrEqual(kept);
      expect(backup.manifest.files.damaged).toEqual([]);

      const target = contextOf((await openings[intoKind]()).db, filesAt(intoPlace, `${name}-restored`));
      const restored = await restoreInto(target, backup);
      expect(restored).toMatchObject({ files: backup.manifest.files.count, chainFaults: [] });
      await requireWhole(target, backup.manifest);
      expect(await caseWriter.findFaults(target.db, confirmed, '')).toEqual([]);
    },
  );
});

test('goes there and back again with the same rows and files', { timeout: 240_000 }, async () => {
  const { db } = await openEmbeddedTestDatabase();
  const first = contextOf(db, filesAt('s3', 'first'));
  await fileWriter.prepare(db, '');
  for (const text of ['甲', '乙'.repeat(40_000)]) {
    await storeFile(first, testActor(), {
      ...{ agencyCode: AGENCY, purpose: 'caseAttachment', fileName: '一.txt' },
      content: [Buffer.from(text)],
    });
  }
  const there = await backUp(first, 'there');
  const second = contextOf((await openTestDatabase()).db, filesAt('disk', 'second'));
  await restoreInto(second, there);
  const back = await backUp(second, 'back');
  const third = contextOf((await openEmbeddedTestDatabase()).db, filesAt('s3', 'third'));
  await restoreInto(third, back);
  await requireWhole(third, back.manifest);
  // Both audit tables hold one record more for each restore and its sealing; all others are what they were.
  const isAudit = (name: string): boolean => name.startsWith('audit_');
  const told = ({ tables }: Manifest) =>
    tables.filter(({ name }) => !isAudit(name)).map(({ name, rows, digest }) => ({ name, rows, digest }));
  expect(told(back.manifest)).toEqual(told(there.manifest));
  expect(back.manifest.files).toEqual(there.manifest.files);
  // The chains of the first go on in the third, and its ends are found there.
  const verdicts = await verifyChainsAgainst(third.db, there.manifest.chains);
  expect(verdicts.map(({ fault }) => fault)).toEqual(verdicts.map(() => null));
});

test('into an object storage that refuses, nothing is restored', { timeout: 120_000 }, async () => {
  const { db } = await openEmbeddedTestDatabase();
  const source = contextOf(db, filesAt('disk', 'refused'));
  await fileWriter.prepare(db, '');
  await storeFile(source, testActor(), {
    ...{ agencyCode: AGENCY, purpose: 'caseAttachment', fileName: '一.txt', content: [Buffer.from('甲')] },
  });
  const backup = await backUp(source, 'refused');
  const settings = filesAt('s3', 'refused');
  const wrong = { ...storage.settings, secretAccessKey: 'wrong-secret' };
  const target = (await openTestDatabase()).db;
  await expect(restoreInto(contextOf(target, { ...settings, s3: wrong }), backup)).rejects.toMatchObject({
    code: 'STORAGE_UNAVAILABLE',
  });
  for (const { name } of await dataTables(target))
    expect([name, await countRows(target, name)]).toEqual([name, 0]);
  // With the right keys the same place takes it.
  const restored = await restoreInto(contextOf(target, settings), backup);
  expect(restored.files).toBe(1);
});

test('an object that the storage has lost is named, not passed over', { timeout: 120_000 }, async () => {
  const { db } = await openTestDatabase();
  const source = contextOf(db, filesAt('s3', 'lost'));
  await fileWriter.prepare(db, '');
  for (const text of ['甲', '乙']) {
    await storeFile(source, testActor(), {
      ...{ agencyCode: AGENCY, purpose: 'caseAttachment', fileName: '一.txt', content: [Buffer.from(text)] },
    });
  }
  const { rows } = await sql<{ objectKey: string }>`select object_key from stored_file`.execute(db);
  const lost = rows[0]?.objectKey ?? '';
  await source.files.store.remove(lost);
  const { manifest } = await backUp(source, 'lost');
  expect(manifest.files).toMatchObject({ count: 2, damaged: [lost] });
});
