import { sql, type Kysely } from 'kysely';

/** Which keys this database relies on, and how often somebody failed of late. Neither belongs to an agency. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table secret_key (
      key_id text primary key,
      proof bytea not null,
      first_used_at timestamptz not null default now()
    )`.execute(db);
  await sql`
    create table attempt_limit (
      kind text not null,
      subject bytea not null,
      failures integer not null,
      next_attempt_at timestamptz not null,
      forgotten_at timestamptz not null,
      primary key (kind, subject)
    )`.execute(db);
  // Rows that mean nothing any more are deleted by their age.
  await sql`create index attempt_limit_by_age on attempt_limit (forgotten_at)`.execute(db);
}
