import type { CommandContext } from './command-line.js';
import { readConfig } from './config.js';
import { createContext } from './context.js';
import { createLogger } from './main.js';
import type { AppContext } from './platform/context.js';
import { requireMigrated } from './platform/database/migrate.js';
import { openDatabase } from './platform/database/open-database.js';

/** Options of a command that works on the database. */
export interface DatabaseOptions {
  readonly data?: string;
  readonly db?: string;
}

/** Runs one use case on the configured database from the command line, as the server would; it must be migrated. */
export async function withContext<T>(
  options: DatabaseOptions,
  { now }: CommandContext,
  work: (ctx: AppContext) => Promise<T>,
): Promise<T> {
  const config = readConfig(options);
  const database = await openDatabase(config.database);
  try {
    await requireMigrated(database.db);
    return await work(createContext(config, database, createLogger(config), now));
  } finally {
    await database.close();
  }
}
