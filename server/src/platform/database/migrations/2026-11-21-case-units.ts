import { sql, type Kysely } from 'kysely';

/** A liaison officer's register holds the cases of one unit. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // In the order of the list, so that a page reads no more than its rows.
  await sql`
    create index application_case_by_unit on application_case
    (agency_id, unit_id, (coalesce(received_on, 'infinity'::date)), case_id)
    where unit_id is not null`.execute(db);
}
