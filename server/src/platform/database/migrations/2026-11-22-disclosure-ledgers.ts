import { sql, type Kysely } from 'kysely';

/** Where published documents were handed in, what deputies and members proposed, and the standard catalogues. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table deposit (
      agency_id text not null references agency (agency_id),
      deposit_id text not null,
      place text not null check (place in ('archive', 'library', 'serviceHall')),
      receiver text not null,
      delivered_on date not null,
      copies integer not null check (copies > 0),
      is_electronic boolean not null,
      receipt_number text,
      receipt_on date,
      note text,
      recorded_by text not null,
      recorded_at timestamptz not null,
      primary key (agency_id, deposit_id)
    )`.execute(db);
  // The register: the newest first.
  await sql`create index deposit_by_day on deposit (agency_id, delivered_on desc, deposit_id)`.execute(db);
  await sql`
    create table deposit_document (
      agency_id text not null,
      deposit_id text not null,
      document_id text not null,
      place text not null,
      version integer not null,
      primary key (agency_id, deposit_id, document_id),
      foreign key (agency_id, deposit_id) references deposit (agency_id, deposit_id),
      foreign key (agency_id, document_id) references document (agency_id, document_id)
    )`.execute(db);
  // Where a document has been handed in; what has not is overdue.
  await sql`create index deposit_of_document on deposit_document (agency_id, document_id, place)`.execute(db);

  await sql`
    create table catalogue_version (
      agency_id text not null references agency (agency_id),
      version integer not null check (version > 0),
      file_name text not null,
      imported_by text not null,
      imported_at timestamptz not null,
      primary key (agency_id, version)
    )`.execute(db);
  await sql`
    create table catalogue_item (
      agency_id text not null,
      version integer not null,
      place integer not null,
      item_key text not null,
      field text not null,
      matter text not null,
      detail text not null,
      content text not null,
      basis text not null,
      term text not null,
      bearer text not null,
      channels text not null,
      audience text not null,
      mode text not null,
      level text not null,
      primary key (agency_id, version, place),
      unique (agency_id, version, item_key),
      foreign key (agency_id, version) references catalogue_version (agency_id, version)
    )`.execute(db);
  await sql`
    create table catalogue_link (
      agency_id text not null references agency (agency_id),
      item_key text not null,
      target_kind text not null check (target_kind in ('document', 'column')),
      target text not null,
      linked_by text not null,
      linked_at timestamptz not null,
      primary key (agency_id, item_key, target_kind, target)
    )`.execute(db);

  await sql`
    create table proposal (
      agency_id text not null references agency (agency_id),
      proposal_id text not null,
      year integer not null,
      number text not null,
      session text not null,
      proposer text not null check (proposer in ('deputy', 'member')),
      title text not null,
      handling text not null check (handling in ('host', 'coHost', 'separate')),
      unit_id text,
      received_on date not null,
      due_on date not null,
      answered_on date,
      result text check (result in ('A', 'B', 'C')),
      is_public boolean,
      withheld_reason text,
      document_id text,
      recorded_by text not null,
      recorded_at timestamptz not null,
      primary key (agency_id, proposal_id),
      unique (agency_id, year, proposer, number),
      foreign key (agency_id, unit_id) references unit (agency_id, unit_id),
      foreign key (agency_id, document_id) references document (agency_id, document_id),
      check ((answered_on is null) = (result is null)),
      check ((answered_on is null) = (is_public is null)),
      check (is_public is distinct from false or withheld_reason is not null)
    )`.execute(db);
  // The ledger of a year, and what waits for an answer by day.
  await sql`create index proposal_by_year on proposal (agency_id, year, due_on, proposal_id)`.execute(db);
}
