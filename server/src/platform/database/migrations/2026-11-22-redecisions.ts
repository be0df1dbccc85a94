import { sql, type Kysely } from 'kysely';

/** The list of new answers that reconsiderations and courts ordered. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Few cases are ever sent back; the list reads those orders alone, in the order of their days.
  await sql`create index case_event_overturned on case_event (agency_id, occurred_on, case_id, seq)
    where type = 'overturned'`.execute(db);
}
