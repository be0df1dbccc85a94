import { sql, type Kysely } from 'kysely';

/**
 * What stood behind the figures of ledgers that the text of a published report quotes. The document is no foreign key:
 * the entry stays as it was whatever becomes of the ledger.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  // The key is the order in which the entries of a figure are turned over.
  await sql`
    create table report_ledger_entry (
      agency_id text not null,
      year integer not null,
      version integer not null,
      figure text not null,
      place text not null,
      entry_id text not null,
      kind text not null,
      title text not null,
      happened_on date not null,
      note text,
      amount bigint not null,
      document_id text,
      primary key (agency_id, year, version, figure, place),
      foreign key (agency_id, year, version) references annual_report (agency_id, year, version)
    )`.execute(db);
  // A report counts what was withdrawn and what was changed in its year; both are few among all documents.
  await sql`create index document_withdrawn on document (agency_id, withdrawn_at)
    where withdrawn_at is not null`.execute(db);
  await sql`create index document_version_changed on document_version (agency_id, published_at)
    where version > 1`.execute(db);
}
