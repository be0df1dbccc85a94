import { sql, type Kysely } from 'kysely';

/** Notices on days off and make-up working days that administrators add beside the shipped ones. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Read whole: a few rows a year. No agency owns it; that of a region names the agency at its head.
  await sql`
    create table working_day_notice (
      notice_id text primary key,
      number text not null,
      year integer not null,
      issued_on date not null,
      known_on date,
      amends text,
      region_code text references agency (agency_id),
      off jsonb not null,
      work jsonb not null,
      added_by text not null,
      added_at timestamptz not null
    )`.execute(db);
  // One document is entered once for each region.
  await sql`
    create unique index working_day_notice_by_number on working_day_notice
    (number, coalesce(region_code, ''))`.execute(db);
}
