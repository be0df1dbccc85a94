import type { ApiRouteName } from '@gongkai/core';
import { API_ROUTES } from '@gongkai/core';
import type { Logger } from 'pino';
import type { ServerConfig } from './config.js';
import { createContext } from './context.js';
import { mountInbox } from './exchange/portal.js';
import { countExchangeByKey, purgeInbox, sealExchangeUnderActiveKey } from './exchange/service.js';
import { mountPrivacyPage } from './personal-data/portal.js';
import type { AppContext } from './platform/context.js';
import { migrate } from './platform/database/migrate.js';
import { openDatabase } from './platform/database/open-database.js';
import { createApiRegistry } from './platform/http/api-registry.js';
import { createApp } from './platform/http/app.js';
import { listen } from './platform/http/listen.js';
import { openKeyring } from './platform/secrets/open-keyring.js';

/** A node that takes applications in for offices behind a gap. */
export interface RunningInbox {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const PURGE_MS = 3_600_000;

/** The pages of the inbox: no workplace, no API, nobody signs in. */
export function createInboxApp(given: AppContext) {
  const context: AppContext = { ...given, site: { ...given.site, isInbox: true } };
  return createApp(context, {
    authenticate: () => Promise.resolve(null),
    api: createApiRegistry(),
    notYetServed: Object.keys(API_ROUTES) as ApiRouteName[],
    isInbox: true,
    mountPages: (app, ctx) => {
      mountInbox(app, ctx);
      mountPrivacyPage(app, ctx);
    },
  });
}

/** Opens the database, migrates it and takes applications in until `stop` is called. */
export async function startInbox(config: ServerConfig, logger: Logger): Promise<RunningInbox> {
  const database = await openDatabase(config.database);
  try {
    await migrate(database.db);
    const keyring = await openKeyring(database.db, config.keyFile);
    const context = createContext(config, database, keyring, logger);
    const purge = () =>
      purgeInbox(context, config.operation.inboxKeepDays).then(
        (count) => count > 0 && logger.info({ count }, 'applications past their term let go'),
        (error: unknown) => logger.error({ err: error }, 'letting go of applications failed'),
      );
    // After a change of the key this node has nobody else to do it: it runs no jobs.
    const sealAnew = async (): Promise<void> => {
      const others = [...(await countExchangeByKey(context)).keys()].filter(
        (keyId) => keyId !== keyring.activeKeyId,
      );
      if (others.length === 0) return;
      const count = await sealExchangeUnderActiveKey(context);
      logger.info({ count }, 'sealed anew under the active key');
    };
    const tidy = async (): Promise<void> => {
      await purge();
      await sealAnew().catch((error: unknown) => logger.error({ err: error }, 'sealing anew failed'));
    };
    await tidy();
    const purging = setInterval(() => void tidy(), PURGE_MS);
    const listening = await listen(createInboxApp(context), config);
    return {
      url: listening.url,
      stop: async () => {
        clearInterval(purging);
        await listening.stop(config.operation.graceSeconds * 1000);
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
