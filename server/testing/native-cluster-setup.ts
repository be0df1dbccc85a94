import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../src/platform/database/migrate.js';
import { startNativeCluster } from '../src/platform/database/native-cluster.js';
import { openDatabase } from '../src/platform/database/open-database.js';
import { TEST_SERVER_VARIABLE, isNativeAsked } from './test-database.js';

/**
 * Run by vitest once for all test files. When GONGKAI_TEST_DATABASE=native asks for it, starts a PostgreSQL
 * cluster whose database the test files copy; fails where there is no PostgreSQL, so that nothing is skipped.
 */
export async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (!isNativeAsked()) return undefined;
  const directory = await mkdtemp(join(tmpdir(), 'gongkai-test-'));
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
