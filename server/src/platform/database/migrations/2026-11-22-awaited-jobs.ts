import { sql, type Kysely } from 'kysely';

/** Jobs that somebody waits for go before those of the day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table job add column is_awaited boolean not null default false`.execute(db);
  // The next job to take, those that somebody waits for first; it takes the place of the index without them.
  await sql`
    create index job_next on job (is_awaited desc, run_at, job_id) where status = 'waiting'`.execute(db);
  await sql`drop index job_waiting`.execute(db);
}
