import { sql, type Kysely } from 'kysely';

/** The addresses that published documents lead to, and how each stood when it was tried last. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table web_link (
      agency_id text not null references agency (agency_id),
      link_id text not null check (link_id ~ '^[0-9a-f]{64}$'),
      address text not null,
      kind text not null check (kind in ('external', 'internal')),
      state text not null check (state in ('untried', 'open', 'failing', 'broken', 'unjudged')),
      gone_on date,
      http_status integer,
      fault text,
      tries integer not null default 0,
      seen_at timestamptz not null,
      checked_at timestamptz,
      primary key (agency_id, link_id)
    )`.execute(db);
  // A run tries every address once, those of all agencies that share one beside each other: their ids are the same.
  await sql`create index web_link_to_try on web_link (kind, link_id, agency_id)`.execute(db);
  // The list of an agency shows what cannot be opened, the longest first, and the first screen counts it.
  await sql`create index web_link_gone on web_link (agency_id, gone_on, link_id)
    where state in ('failing', 'broken')`.execute(db);
  await sql`
    create table document_link (
      agency_id text not null,
      document_id text not null,
      version integer not null,
      link_id text not null,
      place text not null,
      primary key (agency_id, document_id, version, link_id, place),
      foreign key (agency_id, document_id) references document (agency_id, document_id),
      foreign key (agency_id, link_id) references web_link (agency_id, link_id)
    )`.execute(db);
  // From an address to what leads there: for the list, and to forget addresses that nothing leads to any more.
  await sql`create index document_link_of_address on document_link (agency_id, link_id)`.execute(db);
  await sql`
    create table link_run (
      started_at timestamptz primary key,
      tried integer not null,
      reached_nothing boolean not null
    )`.execute(db);
  await sql`alter table document_version add column links_read_at timestamptz`.execute(db);
  // What was published and not yet read for links: empty but for the newest.
  await sql`create index document_version_unread_links on document_version (agency_id, document_id)
    where links_read_at is null and published_at is not null`.execute(db);
  // Where the links of a file lead; null: taken in before that was kept, until the job has read it.
  await sql`alter table document_file add column links jsonb`.execute(db);
  await sql`create index document_file_unread on document_file (agency_id, file_id) where links is null`.execute(
    db,
  );
}
