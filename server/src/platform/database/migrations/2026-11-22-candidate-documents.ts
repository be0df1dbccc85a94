import { sql, type Kysely } from 'kysely';

/** The draft that was opened to publish what several people asked for (条例第四十四条). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table disclosure_candidate add column document_id text`.execute(db);
  await sql`alter table disclosure_candidate add foreign key (agency_id, document_id)
    references document (agency_id, document_id)`.execute(db);
  // From a document to the cases that asked for it; a document comes of one candidate at most.
  await sql`create unique index disclosure_candidate_by_document on disclosure_candidate (agency_id, document_id)
    where document_id is not null`.execute(db);
}
