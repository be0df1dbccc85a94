import { sql, type Kysely } from 'kysely';

/** How many pages a file of a document has, told beside its size; those taken in before are not counted again. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table document_file add column pages integer check (pages > 0)`.execute(db);
}
