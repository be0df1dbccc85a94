import { sql, type Kysely } from 'kysely';

/**
 * What is to be done after a transaction has committed. Neither table belongs to an agency: the processes of one
 * installation share one queue, and a job of an agency names it in its payload.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table job (
      job_id text primary key,
      kind text not null,
      payload jsonb not null,
      key text,
      status text not null check (status in ('waiting', 'running', 'done', 'failed', 'discarded')),
      run_at timestamptz not null,
      attempt integer not null default 0,
      max_attempts integer not null check (max_attempts > 0),
      worker_id text,
      heartbeat_at timestamptz,
      progress_done integer,
      progress_total integer,
      error text,
      enqueued_at timestamptz not null default clock_timestamp(),
      started_at timestamptz,
      finished_at timestamptz,
      check ((status = 'running') = (worker_id is not null and heartbeat_at is not null))
    )`.execute(db);
  // The next job to take; done ones, which are most, are not in it.
  await sql`create index job_waiting on job (run_at, job_id) where status = 'waiting'`.execute(db);
  // The same work asked for twice before it began is done once.
  await sql`create unique index job_once on job (kind, key) where status = 'waiting'`.execute(db);
  // Jobs whose process has fallen silent.
  await sql`create index job_running on job (heartbeat_at) where status = 'running'`.execute(db);
  // The page of failed jobs, newest first.
  await sql`create index job_failed on job (finished_at, job_id) where status = 'failed'`.execute(db);
  // What is old enough to be forgotten.
  await sql`create index job_ended on job (finished_at) where status in ('done', 'discarded')`.execute(db);

  await sql`
    create table job_schedule (
      name text primary key,
      last_slot timestamptz not null
    )`.execute(db);
}
