import { sql, type Kysely } from 'kysely';

/**
 * By which requests are found though their texts are sealed: keyed codes of their pairs of characters, in a table of their
 * own, so that a case whose clock moves does not touch them. What was there before is coded by a job.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table request_codes (
      agency_id text not null references agency (agency_id),
      source text not null check (source in ('case', 'fact')),
      record_id text not null,
      key_id text not null,
      codes integer[] not null,
      primary key (agency_id, source, record_id)
    )`.execute(db);
  // Words in requests, and requests like another. A code belongs to one agency: lists of agencies do not mix.
  await sql`create index request_codes_by_code on request_codes using gin (codes)`.execute(db);
  // What an old key still codes, asked for when keys change.
  await sql`create index request_codes_by_key on request_codes (key_id)`.execute(db);
  await sql`
    create table request_index_state (
      agency_id text primary key references agency (agency_id),
      filled_at timestamptz,
      key_id text,
      counted integer not null default 0,
      common jsonb not null default '{}'
    )`.execute(db);
}
