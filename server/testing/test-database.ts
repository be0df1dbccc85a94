import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll } from 'vitest';
import { migrate, migrationHash } from '../src/platform/database/migrate.js';
import { MIGRATIONS } from '../src/platform/database/migration-list.js';
import { openDatabase, type Database } from '../src/platform/database/open-database.js';

const PACKAGES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** Where the native cluster of this test run is; set by `native-cluster-setup.ts` for the test files. */
export const TEST_SERVER_VARIABLE = 'GONGKAI_TEST_SERVER';

/** Whether this run is to use PostgreSQL of the machine instead of PGlite. */
export function isNativeAsked(): boolean {
  const asked = process.env.GONGKAI_TEST_DATABASE ?? 'pglite';
  if (asked !== 'pglite' && asked !== 'native') {
    throw new Error(`GONGKAI_TEST_DATABASE is pglite or native, not ${asked}`);
  }
  return asked === 'native';
}

/**
 * A fresh, migrated database for a test file, closed after its last test. PGlite in memory; with
 * GONGKAI_TEST_DATABASE=native a copy on the PostgreSQL cluster that the test run started.
 */
export async function openTestDatabase(): Promise<Database> {
  if (!isNativeAsked()) return openEmbeddedTestDatabase();
  const database = await openNativeCopy();
  // Dropping a database waits for a checkpoint.
  afterAll(() => database.close(), 60_000);
  return database;
}

/** The same on PGlite, whatever the run is on: for what needs a second driver. */
export async function openEmbeddedTestDatabase(): Promise<Database> {
  const database = await openDatabase({ kind: 'memory', template: await migratedTemplate() });
  afterAll(() => database.close());
  return database;
}

async function openNativeCopy(): Promise<Database> {
  const server = process.env[TEST_SERVER_VARIABLE];
  if (server === undefined) throw new Error('The native cluster of the test run was not started');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `create database ${name} template gongkai`);
  const database = await openDatabase({ kind: 'server', url: server.replace('@/gongkai?', `@/${name}?`) });
  return {
    ...database,
    close: async () => {
      await database.close();
      await onServer(server, `drop database ${name} with (force)`);
    },
  };
}

/** Through the database that every cluster has: the template must be in use by nobody while it is copied. */
async function onServer(server: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: server.replace('@/gongkai?', '@/postgres?') });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

/** Made once for each release of PGlite and each set of migrations: restoring it is what makes tests fast. */
async function migratedTemplate(): Promise<Uint8Array<ArrayBuffer>> {
  const folder = join(PACKAGES, '.cache/gongkai');
  const file = join(folder, `${await templateKey()}.tar`);
  if (existsSync(file)) return new Uint8Array(await readFile(file));
  const database = await openDatabase({ kind: 'memory' });
  try {
    await migrate(database.db);
    const files = await database.dump?.();
    if (!files) throw new Error('A database in memory can be dumped');
    await mkdir(folder, { recursive: true });
    // Several test files may make it at once: each its own, and the last name wins.
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, files);
    await rename(draft, file);
    return files;
  } finally {
    await database.close();
  }
}

async function templateKey(): Promise<string> {
  const pglite = await readFile(join(PACKAGES, '@electric-sql/pglite/package.json'), 'utf8');
  const hash = createHash('sha256').update(pglite);
  for (const migration of MIGRATIONS) hash.update(migration.name).update(await migrationHash(migration));
  return `template-${hash.digest('hex').slice(0, 16)}`;
}
