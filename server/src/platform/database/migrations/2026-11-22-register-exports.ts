import { sql, type Kysely } from 'kysely';

/** Files of the register, written by a job for the one who asked and kept for some days. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What is asked for is kept without words that were searched for: they may be a name, and are resolved before.
  await sql`
    create table register_export (
      agency_id text not null references agency (agency_id),
      export_id text not null,
      account_id text not null,
      format text not null check (format in ('xlsx', 'csv')),
      filter jsonb not null,
      sort text not null,
      columns jsonb not null,
      status text not null check (status in ('waiting', 'done')),
      job_id text not null,
      file_id text,
      cases integer,
      requested_at timestamptz not null,
      finished_at timestamptz,
      primary key (agency_id, export_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id),
      check ((status = 'done') = (file_id is not null and cases is not null and finished_at is not null))
    )`.execute(db);
  // One's own exports, the newest first.
  await sql`create index register_export_by_account on register_export (agency_id, account_id, requested_at)`.execute(
    db,
  );
  // Those whose days are over, of every agency.
  await sql`create index register_export_by_time on register_export (requested_at)`.execute(db);
  // Asked by the database before it lets a stored file go.
  await sql`create unique index register_export_by_file on register_export (agency_id, file_id)
    where file_id is not null`.execute(db);
}
