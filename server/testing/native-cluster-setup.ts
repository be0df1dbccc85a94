import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../src/platform/database/migrate.js';
import { takeLock } from '../src/platform/database/lock-file.js';
import { startNativeCluster } from '../src/platform/database/native-cluster.js';
import { openDatabase } from '../src/platform/database/open-database.js';
import { TEST_SERVER_VARIABLE, isNativeAsked } from './test-database.js';

const PREFIX = 'gongkai-test-';

/**
 * Run by vitest once for all test files. When GONGKAI_TEST_DATABASE=native asks for it, starts a PostgreSQL
 * cluster whose database the test files copy; fails where there is no PostgreSQL, so that nothing is skipped.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (!isNativeAsked()) return undefined;
  await removeLeftovers();
  const directory = await mkdtemp(join(tmpdir(), PREFIX));
  // Another user may have to pass through.
  await chmod(directory, 0o755);
  const cluster = await startNativeCluster(directory);
  const database = await openDatabase({ kind: 'server', url: cluster.url });
  await migrate(database.db);
  await database.close();
  process.env[TEST_SERVER_VARIABLE] = cluster.url;
  return async () => {
    await cluster.stop();
    await rm(directory, { recursive: true, force: true });
  };
}

/** A run that was killed could not stop its server. Whose lock can be taken has nobody left to do it. */
async function removeLeftovers(): Promise<void> {
  const names = (await readdir(tmpdir())).filter((name) => name.startsWith(PREFIX));
  for (const directory of names.map((name) => join(tmpdir(), name))) {
    if (!existsSync(join(directory, 'postgresql/PG_VERSION'))) continue;
    const lock = await takeLock(join(directory, 'postgresql.lock')).catch(() => null);
    if (lock === null) continue;
    await lock.release();
    await (await startNativeCluster(directory)).stop();
    await rm(directory, { recursive: true, force: true });
  }
}
