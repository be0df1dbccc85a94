import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { migrate, migrationHash } from '../src/platform/database/migrate.js';
import { MIGRATIONS } from '../src/platform/database/migration-list.js';
import { openDatabase, type Database } from '../src/platform/database/open-database.js';

const PACKAGES = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/**
 * A fresh, migrated database for a test file, closed after its last test. PGlite in memory; with
 * GONGKAI_TEST_DATABASE=native a copy on the PostgreSQL cluster that the test run started.
 */
export async function openTestDatabase(): Promise<Database> {
  const database = await openDatabase({ kind: 'memory', template: await migratedTemplate() });
  afterAll(() => database.close());
  return database;
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
