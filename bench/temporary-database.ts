import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { builtDatabase } from './built.js';

export const DRIVERS = ['pglite', 'native'] as const;
export type Driver = (typeof DRIVERS)[number];
type OpenDatabase = Awaited<ReturnType<typeof builtDatabase>>['openDatabase'];
export type OpenConnection = Awaited<ReturnType<OpenDatabase>>['db'];

/** A new migrated database of the kind for as long as `work` lasts. */
export async function withTemporaryDatabase<T>(
  kind: Driver,
  work: (db: OpenConnection) => Promise<T>,
): Promise<T> {
  const { openDatabase, migrate } = await builtDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'gongkai-bench-'));
  // The native cluster runs as another user when we are root.
  await chmod(directory, 0o755);
  try {
    const { db, close } = await openDatabase({ kind, directory: join(directory, 'data') });
    try {
      await migrate(db);
      return await work(db);
    } finally {
      await close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
