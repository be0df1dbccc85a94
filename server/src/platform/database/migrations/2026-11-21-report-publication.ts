import { sql, type Kysely } from 'kysely';

/** What the gate of an annual report and the difference from the published one need to remember. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table annual_report
      add column seen_findings jsonb not null default '[]',
      add column checked_digest text,
      add column published_at timestamptz`.execute(db);
  await sql`
    alter table report_waiver
      add column rule text not null,
      add column message text not null`.execute(db);
  await sql`alter table report_case add column last_seq integer not null`.execute(db);
  // A published cell's cases are a range, as in case_year.
  await sql`
    create index report_case_by_place on report_case
    (agency_id, year, version, applicant_class, is_new, outcome_row, case_id)`.execute(db);
}
