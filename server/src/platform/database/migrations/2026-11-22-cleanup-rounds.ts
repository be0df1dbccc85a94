import { sql, type Kysely } from 'kysely';

/** Clean-ups of rules and normative documents: what was looked at and what was found of each. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cleanup_round (
      agency_id text not null references agency (agency_id),
      round_id text not null,
      title text not null,
      scope text not null,
      kinds jsonb not null,
      as_of date not null,
      due_on date,
      status text not null check (status in ('open', 'signed', 'published')),
      opened_by text not null,
      opened_at timestamptz not null,
      signed_by text,
      signed_at timestamptz,
      published_by text,
      published_at timestamptz,
      primary key (agency_id, round_id),
      check ((signed_at is null) = (status = 'open')),
      check ((published_at is null) = (status <> 'published'))
    )`.execute(db);
  // Title, number and day as they were when the round was opened: the published list must not change afterwards.
  await sql`
    create table cleanup_entry (
      agency_id text not null,
      round_id text not null,
      record_id text not null,
      kind text not null,
      title text not null,
      number text,
      made_on date not null,
      result text check (result in ('keep', 'amend', 'repeal', 'lapse')),
      reason text,
      ended_on date,
      decided_by text,
      decided_at timestamptz,
      primary key (agency_id, round_id, record_id),
      foreign key (agency_id, round_id) references cleanup_round (agency_id, round_id),
      foreign key (agency_id, record_id) references administrative_record (agency_id, record_id),
      check ((result is null) = (decided_by is null))
    )`.execute(db);
  // What the last clean-up found of a document, beside it in the ledger.
  await sql`create index cleanup_entry_of_record on cleanup_entry (agency_id, record_id)`.execute(db);
  // From a record of table 二 to the document that it is.
  await sql`create index document_of_record on document (agency_id, record_id) where record_id is not null`.execute(
    db,
  );
}
