import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { pino } from 'pino';
import { afterAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { actorWithEveryRole } from '@gongkai/core';
import { testContext } from '../../testing/test-context.js';
import { isNativeAsked, openTestDatabase } from '../../testing/test-database.js';
import { getReport } from '../annual-report/service.js';
import { getCase, rebuildProjections } from '../application/service.js';
import { verifyChainsAgainst } from '../audit/service.js';
import { readConfig, type ServerConfig } from '../config.js';
import { getLetter, openLetterFile } from '../letter/service.js';
import { startServer } from '../main.js';
import type { AppContext } from '../platform/context.js';
import { MIGRATIONS } from '../platform/database/migration-list.js';
import { openDatabase } from '../platform/database/open-database.js';
import type { Connection } from '../platform/database/schema.js';
import { countRows } from '../platform/database/table-catalogue.js';
import { dataTables } from '../platform/database/table-transfer.js';
import { openFileHost } from '../platform/files/file-host.js';
import { DEFAULT_SIGN_IN_SETTINGS } from '../sign-in/settings.js';
import { signInWithPassword } from '../sign-in/sign-in.js';
import { readBackupFile } from './backup-file.js';
import { checkArchive } from './read-archive.js';
import { restoreBackup } from './restore-backup.js';

// Databases of earlier states, as backups, each with what its own program said of it. docs/operations/operate.md says
// how one is added at a release; none is ever changed or removed.

const FIXTURES = fileURLToPath(new URL('../../testing/upgrade/', import.meta.url));
const names = (await readdir(FIXTURES)).filter((name) => name.endsWith('.backup')).sort();
const folder = mkdtempSync(join(tmpdir(), 'gongkai-upgrade-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const native = isNativeAsked() ? await openTestDatabase() : null;

const NOTHING = { identities: [], passphrase: null };
const ACTOR = actorWithEveryRole('upgrade', '升级');

const toldSchema = z.object({
  agencyCode: z.string(),
  today: z.string(),
  rows: z.record(z.string(), z.number()),
  reports: z.record(z.string(), z.record(z.string(), z.unknown())),
  case: z.object({ caseId: z.string(), applicantName: z.string(), request: z.string() }),
  // What the earliest state did not have.
  letter: z.object({ agencyCode: z.string(), letterId: z.string(), documentNumber: z.string() }).optional(),
  person: z.object({ loginName: z.string(), password: z.string() }).optional(),
});
type Told = z.infer<typeof toldSchema>;

/** Of the driver that this run is on, holding nothing, not even tables. */
async function emptyPlace(name: string): Promise<ServerConfig> {
  const environment = { LOG_LEVEL: 'silent', NODE_ENV: 'test' };
  const options = { port: '0', data: join(folder, name) };
  if (native === null) return readConfig(options, environment);
  const { db, config } = native;
  await sql`drop schema public cascade`.execute(db);
  await sql`create schema public`.execute(db);
  const url = config.kind === 'server' ? config.url : '';
  return { ...readConfig(options, environment), database: { kind: 'server', url } };
}

/** What is derived from the events of all cases. */
async function derived(db: Connection): Promise<unknown> {
  const { rows: years } = await sql`select * from case_year order by agency_id, year, case_id`.execute(db);
  const { rows: cases } = await sql`
    select case_id, status, due_on, received_on, closed_on, outcome_row, last_seq
    from application_case order by case_id`.execute(db);
  return { years, cases };
}

/** The letter that was sent has its number, its text and its two files, whole. */
async function requireLetter(context: AppContext, { letter }: Told): Promise<void> {
  if (letter === undefined) return;
  const detail = await getLetter(context, ACTOR, letter);
  expect(detail.documentNumber).toBe(letter.documentNumber);
  expect(detail.files).toHaveLength(2);
  for (const { fileId } of detail.files) {
    const file = await openLetterFile(context, ACTOR, letter, fileId);
    const hash = createHash('sha256');
    for await (const chunk of await file.read()) hash.update(chunk as Buffer);
    expect(hash.digest('hex')).toBe(file.sha256);
  }
}

/** Whoever had a password signs in with it. */
async function requireSignIn(context: AppContext, { person }: Told): Promise<void> {
  if (person === undefined) return;
  const device = { address: null, browser: null };
  const signedIn = await signInWithPassword(
    { ...context, signIn: DEFAULT_SIGN_IN_SETTINGS },
    { ...person, device, network: 'upgrade', knownDevice: null },
  );
  expect(signedIn.account.loginName).toBe(person.loginName);
}

/** The parts that an earlier program had already. */
function ofKeys(before: unknown, now: object): object {
  const known = Object.keys(before as object);
  return Object.fromEntries(Object.entries(now).filter(([key]) => known.includes(key)));
}

test('there are databases of the states that landed before this one', () => {
  expect(names.length).toBeGreaterThan(1);
});

describe.each(names)('a database of %s', (name) => {
  test('is brought up to this program with nothing lost, and is served', { timeout: 240_000 }, async () => {
    const path = join(FIXTURES, name);
    const told = toldSchema.parse(JSON.parse(await readFile(path.replace(/backup$/, 'json'), 'utf8')));
    const manifest = await checkArchive(readBackupFile(path, NOTHING));
    expect(manifest.migrations.length).toBeLessThanOrEqual(MIGRATIONS.length);
    const config = await emptyPlace(name);
    const keys = path.replace(/backup$/, 'keys.json');
    if (manifest.keys.ids.length > 0) {
      await mkdir(dirname(config.keyFile), { recursive: true });
      await copyFile(keys, config.keyFile);
      await chmod(config.keyFile, 0o600);
    }
    const database = await openDatabase(config.database);
    try {
      const context = testContext({ db: database.db, files: openFileHost(config.files) });
      const tar = readBackupFile(path, NOTHING);
      const { upgraded } = await restoreBackup(context, { manifest, tar, keepKeys: () => Promise.resolve() });
      const after = MIGRATIONS.slice(manifest.migrations.length).map((migration) => migration.name);
      expect(upgraded).toEqual(after);
      const here = (await dataTables(database.db)).map((table) => table.name);
      for (const [table, rows] of Object.entries(told.rows)) {
        if (here.includes(table)) expect([table, await countRows(database.db, table)]).toEqual([table, rows]);
      }
    } finally {
      await database.close();
    }

    const now = (): Date => new Date(`${told.today}T04:00:00Z`);
    const server = await startServer(config, pino({ level: 'silent' }), { now });
    try {
      const { context, url } = server;
      for (const [year, report] of Object.entries(told.reports)) {
        const { form, status, tables, version } = await getReport(
          context,
          ACTOR,
          told.agencyCode,
          Number(year),
        );
        // What was checked and not yet published has to be checked again: a later program counts and checks more.
        const isPublished = report.status === 'published';
        expect(status === 'published').toBe(isPublished);
        expect({ form, tables: isPublished ? tables : ofKeys(report.tables, tables), version }).toEqual({
          form: report.form,
          tables: report.tables,
          version: report.version,
        });
      }
      const before = await derived(context.db);
      expect(await rebuildProjections(context, ACTOR)).toBe(told.rows.application_case);
      expect(await derived(context.db)).toEqual(before);

      const { caseId, applicantName, request } = told.case;
      expect(await getCase(context, ACTOR, told.agencyCode, caseId)).toMatchObject({ request });
      expect(JSON.stringify(await getCase(context, ACTOR, told.agencyCode, caseId))).toContain(
        applicantName.slice(0, 1),
      );

      await requireLetter(context, told);
      await requireSignIn(context, told);
      const chains = await verifyChainsAgainst(context.db, manifest.chains);
      expect(chains.map(({ fault }) => fault)).toEqual(chains.map(() => null));

      expect((await fetch(`${url}/ready`)).status).toBe(200);
      const published = Object.entries(told.reports).find(([, { status }]) => status === 'published')?.[0];
      const page = await fetch(`${url}/agencies/${told.agencyCode}/reports/${published}`);
      expect(page.status).toBe(200);
      expect(await page.text()).toContain(`${published}`);
    } finally {
      await server.stop();
    }
  });
});
