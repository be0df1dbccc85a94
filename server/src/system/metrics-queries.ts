import { sql } from 'kysely';
import type { Connection } from '../platform/database/schema.js';

export interface OperationFigures {
  readonly jobsWaiting: number;
  readonly jobsRunning: number;
  readonly jobsFailed: number;
  /** Seconds that the oldest due job has waited. */
  readonly jobsOldestSeconds: number;
  readonly auditWaiting: number;
  /** Seconds since the oldest record that no chain holds yet was written. */
  readonly auditOldestSeconds: number;
  readonly sessions: number;
  readonly exportsFailed: number;
}

/** All in one statement: on PGlite everybody shares the session that answers it. */
export async function findFigures(db: Connection): Promise<OperationFigures> {
  const { rows } = await sql<OperationFigures>`
    select
      j.waiting::int as jobs_waiting, j.running::int as jobs_running, j.failed::int as jobs_failed,
      coalesce(j.oldest, 0)::float8 as jobs_oldest_seconds,
      a.waiting::int as audit_waiting, coalesce(a.oldest, 0)::float8 as audit_oldest_seconds,
      (select count(*)::int from account_session where stage = 'full' and expires_at > clock_timestamp()) as sessions,
      (select count(*)::int from report_export where status = 'failed') as exports_failed
    from
      (select
        count(*) filter (where status = 'waiting') as waiting,
        count(*) filter (where status = 'running') as running,
        count(*) filter (where status = 'failed') as failed,
        greatest(extract(epoch from clock_timestamp() - min(run_at) filter (where status = 'waiting')), 0) as oldest
      from job where status in ('waiting', 'running', 'failed')) j,
      (select count(*) as waiting, greatest(extract(epoch from clock_timestamp() - min(written_at)), 0) as oldest
      from audit_pending) a
  `.execute(db);
  const [figures] = rows;
  if (figures === undefined) throw new Error('The database does not count');
  return figures;
}
