import { sql, type Kysely } from 'kysely';

/** An agency's own texts of letters by version, and what its letters say about the agency itself from a day on. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The primary key serves the one text in use of a letter and the list of its versions.
  await sql`
    create table letter_template (
      agency_id text not null references agency (agency_id),
      letter text not null,
      version integer not null check (version > 0),
      body jsonb not null,
      revision integer not null,
      effective_from date,
      written_by text not null,
      written_at timestamptz not null,
      published_by text,
      published_at timestamptz,
      primary key (agency_id, letter, version),
      check ((published_at is null) = (effective_from is null)),
      check ((published_at is null) = (published_by is null))
    )`.execute(db);
  // One draft a letter: two people who start one meet at once instead of at publication.
  await sql`
    create unique index letter_template_one_draft on letter_template (agency_id, letter)
    where published_at is null`.execute(db);
  // Read whole for an agency: a few rows over the years.
  await sql`
    create table letter_setting (
      agency_id text not null references agency (agency_id),
      effective_from date not null,
      body jsonb not null,
      changed_by text not null,
      changed_at timestamptz not null,
      primary key (agency_id, effective_from)
    )`.execute(db);
}
