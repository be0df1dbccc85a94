import { sql, type Kysely } from 'kysely';

/** The papers of a case as one file, for a reconsideration or a court, and for the archive. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table case_bundle (
      agency_id text not null,
      bundle_id text not null,
      case_id text not null,
      kind text not null check (kind in ('evidence', 'archive')),
      status text not null check (status in ('waiting', 'done', 'failed')),
      job_id text not null,
      file_id text,
      pages integer,
      apart jsonb not null default '[]',
      requested_by text not null,
      requested_at timestamptz not null,
      finished_at timestamptz,
      primary key (agency_id, bundle_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id),
      check ((status = 'done') = (file_id is not null and pages is not null))
    )`.execute(db);
  // The bundles of a case, on its page.
  await sql`create index case_bundle_by_case on case_bundle (agency_id, case_id, requested_at)`.execute(db);
  // Asked by the database before it lets a stored file go.
  await sql`
    create unique index case_bundle_by_file on case_bundle (agency_id, file_id)
    where file_id is not null`.execute(db);

  await sql`
    create table case_archive (
      agency_id text not null,
      case_id text not null,
      bundle_id text not null,
      retention text not null check (retention in ('permanent', 'years30', 'years10')),
      archived_on date not null,
      archived_by text not null,
      primary key (agency_id, case_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, bundle_id) references case_bundle (agency_id, bundle_id)
    )`.execute(db);
  await sql`
    create table archive_retention (
      agency_id text primary key references agency (agency_id),
      retention text not null check (retention in ('permanent', 'years30', 'years10'))
    )`.execute(db);
}
