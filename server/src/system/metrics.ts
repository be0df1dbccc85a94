import { Gauge, type Registry } from 'prom-client';
import type { AppContext } from '../platform/context.js';
import { findFigures, type OperationFigures } from './metrics-queries.js';

/** Asked more often than this, the figures of a moment ago are told again. */
const KEPT_MS = 5_000;

type Context = Pick<AppContext, 'db' | 'database' | 'logger' | 'version'>;

interface Sample {
  /** Seconds. */
  readonly ping: number;
  readonly figures: OperationFigures | null;
}

/** Adds what an operator is to be warned of: jobs, database, audit, sessions, exports. */
export function watchOperation(registry: Registry, ctx: Context): void {
  let last: Promise<Sample> | null = null;
  let takenAt = -Infinity;
  const sample = (): Promise<Sample> => {
    if (last === null || performance.now() - takenAt > KEPT_MS) {
      takenAt = performance.now();
      last = takeSample(ctx);
    }
    return last;
  };
  const gauge = (name: string, help: string, valueOf: (sample: Sample) => number | null): void => {
    new Gauge({
      name: `gongkai_${name}`,
      help,
      registers: [registry],
      async collect() {
        const value = valueOf(await sample());
        if (value === null) this.remove();
        else this.set(value);
      },
    });
  };
  const figure = (name: string, help: string, key: keyof OperationFigures): void => {
    gauge(name, help, ({ figures }) => figures?.[key] ?? null);
  };

  new Gauge({
    name: 'gongkai_info',
    help: 'Version of the program.',
    labelNames: ['version'],
    registers: [registry],
  })
    .labels(ctx.version)
    .set(1);
  gauge('database_up', 'Whether the database answers.', ({ figures }) => (figures === null ? 0 : 1));
  gauge(
    'database_ping_seconds',
    'How long the database takes to answer, waiting for a session included.',
    (it) => it.ping,
  );
  gauge('database_sessions_open', 'Sessions of this process.', () => ctx.database.sessions().open);
  gauge('database_sessions_idle', 'Sessions that nobody uses.', () => ctx.database.sessions().idle);
  gauge('database_sessions_waited_for', 'Callers that wait for one.', () => ctx.database.sessions().waiting);
  figure('jobs_waiting', 'Jobs that wait.', 'jobsWaiting');
  figure('jobs_running', 'Jobs being done, by any process.', 'jobsRunning');
  figure('jobs_failed', 'Jobs that have used up their attempts.', 'jobsFailed');
  figure('jobs_oldest_waiting_seconds', 'How long the oldest due job has waited.', 'jobsOldestSeconds');
  figure('audit_unsealed_records', 'Audit records that no chain holds yet.', 'auditWaiting');
  figure('audit_unsealed_oldest_seconds', 'Age of the oldest of them.', 'auditOldestSeconds');
  figure('sessions_active', 'People signed in.', 'sessions');
  figure('report_exports_failed', 'Exports of reports that failed.', 'exportsFailed');
}

async function takeSample({ db, database, logger }: Context): Promise<Sample> {
  const start = performance.now();
  try {
    await database.ping();
    const ping = (performance.now() - start) / 1000;
    return { ping, figures: await findFigures(db) };
  } catch (error) {
    logger.error({ err: error }, 'figures of operation could not be read');
    return { ping: (performance.now() - start) / 1000, figures: null };
  }
}
