import { randomUUID } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { copyFile, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
import { openFileHost } from '../platform/files/file-host.js';
import { openFile, storeFile } from '../storage/service.js';
import type { Manifest } from './archive.js';
import { readBackupFile, writeBackupFile } from './backup-file.js';
import { makeBackupKey } from './encryption.js';
import { backUpInto } from './jobs.js';
import { checkArchive } from './read-archive.js';
import { restoreBackup } from './restore-backup.js';
import { backupStream } from './stream.js';

const folder = mkdtempSync(join(tmpdir(), 'gongkai-backup-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const NOTHING = { identities: [], passphrase: null };
const AGENCY = 'YSJ';
const ACTOR = testActor();

function contextOf(db: Connection, place: string): AppContext {
  const files = openFileHost({ directory: join(folder, place, 'files'), s3: null, scanner: null });
  return testContext({ db, files, now: () => new Date() });
}

function restoreFrom(ctx: AppContext, path: string, manifest: Manifest) {
  return restoreBackup(ctx, {
    manifest,
    tar: readBackupFile(path, NOTHING),
    keepKeys: () => Promise.resolve(),
  });
}

async function isEmpty(db: Connection): Promise<boolean> {
  for (const { name } of await dataTables(db)) if ((await countRows(db, name)) > 0) return false;
  return true;
}

async function codeOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => 'done',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

describe('a backup while others write', () => {
  const path = join(folder, 'busy.backup');
  let manifest: Manifest;
  let source: AppContext;
  let before: { readonly cases: string[]; readonly files: string[] };

  beforeAll(async () => {
    source = contextOf((await openTestDatabase()).db, 'busy');
    await caseWriter.prepare(source.db, '');
    await fileWriter.prepare(source.db, join(folder, 'busy'));
    const cases = writeAlong(caseWriter, source.db, join(folder, 'busy'));
    const files = writeAlong(fileWriter, source.db, join(folder, 'busy'));
    const wrote = (count: number) => () =>
      Math.min(cases.acknowledged.length, files.acknowledged.length) >= count;
    while (!wrote(3)()) await wait(20);
    before = { cases: [...cases.acknowledged], files: [...files.acknowledged] };
    manifest = await writeBackupFile(backupStream(source, { keyFile: null }), path, null);
    // They were writing all the while.
    const during = cases.acknowledged.length + files.acknowledged.length;
    expect(during).toBeGreaterThan(before.cases.length + before.files.length);
    await cases.stop();
    await files.stop();
  }, 180_000);

  test('is restored with all that was confirmed before it began, nothing by halves', async () => {
    const target = contextOf((await openEmbeddedTestDatabase()).db, 'restored');
    const restored = await restoreFrom(target, path, manifest);
    expect(restored).toMatchObject({ files: manifest.files.count, chainFaults: [], upgraded: [] });
    expect(restored.records).toBeGreaterThan(0);
    expect(await caseWriter.findFaults(target.db, before.cases, '')).toEqual([]);
    expect(await fileWriter.findFaults(target.db, before.files, join(folder, 'restored'))).toEqual([]);
    const verdicts = await verifyChainsAgainst(target.db, manifest.chains);
    expect(verdicts.map(({ fault }) => fault)).toEqual(verdicts.map(() => null));
    expect(manifest.chains.map(({ chain }) => chain)).toContain(AGENCY);
    // And is used on.
    const file = {
      agencyCode: AGENCY,
      purpose: 'caseAttachment',
      fileName: '一.txt',
      content: [Buffer.from('甲')],
    } as const;
    const stored = await storeFile(target, ACTOR, file);
    expect(
      (
        await openFile(target, AGENCY, stored.fileId, {
          viewer: ACTOR,
          record: { kind: 'case', agencyCode: AGENCY },
          reach: 'inside',
        })
      ).size,
    ).toBe(3);
  }, 120_000);

  test('is restored on the same kind of database as it came from', async () => {
    const target = contextOf((await openTestDatabase()).db, 'same-kind');
    await restoreFrom(target, path, manifest);
    for (const table of await dataTables(target.db)) {
      // The restoring itself is on record, and nobody stays signed in.
      if (['audit_pending', 'account_session'].includes(table.name)) continue;
      const told = manifest.tables.find(({ name }) => name === table.name);
      expect(await digestTable(target.db, table)).toEqual({ count: told?.rows, digest: told?.digest });
    }
  }, 120_000);

  test('goes to an empty database alone', async () => {
    const rows = await countRows(source.db, 'application_case');
    expect(await codeOf(restoreFrom(source, path, manifest))).toBe('DATABASE_NOT_EMPTY');
    expect(await countRows(source.db, 'application_case')).toBe(rows);
  });

  test('that fails half-way leaves no row and no file', async () => {
    const target = contextOf((await openEmbeddedTestDatabase()).db, 'half');
    let puts = 0;
    const { store } = target.files;
    const failing: AppContext = {
      ...target,
      files: {
        ...target.files,
        store: {
          ...store,
          put: async (key, file) => {
            puts += 1;
            if (puts === 3) throw new Error('disk full');
            await store.put(key, file);
          },
        },
      },
    };
    await expect(restoreFrom(failing, path, manifest)).rejects.toThrow('disk full');
    expect(await isEmpty(target.db)).toBe(true);
    const left: string[] = [];
    for await (const { key } of store.list()) left.push(key);
    expect(left).toEqual([]);
    // So that it can be tried again.
    await restoreFrom(target, path, manifest);
  }, 120_000);

  test('does not take away files that were there before', async () => {
    const target = contextOf((await openEmbeddedTestDatabase()).db, 'kept');
    await restoreFrom(target, path, manifest);
    const again = contextOf((await openEmbeddedTestDatabase()).db, 'kept');
    const broken = {
      ...manifest,
      chains: manifest.chains.map((head) => ({ ...head, hash: 'f'.repeat(64) })),
    };
    expect(await codeOf(restoreFrom(again, path, broken))).toBe('DATABASE_DIFFERENT');
    expect(await isEmpty(again.db)).toBe(true);
    expect(await fileWriter.findFaults(target.db, before.files, join(folder, 'kept'))).toEqual([]);
  }, 120_000);
});

describe('a backup file', () => {
  const plain = join(folder, 'plain.backup');
  const sealed = join(folder, 'sealed.backup');
  let unlocking: { readonly identities: readonly string[]; readonly passphrase: string | null };
  let manifest: Manifest;
  let ctx: AppContext;

  beforeAll(async () => {
    ctx = contextOf((await openEmbeddedTestDatabase()).db, 'still');
    await fileWriter.prepare(ctx.db, '');
    for (const text of ['甲', '乙'.repeat(40_000)]) {
      const content = [Buffer.from(text)];
      await storeFile(ctx, ACTOR, {
        agencyCode: AGENCY,
        purpose: 'caseAttachment',
        fileName: '一.txt',
        content,
      });
    }
    const key = await makeBackupKey();
    unlocking = { identities: [key.identity], passphrase: null };
    const write = (path: string, recipients: readonly string[]): Promise<Manifest> =>
      writeBackupFile(
        backupStream(ctx, { keyFile: null }),
        path,
        recipients.length === 0 ? null : { recipients },
      );
    manifest = await write(plain, []);
    await write(sealed, [key.recipient]);
  }, 60_000);

  test('says what it holds, and is whole', async () => {
    expect(await checkArchive(readBackupFile(plain, NOTHING))).toEqual(manifest);
    expect(await checkArchive(readBackupFile(sealed, unlocking))).toMatchObject({ tables: manifest.tables });
    expect(manifest.files.count).toBe(2);
  });

  test.each([
    ['plain', plain],
    ['encrypted', sealed],
  ])('is refused when it was cut off or a byte was changed: %s', async (_, path) => {
    const { length } = await readFile(path);
    const open = path === sealed ? unlocking : NOTHING;
    const spoilt = join(folder, `${randomUUID()}.backup`);
    for (const part of [0.02, 0.2, 0.5, 0.8, 0.97, 1]) {
      // The first bytes of gzip say when and where it was made, which changes nothing.
      const at = Math.min(Math.max(20, Math.floor(length * part)), length - 1);
      await copyFile(path, spoilt);
      await truncate(spoilt, at);
      // In its first lines an encrypted one says for whom it is.
      const codes = path === sealed && at < 300 ? ['UNREADABLE_FILE', 'INVALID_INPUT'] : ['UNREADABLE_FILE'];
      expect(codes).toContain(await codeOf(checkArchive(readBackupFile(spoilt, open))));
      const bytes = await readFile(path);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      await writeFile(spoilt, bytes);
      expect(codes).toContain(await codeOf(checkArchive(readBackupFile(spoilt, open))));
    }
  });

  test('opens with its key or its passphrase, and says what is wrong without', async () => {
    const other = await makeBackupKey();
    expect(await codeOf(checkArchive(readBackupFile(sealed, NOTHING)))).toBe('INVALID_INPUT');
    const wrong = { identities: [other.identity], passphrase: null };
    expect(await codeOf(checkArchive(readBackupFile(sealed, wrong)))).toBe('INVALID_INPUT');
    const spoken = join(folder, 'spoken.backup');
    await writeBackupFile(backupStream(ctx, { keyFile: null }), spoken, { passphrase: '四匹马和一辆车' });
    const told = { identities: [], passphrase: '四匹马和一辆车' };
    expect((await checkArchive(readBackupFile(spoken, told))).files.count).toBe(2);
    expect((await readFile(spoken)).includes('审计')).toBe(false);
  }, 60_000);

  test('is not written over another, nor left half written', async () => {
    await expect(writeBackupFile(backupStream(ctx, { keyFile: null }), plain, null)).rejects.toThrow(
      '已经存在',
    );
    const half = join(folder, 'half.backup');
    const failing = { ...ctx, db: ctx.db, files: { ...ctx.files, incoming: join(plain, 'nowhere') } };
    await expect(writeBackupFile(backupStream(failing, { keyFile: null }), half, null)).rejects.toThrow();
    expect((await readdir(folder)).filter((name) => name.startsWith('half.backup'))).toEqual([]);
  });

  test('names the files that the storage has lost, and is restored without them', async () => {
    const { rows } = await sql<{
      objectKey: string;
    }>`select object_key from stored_file order by size`.execute(ctx.db);
    const lost = rows[0]?.objectKey ?? '';
    await ctx.files.store.remove(lost);
    const path = join(folder, 'lost.backup');
    const told = await writeBackupFile(backupStream(ctx, { keyFile: null }), path, null);
    expect(told.files).toMatchObject({ count: 2, damaged: [lost] });
    const target = contextOf((await openEmbeddedTestDatabase()).db, 'lost');
    await restoreFrom(target, path, told);
    const keys: string[] = [];
    for await (const { key } of target.files.store.list()) keys.push(key);
    expect(keys).toEqual([rows[1]?.objectKey]);
  }, 60_000);

  test('is made by itself each day, and so many are kept', async () => {
    const daily = join(folder, 'daily');
    for (const day of [1, 2, 3, 4]) {
      const dated = { ...ctx, now: () => new Date(`2026-03-0${day}T19:10:00Z`) };
      await backUpInto(dated, daily, { keep: 2, recipients: [] });
    }
    await writeFile(join(daily, 'not-ours.backup'), '');
    await backUpInto({ ...ctx, now: () => new Date('2026-03-05T19:10:00Z') }, daily, {
      keep: 2,
      recipients: [],
    });
    expect((await readdir(daily)).sort()).toEqual([
      'gongkai-20260304T191000Z.backup',
      'gongkai-20260305T191000Z.backup',
      'not-ours.backup',
    ]);
    const { rows } = await sql`select text from audit_pending where kind = 'database.backedUp'`.execute(
      ctx.db,
    );
    const { rows: sealedRows } =
      await sql`select text from audit_record where kind = 'database.backedUp'`.execute(ctx.db);
    expect(rows.length + sealedRows.length).toBe(5);
  }, 60_000);
});
