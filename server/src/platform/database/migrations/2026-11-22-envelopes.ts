import { sql, type Kysely } from 'kysely';

/** Envelopes with several applications, and which applications belong together. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table envelope (
      agency_id text not null references agency (agency_id),
      envelope_id text not null,
      mail_number text,
      signed_on date not null,
      office_received_on date check (office_received_on >= signed_on),
      return_mail_number text,
      return_mailed_on date,
      registered_by text not null,
      primary key (agency_id, envelope_id),
      check ((return_mail_number is null) = (return_mailed_on is null))
    )`.execute(db);
  // An application came in one envelope.
  await sql`
    create table envelope_case (
      agency_id text not null,
      case_id text not null,
      envelope_id text not null,
      position integer not null,
      primary key (agency_id, case_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, envelope_id) references envelope (agency_id, envelope_id)
    )`.execute(db);
  // The cases of an envelope, in their order in it.
  await sql`create index envelope_case_by_envelope on envelope_case (agency_id, envelope_id, position)`.execute(
    db,
  );
  await sql`
    create table case_link (
      agency_id text not null,
      link_id text not null,
      case_id text not null,
      leading_case_id text not null,
      kind text not null check (kind in ('merged', 'split', 'duplicate')),
      linked_on date not null,
      linked_by text not null,
      primary key (agency_id, link_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, leading_case_id) references application_case (agency_id, case_id),
      check (case_id <> leading_case_id)
    )`.execute(db);
  // Twice the same is once; also finds the links of a case by its number.
  await sql`create unique index case_link_once on case_link (agency_id, case_id, leading_case_id, kind)`.execute(
    db,
  );
  // The links of a case that leads.
  await sql`create index case_link_by_leading on case_link (agency_id, leading_case_id)`.execute(db);
}
