import { mkdtempSync } from 'node:fs';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { isNativeAsked, openTestDatabase } from '../../testing/test-database.js';
import { verifyChainsAgainst } from '../audit/service.js';
import { readConfig, type ServerConfig } from '../config.js';
import { makeAgency } from '../identity/factory.js';
import { startServer, type RunningServer } from '../main.js';
import { storeFile } from '../storage/service.js';
import { readBackupFile } from './backup-file.js';
import { makeBackupKey } from './encryption.js';
import { checkArchive } from './read-archive.js';
import { restoreBackup } from './restore-backup.js';

// The daily backup as operators get it: settings, the server's own worker, the clock.

const folder = mkdtempSync(join(tmpdir(), 'gongkai-scheduled-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const native = isNativeAsked() ? await openTestDatabase() : null;
const key = await makeBackupKey();
const target = join(folder, 'backups');

function configFor(environment: Record<string, string>): ServerConfig {
  const config = readConfig(
    { port: '0', data: join(folder, 'data') },
    { LOG_LEVEL: 'silent', NODE_ENV: 'test', GONGKAI_BACKUP_AT: '03:10', ...environment },
  );
  if (native === null) return config;
  const url = native.config.kind === 'server' ? native.config.url : '';
  return { ...config, database: { kind: 'server', url } };
}

interface JobRow {
  readonly status: string;
  readonly attempt: number;
  readonly error: string | null;
}

async function backupJobs({ context }: RunningServer): Promise<JobRow[]> {
  const { rows } = await sql<JobRow>`
    select status, attempt, error from job where kind = 'backup.run' order by finished_at nulls last`.execute(
    context.db,
  );
  return rows;
}

/** Runs the server as of an instant until its backup jobs are as wanted, then stops it. */
async function serveAt(
  instant: string,
  environment: Record<string, string>,
  isReached: (jobs: readonly JobRow[]) => boolean,
  work: (server: RunningServer) => Promise<void> = () => Promise.resolve(),
): Promise<readonly JobRow[]> {
  const begun = Date.now();
  const now = (): Date => new Date(Date.parse(instant) + Date.now() - begun);
  const server = await startServer(configFor(environment), pino({ level: 'silent' }), { now });
  try {
    await work(server);
    const until = Date.now() + 60_000;
    let jobs = await backupJobs(server);
    while (!isReached(jobs) && Date.now() < until) {
      await wait(200);
      jobs = await backupJobs(server);
    }
    return jobs;
  } finally {
    await server.stop();
  }
}

test(
  'a running server makes its backup at the hour that was set, once a day',
  { timeout: 300_000 },
  async () => {
    const settings = { GONGKAI_BACKUP_DIR: target, GONGKAI_BACKUP_RECIPIENT: key.recipient };
    const done = (count: number) => (jobs: readonly JobRow[]) =>
      jobs.filter(({ status }) => status === 'done').length >= count;
    // 2026-03-02, ten in the morning in China: last night's hour has passed, so the first one is made at once.
    await serveAt('2026-03-02T02:00:00Z', settings, done(1), async ({ context }) => {
      await makeAgency(context);
      const content = [Buffer.from('甲')];
      const file = { agencyCode: 'YSJ', purpose: 'caseAttachment', fileName: '一.txt', content } as const;
      await storeFile(context, testActor(), file);
    });
    // Later the same day nothing is due; the next day at 03:11 it is.
    let looks = 0;
    const quiet = await serveAt('2026-03-02T12:00:00Z', settings, () => (looks += 1) > 15);
    expect(quiet).toHaveLength(1);
    const jobs = await serveAt('2026-03-02T19:11:00Z', settings, done(2));
    expect(jobs.map(({ status, error }) => ({ status, error }))).toEqual([
      { status: 'done', error: null },
      { status: 'done', error: null },
    ]);
    const files = (await readdir(target)).sort();
    expect(files).toHaveLength(2);
    expect(files[0]).toMatch(/^gongkai-20260302T0200\d\dZ\.backup$/);
    expect(files[1]).toMatch(/^gongkai-20260302T1911\d\dZ\.backup$/);

    // It is whole, nobody reads it without the secret key, and it is restored.
    const path = join(target, files[1] ?? '');
    const unlocking = { identities: [key.identity], passphrase: null };
    const closed = checkArchive(readBackupFile(path, { identities: [], passphrase: null }));
    await expect(closed).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const manifest = await checkArchive(readBackupFile(path, unlocking));
    const restored = testContext({ db: (await openTestDatabase()).db });
    const tar = readBackupFile(path, unlocking);
    const told = await restoreBackup(restored, { manifest, tar, keepKeys: () => Promise.resolve() });
    expect(told).toMatchObject({ files: 1, chainFaults: [] });
    const verdicts = await verifyChainsAgainst(restored.db, manifest.chains);
    expect(verdicts.map(({ fault }) => fault)).toEqual(verdicts.map(() => null));
    const { rows } = await sql<{ actors: string[] }>`
    select array_agg(text::json -> 'actor' ->> 'id') as actors from audit_record
    where kind = 'database.backedUp'`.execute(restored.db);
    expect(rows[0]?.actors).toEqual(['job:backup.run']);
  },
);

test(
  'where it cannot be written the job stands with its reason and is tried again',
  { timeout: 120_000 },
  async () => {
    const blocked = join(folder, 'a-file');
    await writeFile(blocked, '');
    const failed = (jobs: readonly JobRow[]): boolean => jobs.some(({ error }) => error !== null);
    const jobs = await serveAt('2026-03-05T02:00:00Z', { GONGKAI_BACKUP_DIR: blocked }, failed);
    const [job] = jobs.filter(({ error }) => error !== null);
    expect(job).toMatchObject({ status: 'waiting', attempt: 1 });
  },
);
