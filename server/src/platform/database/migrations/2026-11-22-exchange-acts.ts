import { sql, type Kysely } from 'kysely';

/** What applicants do at an inbox beside applying, what they are shown there, and what an import refused. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table exchange_peer
      add column last_exported_at timestamptz,
      add column last_imported_at timestamptz,
      add column told jsonb not null default '{}'`.execute(db);
  // What the inbox was told last of a case, by its digest; null: whose case it is was not kept then.
  await sql`
    alter table exchange_case
      add column party_id text,
      add column told_digest text not null default ''`.execute(db);
  await sql`
    update exchange_case e set party_id = c.party_id from application_case c
    where c.agency_id = e.agency_id and c.case_id = e.case_id`.execute(db);
  // Of an office: files for downloading that an inbox was given already.
  await sql`
    create table exchange_told_file (
      agency_id text not null references agency (agency_id),
      reference text not null,
      file_id text not null,
      primary key (agency_id, reference, file_id)
    )`.execute(db);
  // Of an office: parts of a file of an applicant, until all have come and it was looked through.
  await sql`
    create table exchange_file_part (
      agency_id text not null references agency (agency_id),
      reference text not null,
      file_id text not null,
      part integer not null,
      parts integer not null,
      about_sealed bytea not null,
      content_sealed bytea not null,
      primary key (agency_id, reference, file_id, part)
    )`.execute(db);
  // What a message asked for and could not be done; the reason names nobody.
  await sql`
    create table exchange_refusal (
      node_id text not null references exchange_peer (node_id),
      message_id text not null,
      number integer not null,
      kind text not null,
      agency_id text,
      reference text,
      acted_on date,
      reason text not null,
      noted_at timestamptz not null,
      primary key (node_id, message_id)
    )`.execute(db);
  // Of an office: the refusals of one case go back to its progress page.
  await sql`create index exchange_refusal_case on exchange_refusal (agency_id, reference)`.execute(db);
  await sql`
    alter table online_act drop constraint if exists online_act_kind_check,
      add constraint online_act_kind_check check (kind in ('supplement', 'withdrawn', 'feePaid'))`.execute(
    db,
  );
  await sql`alter table inbox_agency add column guide jsonb`.execute(db);
  // What the office said last stands sealed; its version and the day of closing decide what replaces it and when it goes.
  await sql`
    alter table inbox_application
      drop column state,
      add column state_sealed bytea,
      add column state_version integer not null default 0,
      add column closed_on date`.execute(db);
  await sql`
    create table inbox_act (
      agency_id text not null,
      reference text not null,
      act_id text not null,
      kind text not null check (kind in ('supplement', 'withdrawn', 'feePaid')),
      acted_at timestamptz not null,
      handed_over_at timestamptz,
      primary key (agency_id, reference, act_id),
      foreign key (agency_id, reference) references inbox_application (agency_id, reference) on delete cascade
    )`.execute(db);
  // A letter of the office, in parts, under this node's key.
  await sql`
    create table inbox_file_part (
      agency_id text not null,
      reference text not null,
      file_id text not null,
      part integer not null,
      content_sealed bytea not null,
      primary key (agency_id, reference, file_id, part),
      foreign key (agency_id, reference) references inbox_application (agency_id, reference) on delete cascade
    )`.execute(db);
  // Somebody who is asked for an opinion, found by the digest of its own link.
  await sql`
    create table inbox_opinion (
      agency_id text not null,
      link_hash text not null,
      node_id text not null,
      asked_sealed bytea,
      answered_at timestamptz,
      is_over boolean not null default false,
      primary key (agency_id, link_hash)
    )`.execute(db);
}
