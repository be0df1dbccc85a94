import { sql, type Kysely } from 'kysely';

/**
 * Letters of a case from their draft to their service, with the numbers given to them. What a letter says and to whom is
 * personal data, so it stands sealed; its hash proves that what was served is what was approved.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table letter (
      agency_id text not null,
      letter_id text not null,
      case_id text not null,
      kind text not null,
      status text not null check (status in ('draft', 'submitted', 'returned', 'approved', 'sealRequested',
        'sealApproved', 'sealed', 'serving', 'served', 'voided', 'discarded')),
      version integer not null,
      created_at timestamptz not null,
      draft_sealed bytea,
      content_sealed bytea,
      history_sealed bytea,
      key_id text,
      content_hash text,
      drafted_by text not null,
      submitted_by text,
      approved_by text,
      approved_at timestamptz,
      letter_on date,
      series text,
      series_year integer,
      number integer,
      document_number text,
      seal_requested_by text,
      seal_approved_by text,
      copies integer check (copies > 0),
      served_on date,
      void_reason_sealed bytea,
      corrects_letter_id text,
      decided_seq integer,
      served_seq integer,
      primary key (agency_id, letter_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, corrects_letter_id) references letter (agency_id, letter_id),
      -- Nobody approves what he drafted or submitted himself, nor the seal that he asked for.
      constraint letter_not_approved_by_its_drafter check (approved_by <> drafted_by and approved_by <> submitted_by),
      constraint letter_seal_not_approved_by_its_requester check (seal_approved_by <> seal_requested_by),
      -- Approved is: with its text, its hash and its day.
      constraint letter_approved_whole check (
        (approved_by is null) = (content_hash is null) and (approved_by is null) = (letter_on is null)
        and (approved_by is null) = (approved_at is null) and (number is null) = (document_number is null)
        and (number is null) = (series is null) and (number is null) = (series_year is null)),
      constraint letter_sealed_under_key check (key_id is not null or draft_sealed is null)
    )`.execute(db);
  // A number is given once in its series and year; the register sorted by number is read from it too.
  await sql`
    create unique index letter_number on letter (agency_id, series, series_year, number) where number is not null`.execute(
    db,
  );
  // The letters of a case.
  await sql`create index letter_of_case on letter (agency_id, case_id)`.execute(db);
  // The register, the newest first.
  await sql`create index letter_by_time on letter (agency_id, created_at, letter_id)`.execute(db);
  // What waits for somebody.
  await sql`
    create index letter_waiting on letter (agency_id, status, created_at)
    where status not in ('served', 'voided', 'discarded')`.execute(db);

  await sql`
    create table letter_series (
      agency_id text not null,
      series text not null,
      year integer not null,
      last_number integer not null check (last_number > 0),
      primary key (agency_id, series, year)
    )`.execute(db);

  await sql`
    create table letter_service (
      agency_id text not null,
      service_id text not null,
      letter_id text not null,
      addressee integer not null check (addressee >= 0),
      way text not null check (way in ('post', 'direct', 'otherAgency', 'electronic')),
      served_on date not null,
      tracking_number text,
      evidence_file_id text not null,
      received_on date,
      returned_on date,
      return_cause text check (return_cause in ('refused', 'addressGiven', 'ownFault')),
      tracking_sealed bytea,
      key_id text,
      recorded_by text not null,
      recorded_at timestamptz not null,
      primary key (agency_id, service_id),
      foreign key (agency_id, letter_id) references letter (agency_id, letter_id),
      constraint letter_service_returned_with_cause check ((returned_on is null) = (return_cause is null)),
      constraint letter_service_sealed_under_key check (key_id is not null or tracking_sealed is null)
    )`.execute(db);
  // The services of a letter.
  await sql`create index letter_service_of_letter on letter_service (agency_id, letter_id)`.execute(db);

  await sql`
    create table letter_file (
      agency_id text not null,
      file_id text not null,
      letter_id text not null,
      role text not null check (role in ('attachment', 'docx', 'pdf', 'sealed', 'evidence')),
      file_name text not null,
      size bigint not null,
      sha256 text not null,
      added_at timestamptz not null,
      primary key (agency_id, file_id),
      foreign key (agency_id, letter_id) references letter (agency_id, letter_id)
    )`.execute(db);
  // The files of a letter.
  await sql`create index letter_file_of_letter on letter_file (agency_id, letter_id)`.execute(db);
  // The text is rendered once in each format, and one original is sealed, however often a job runs.
  await sql`
    create unique index letter_file_once on letter_file (agency_id, letter_id, role)
    where role in ('docx', 'pdf', 'sealed')`.execute(db);

  // Sealing anew writes other bytes of the same text; what proves the text never changes, and no letter with a number goes.
  await sql`
    create function refuse_letter_edit() returns trigger language plpgsql as $$
    begin
      if tg_op = 'DELETE' then
        if old.content_hash is null then return old; end if;
      elsif old.content_hash is null
        or (new.content_hash, new.letter_on, new.kind, new.case_id, new.approved_by)
          = (old.content_hash, old.letter_on, old.kind, old.case_id, old.approved_by)
        and (new.document_number, new.series, new.series_year, new.number)
          is not distinct from (old.document_number, old.series, old.series_year, old.number)
      then return new;
      end if;
      raise exception 'A letter stands as it was approved: % refused', tg_op using errcode = 'insufficient_privilege';
    end $$`.execute(db);
  await sql`
    create trigger letter_stands before update or delete on letter
    for each row execute function refuse_letter_edit()`.execute(db);
}
