import { sql, type Kysely } from 'kysely';

/** The intake desk: forms that were begun, how a case was taken in, and the papers kept with it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Every text of the desk is here under its key: what was typed, how it was taken in, why a paper was removed.
  await sql`
    create table intake_text (
      agency_id text not null references agency (agency_id),
      text_id text not null,
      case_id text,
      text_sealed bytea,
      key_id text,
      primary key (agency_id, text_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      constraint intake_text_holds_no_plain_text check ((text_sealed is null) = (key_id is null))
    )`.execute(db);
  // Erased by the case.
  await sql`create index intake_text_by_case on intake_text (agency_id, case_id) where case_id is not null`.execute(
    db,
  );

  await sql`
    create table intake_draft (
      agency_id text not null references agency (agency_id),
      draft_id text not null,
      account_id text not null,
      saved_at timestamptz not null,
      case_ids jsonb,
      primary key (agency_id, draft_id)
    )`.execute(db);
  // What somebody has begun; also found when a week is over.
  await sql`create index intake_draft_by_account on intake_draft (agency_id, account_id, saved_at)`.execute(
    db,
  );
  await sql`
    create table intake_draft_file (
      agency_id text not null,
      draft_id text not null,
      file_id text not null,
      kind text not null,
      primary key (agency_id, draft_id, file_id),
      foreign key (agency_id, draft_id) references intake_draft (agency_id, draft_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id)
    )`.execute(db);

  await sql`
    create table intake_record (
      agency_id text not null,
      case_id text not null,
      channel text not null,
      taken_by text not null,
      taken_at timestamptz not null,
      gaps jsonb not null,
      duplicate_of text,
      primary key (agency_id, case_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, duplicate_of) references application_case (agency_id, case_id)
    )`.execute(db);

  await sql`
    create table case_attachment (
      agency_id text not null,
      attachment_id text not null,
      case_id text not null,
      file_id text not null,
      kind text not null,
      is_from_intake boolean not null,
      added_by text not null,
      added_at timestamptz not null,
      removed_by text,
      removed_at timestamptz,
      primary key (agency_id, attachment_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id),
      check ((removed_by is null) = (removed_at is null))
    )`.execute(db);
  // The page of a case lists its papers as they came.
  await sql`create index case_attachment_by_case on case_attachment (agency_id, case_id, added_at)`.execute(
    db,
  );
  // One scan of an envelope is kept with each of its cases: a download and a removal ask which.
  await sql`create index case_attachment_by_file on case_attachment (agency_id, file_id)`.execute(db);
}
