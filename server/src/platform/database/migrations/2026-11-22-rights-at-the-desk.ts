import { sql, type Kysely } from 'kysely';

/** Demands for correction and suggestions that come on paper (条例第四十一、四十四条): how, when received, and of which draft. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table rights_request
      add column channel text not null default 'web',
      add column received_on date,
      add column office_received_on date`.execute(db);
  // Those that came before were taken as received when they came.
  await sql`update rights_request set received_on = submitted_on`.execute(db);
  // Only what came over the public pages here has a query code.
  await sql`
    alter table rights_request alter column channel drop default, alter column code_hash drop not null`.execute(
    db,
  );
  await sql`alter table intake_draft add column rights_request_id text`.execute(db);
  await sql`
    alter table intake_draft
      add foreign key (agency_id, rights_request_id) references rights_request (agency_id, request_id)`.execute(
    db,
  );
}
