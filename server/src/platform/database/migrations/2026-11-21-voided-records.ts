import { sql, type Kysely } from 'kysely';

/** A record may be voided, not only corrected; and every attestation of a figure is kept, not the last alone. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The record that voids another names it in `corrects`; with it the other has no place in the course of the case.
  await sql`
    alter table case_event add column is_void boolean not null default false
    check (not is_void or corrects is not null)`.execute(db);
  await sql`
    alter table attested_figure
      add column version integer not null default 1,
      add column recorded_at timestamptz not null default now()`.execute(db);
  // The latest version of each cell counts; the earlier ones are its history, read in the order of the key.
  await sql`alter table attested_figure drop constraint attested_figure_pkey`.execute(db);
  await sql`
    alter table attested_figure add primary key (agency_id, year, row_key, column_key, version)`.execute(db);
}
