import { sql, type Kysely } from 'kysely';

export async function up(db: Kysely<unknown>): Promise<void> {
  // What one letter wrote into the other cases that it answers: each is decided and served by a record of its own.
  await sql`
    create table letter_case (
      agency_id text not null,
      letter_id text not null,
      case_id text not null,
      decided_seq integer not null,
      served_seq integer,
      primary key (agency_id, letter_id, case_id),
      foreign key (agency_id, letter_id) references letter (agency_id, letter_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id)
    )`.execute(db);
  // The letters that answer a case together with others, on its page and on its applicant's.
  await sql`create index letter_case_of_case on letter_case (agency_id, case_id)`.execute(db);
}
