import { sql, type Kysely } from 'kysely';

/** Documents on their way to publication, their versions, reviews and files, and what the public can find. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table document (
      agency_id text not null references agency (agency_id),
      document_id text not null,
      kind text not null,
      mode text not null check (mode in ('proactive', 'uponApplication', 'withheld')),
      status text not null
        check (status in ('draft', 'inReview', 'signed', 'published', 'filed', 'withdrawn')),
      step text,
      steps jsonb not null,
      version integer not null check (version > 0),
      authors jsonb not null,
      title text not null,
      summary text not null,
      document_number text,
      topic text,
      genre text,
      duty text not null,
      unit_id text,
      formed_on date not null,
      due_on date not null,
      index_number text,
      validity text,
      expires_on date,
      published_version integer,
      published_at timestamptz,
      withdrawn_at timestamptz,
      withdrawal_reason text,
      reassess_on date,
      record_id text,
      primary key (agency_id, document_id),
      foreign key (agency_id, unit_id) references unit (agency_id, unit_id),
      unique (agency_id, index_number),
      check ((step is null) = (status <> 'inReview')),
      check ((published_version is null) = (published_at is null)),
      check ((withdrawn_at is null) = (withdrawal_reason is null))
    )`.execute(db);
  // The lists of the public: of one agency, the newest first, of one item of the catalogue too.
  await sql`create index document_public on document (agency_id, published_at desc, document_id)
    where published_version is not null and withdrawn_at is null`.execute(db);
  await sql`create index document_public_duty on document (agency_id, duty, published_at desc, document_id)
    where published_version is not null and withdrawn_at is null`.execute(db);
  // The desk: the newest first, and what waits for somebody by the day on which it is due.
  await sql`create index document_by_formed on document (agency_id, formed_on desc, document_id)`.execute(db);
  await sql`create index document_waiting on document (agency_id, status, due_on, document_id)
    where status in ('draft', 'inReview', 'signed')`.execute(db);
  // What expires or must be looked at again, by day, for the daily alarm.
  await sql`create index document_expiring on document (expires_on, agency_id, document_id)
    where expires_on is not null`.execute(db);
  await sql`create index document_reassessed on document (reassess_on, agency_id, document_id)
    where reassess_on is not null`.execute(db);

  await sql`
    create table document_version (
      agency_id text not null,
      document_id text not null,
      version integer not null,
      draft jsonb not null,
      change_reason text,
      published_at timestamptz,
      primary key (agency_id, document_id, version),
      foreign key (agency_id, document_id) references document (agency_id, document_id)
    )`.execute(db);

  await sql`
    create table document_act (
      agency_id text not null,
      document_id text not null,
      seq integer not null,
      version integer not null,
      act text not null,
      step text,
      actor_id text not null,
      acted_at timestamptz not null,
      opinion text,
      primary key (agency_id, document_id, seq),
      foreign key (agency_id, document_id) references document (agency_id, document_id)
    )`.execute(db);

  await sql`
    create table document_file (
      agency_id text not null,
      document_id text not null,
      file_id text not null,
      from_version integer not null,
      to_version integer,
      findings jsonb not null,
      primary key (agency_id, document_id, file_id),
      foreign key (agency_id, document_id) references document (agency_id, document_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id)
    )`.execute(db);

  await sql`
    create table document_relation (
      agency_id text not null,
      document_id text not null,
      kind text not null check (kind in ('interprets', 'amends', 'repeals', 'related')),
      to_document_id text not null,
      primary key (agency_id, document_id, kind, to_document_id),
      foreign key (agency_id, document_id) references document (agency_id, document_id),
      foreign key (agency_id, to_document_id) references document (agency_id, document_id)
    )`.execute(db);
  // The other direction: what interprets, amends or repeals this one.
  await sql`create index document_relation_to on document_relation (agency_id, to_document_id)`.execute(db);

  await sql`
    create table document_waiver (
      agency_id text not null,
      document_id text not null,
      version integer not null,
      rule text not null,
      place text not null,
      message text not null,
      reason text not null,
      waived_by text not null,
      waived_at timestamptz not null,
      primary key (agency_id, document_id, version, rule, place, message),
      foreign key (agency_id, document_id) references document (agency_id, document_id)
    )`.execute(db);

  await sql`
    create table document_series (
      agency_id text not null references agency (agency_id),
      year integer not null,
      last_number integer not null,
      primary key (agency_id, year)
    )`.execute(db);

  await sql`
    create table review_path (
      agency_id text not null references agency (agency_id),
      kind text not null,
      steps jsonb not null,
      primary key (agency_id, kind)
    )`.execute(db);

  await sql`
    create table search_entry (
      agency_id text not null references agency (agency_id),
      kind text not null,
      record_id text not null,
      part integer not null,
      title text not null,
      place text,
      published_at timestamptz not null,
      is_valid boolean not null,
      topic text,
      genre text,
      validity text,
      content text not null,
      title_words tsvector not null,
      words tsvector not null,
      primary key (agency_id, kind, record_id, part)
    )`.execute(db);
  // Filled as documents are published: built over a full table it takes many times as long.
  await sql`create index search_entry_words on search_entry using gin (words)`.execute(db);
  await sql`create index search_entry_title on search_entry using gin (title_words)`.execute(db);
  // Of a word that half of all texts have, the newest are read from here until there are enough.
  await sql`create index search_entry_newest on search_entry (published_at desc)`.execute(db);
}
