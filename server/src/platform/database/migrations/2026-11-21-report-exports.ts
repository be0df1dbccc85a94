import { sql, type Kysely } from 'kysely';

/** Annual reports as files: which were asked for, what reading them back showed, and the files themselves. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Of each version and format there is one row, so that the same file is not written twice.
  await sql`
    create table report_export (
      agency_id text not null references agency (agency_id),
      year integer not null,
      version integer not null,
      format text not null check (format in ('docx', 'pdf', 'html', 'xlsx', 'json')),
      status text not null check (status in ('waiting', 'running', 'done', 'failed')),
      source_digest text not null,
      job_id text,
      findings jsonb not null default '[]',
      requested_by text not null,
      requested_at timestamptz not null,
      finished_at timestamptz,
      primary key (agency_id, year, version, format)
    )`.execute(db);
  await sql`
    create table report_export_file (
      agency_id text not null,
      year integer not null,
      version integer not null,
      format text not null,
      part integer not null check (part >= 0),
      file_id text not null,
      primary key (agency_id, year, version, format, part),
      foreign key (agency_id, year, version, format)
        references report_export (agency_id, year, version, format) on delete cascade,
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id)
    )`.execute(db);
  // Asked by the database before it lets a stored file go.
  await sql`create unique index report_export_file_by_file on report_export_file (agency_id, file_id)`.execute(
    db,
  );
}
