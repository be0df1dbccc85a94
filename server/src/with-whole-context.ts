import type { CommandContext } from './command-line.js';
import { readConfig } from './config.js';
import { createContext } from './context.js';
import { createLog } from './platform/log.js';
import type { AppContext } from './platform/context.js';
import { requireMigrated } from './platform/database/migrate.js';
import { openDatabase } from './platform/database/open-database.js';
import { openKeyring } from './platform/secrets/open-keyring.js';
import type { DatabaseOptions } from './with-database.js';

/** As `withDatabase`, for commands that also need files, site and everything else that the server knows. */
export async function withWholeContext<T>(
  options: DatabaseOptions,
  context: CommandContext,
  work: (ctx: AppContext) => Promise<T>,
): Promise<T> {
  const config = readConfig(options);
  const database = await openDatabase(config.database);
  try {
    await requireMigrated(database.db);
    const keyring = await openKeyring(database.db, config.keyFile);
    return await work(createContext(config, database, keyring, createLog('warn'), context.now));
  } finally {
    await database.close();
  }
}
