import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { ServerConfig } from './config.js';
import { mountApplicantAccount } from './applicant-account/portal.js';
import { startControl } from './backup/service.js';
import { createContext } from './context.js';
import { registerJobs } from './job-list.js';
import { countReadings } from './reading-statistics/api.js';
import { createCounter, flushRegularly } from './reading-statistics/service.js';
import { recordRefusedAccess } from './identity/service.js';
import { refuseInterruptedImports } from './ledger-import/service.js';
import { sealPlainText } from './party/service.js';
import type { AppContext } from './platform/context.js';
import { migrate } from './platform/database/migrate.js';
import { openDatabase } from './platform/database/open-database.js';
import { createApp } from './platform/http/app.js';
import { listen } from './platform/http/listen.js';
import { createMetrics, metricsApp } from './platform/http/metrics.js';
import { createLog } from './platform/log.js';
import { openKeyring } from './platform/secrets/open-keyring.js';
import { startWorker } from './platform/jobs/worker.js';
import { mountPages, registerApi, ROUTES_NOT_YET_SERVED } from './routes.js';
import { inviteFirstAdministrators, type AdministratorInvitation } from './sign-in/first-administrators.js';
import { prepareDecoy } from './sign-in/password-hash.js';
import { sessionAuthenticator } from './sign-in/session-portal.js';
import { mountSignIn } from './sign-in/portal.js';
import type { SiteExportJob } from './site-export/jobs.js';
import { exportSource } from './site-source.js';
import { watchOperation } from './system/metrics.js';

export interface RunningServer {
  readonly url: string;
  /** Where the port for figures is; null: there is none. */
  readonly metricsUrl: string | null;
  readonly context: AppContext;
  /** Links for those who are to be the first to sign in; empty when somebody can already. */
  readonly invitations: readonly AdministratorInvitation[];
  /** Finishes what is running, then closes the database. */
  readonly stop: () => Promise<void>;
}

/** What a command may want before anyone is served. */
export interface StartOptions {
  /** Another clock than that of the machine. */
  readonly now?: () => Date;
  /** Runs on the migrated database; the server listens when it is done. */
  readonly prepare?: (context: AppContext) => Promise<void>;
}

export function createLogger({ logLevel }: Pick<ServerConfig, 'logLevel'>): Logger {
  return createLog(logLevel);
}

/** Null: no folder is set up. */
function siteExportJob({ siteExport }: ServerConfig, context: AppContext): SiteExportJob | null {
  const { folder, baseUrl, serviceUrl } = siteExport;
  if (folder === null) return null;
  return { settings: { out: folder, baseUrl, serviceUrl }, source: exportSource(context) };
}

/** Opens the database, migrates it and serves until `stop` is called. */
export async function startServer(
  config: ServerConfig,
  logger: Logger = createLogger(config),
  { now, prepare }: StartOptions = {},
): Promise<RunningServer> {
  const database = await openDatabase(config.database);
  try {
    const applied = await migrate(database.db);
    if (applied.length > 0) logger.info({ applied }, 'migrated');
    const keyring = await openKeyring(database.db, config.keyFile);
    const sealed = await sealPlainText({ db: database.db, keyring });
    if (sealed > 0) logger.info({ rows: sealed }, 'personal data sealed');
    const context = createContext(config, database, keyring, logger, now);
    await refuseInterruptedImports(context);
    await prepare?.(context);
    const { metrics, drainSeconds, graceSeconds } = config.operation;
    const registry = createMetrics();
    watchOperation(registry, context);
    let isStopping = false;
    const readings = createCounter();
    const signIn = { ...context, signIn: config.signIn };
    const app = createApp(context, {
      authenticate: sessionAuthenticator(signIn),
      api: registerApi(config.signIn),
      notYetServed: ROUTES_NOT_YET_SERVED,
      metrics: { registry, token: metrics.token },
      observers: [countReadings(context, readings)],
      isStopping: () => isStopping,
      onRefused: (actor, refusal) => recordRefusedAccess(context, actor, refusal),
      mountPages: (app, ctx) => {
        mountPages(app, ctx);
        mountSignIn(app, signIn);
        mountApplicantAccount(app, signIn);
      },
    });
    await prepareDecoy();
    const invitations = context.site.isDemonstration ? [] : await inviteFirstAdministrators(context);
    const listening = await listen(app, config);
    const figures =
      metrics.port === null
        ? null
        : await listen(metricsApp(registry), { host: '127.0.0.1', port: metrics.port });
    const control =
      config.database.kind === 'pglite'
        ? await startControl(context, { directory: config.database.directory, keyFile: config.keyFile })
        : null;
    const worker = await startWorker(context, registerJobs(config.backup, siteExportJob(config, context)), {
      // Only PGlite can be open in no other process.
      isAlone: config.database.kind === 'pglite',
    });
    const stopCounting = flushRegularly(context, readings);
    return {
      url: listening.url,
      metricsUrl: figures?.url ?? null,
      context,
      invitations,
      stop: async () => {
        try {
          isStopping = true;
          await delay(drainSeconds * 1000);
          await listening.stop(graceSeconds * 1000);
          await stopCounting();
          await figures?.stop(0);
          await control?.stop();
          await worker.stop(graceSeconds * 1000);
        } finally {
          await database.close();
        }
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
