import { readFileSync } from 'node:fs';
import { localDateInChina } from '@gongkai/core';
import type { Logger } from 'pino';
import { z } from 'zod';
import type { ServerConfig } from './config.js';
import type { AppContext } from './platform/context.js';
import type { Database } from './platform/database/open-database.js';
import { ping } from './platform/database/ping.js';
import { openFileHost } from './platform/files/file-host.js';
import { openMailer } from './platform/mail/mailer.js';
import type { Keyring } from './platform/secrets/keyring.js';
import { isLoopback } from './platform/http/client.js';

export const { version: PROGRAM_VERSION } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')));

/** What the use cases of this process know of the world. */
export function createContext(
  config: Pick<ServerConfig, 'audit' | 'files' | 'fonts' | 'host' | 'mail' | 'site' | 'web' | 'isProduction'>,
  database: Database,
  keyring: Keyring,
  logger: Logger,
  now: () => Date = () => new Date(),
): AppContext {
  const { db, durability, serverVersion } = database;
  return {
    db,
    database: {
      kind: database.config.kind === 'memory' ? 'pglite' : database.config.kind,
      serverVersion,
      durability,
      ping: () => ping(db),
      sessions: database.sessions,
    },
    keyring,
    files: openFileHost(config.files),
    mail: config.mail === null ? null : openMailer(config.mail),
    fonts: config.fonts,
    now,
    today: () => localDateInChina(now()),
    audit: config.audit,
    logger,
    site: config.site,
    version: PROGRAM_VERSION,
    startedAt: now(),
    checksResponses: !config.isProduction,
    web: { ...config.web, listensOnLoopback: isLoopback(config.host) },
  };
}
