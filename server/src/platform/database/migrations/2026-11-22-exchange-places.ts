import { sql, type Kysely } from 'kysely';

/** Rows of agencies point at nothing that is not the agency's: tables can be parted by agency. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table exchange_case drop constraint exchange_case_node_id_fkey`.execute(db);
  await sql`alter table inbox_agency drop constraint inbox_agency_node_id_fkey`.execute(db);
}
