import { sql, type Kysely } from 'kysely';

/** What the check before publication looks for in an agency, version after version; the newest counts. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table publication_setting (
      agency_id text not null references agency (agency_id),
      version integer not null check (version > 0),
      words jsonb not null,
      uses_shipped boolean not null,
      interpretation_days integer not null check (interpretation_days > 0),
      saved_by text not null,
      saved_at timestamptz not null,
      primary key (agency_id, version)
    )`.execute(db);
  // What explains a policy is asked for with each look at it, published or not.
  await sql`create index document_interpretation on document (agency_id, document_id)
    where kind = 'interpretation'`.execute(db);
}
