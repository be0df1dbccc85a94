import { sql, type Kysely } from 'kysely';

/** A case asks whether the ledger of an old system knows the same request, or the same applicant. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // By digest: a request may be longer than an index entry.
  await sql`
    create index imported_fact_by_request on imported_fact (agency_id, md5(btrim(request)))
    where request is not null`.execute(db);
  await sql`
    create index imported_fact_by_party on imported_fact (agency_id, party_id)
    where party_id is not null`.execute(db);
  await sql`create index party_by_name on party (agency_id, name) where name is not null`.execute(db);
}
