import { localDateInChina, operatorActor, type Actor, type LocalDate } from '@gongkai/core';
import type { AuditSettings } from './platform/context.js';
import type { CommandContext } from './command-line.js';
import { readConfig } from './config.js';
import { requireMigrated } from './platform/database/migrate.js';
import { openDatabase } from './platform/database/open-database.js';
import type { Connection } from './platform/database/schema.js';
import type { FontSource } from './platform/rendering/fonts.js';
import type { Keyring } from './platform/secrets/keyring.js';
import { openKeyring } from './platform/secrets/open-keyring.js';

/** The options by which a command chooses its database; without them, the environment does. */
export interface DatabaseOptions {
  readonly data?: string;
  readonly db?: string;
}

/** What the use cases know of the world when a command runs them. */
export interface CommandDatabase {
  readonly db: Connection;
  readonly keyring: Keyring;
  readonly now: () => Date;
  readonly today: () => LocalDate;
  readonly audit: AuditSettings;
  readonly fonts: FontSource;
}

/** Who is recorded for what a command writes. */
export const COMMAND_ACTOR: Actor = operatorActor();

/** Opens the database for a command that works on it, and closes it after. @throws DomainError when it needs `migrate` */
export async function withDatabase<T>(
  options: DatabaseOptions,
  context: CommandContext,
  work: (ctx: CommandDatabase) => Promise<T>,
): Promise<T> {
  const { audit, database: config, fonts, keyFile } = readConfig(options);
  const database = await openDatabase(config);
  try {
    await requireMigrated(database.db);
    const keyring = await openKeyring(database.db, keyFile);
    const today = (): LocalDate => localDateInChina(context.now());
    return await work({ db: database.db, keyring, now: context.now, today, audit, fonts });
  } finally {
    await database.close();
  }
}
