import { sql, type Kysely } from 'kysely';

/** The agency's tree of topics, decisions about what several people asked for, and how statistics read events. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table topic_tree (
      agency_id text primary key references agency (agency_id),
      revision integer not null,
      topics jsonb not null,
      saved_by text not null,
      saved_at timestamptz not null default now()
    )`.execute(db);
  // Extensions and fees from a day to a day.
  await sql`
    create index case_event_by_day on case_event (agency_id, type, occurred_on)
    where type in ('extension', 'feeNotice', 'feePaid')`.execute(db);
  await sql`
    create table disclosure_candidate (
      agency_id text not null references agency (agency_id),
      candidate_id text not null,
      case_ids jsonb not null,
      decision text not null check (decision in ('candidate', 'notSuitable')),
      reason text not null,
      decided_by text not null,
      decided_at timestamptz not null default now(),
      primary key (agency_id, candidate_id)
    )`.execute(db);
}
