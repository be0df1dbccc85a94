import { sql, type Kysely } from 'kysely';

/** What the office does with a case beyond its events: sub-tasks, consultations, entries, their texts and files. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Every text is here under its key, apart from what is counted, so that it can be erased with the case's request.
  await sql`
    create table handling_text (
      agency_id text not null references agency (agency_id),
      text_id text not null,
      case_id text not null,
      text_sealed bytea,
      key_id text,
      primary key (agency_id, text_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      constraint handling_text_holds_no_plain_text check ((text_sealed is null) = (key_id is null))
    )`.execute(db);
  // Erased by the case; read for its page.
  await sql`create index handling_text_by_case on handling_text (agency_id, case_id)`.execute(db);

  await sql`
    create table handling_file (
      agency_id text not null,
      case_id text not null,
      record_id text not null,
      file_id text not null,
      primary key (agency_id, record_id, file_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id)
    )`.execute(db);
  // The page of a case shows the files of all its records.
  await sql`create index handling_file_by_case on handling_file (agency_id, case_id)`.execute(db);

  await sql`
    create table unit_task (
      agency_id text not null,
      task_id text not null,
      case_id text not null,
      unit_id text not null,
      assignee_id text,
      status text not null check (status in ('open', 'answered', 'handedOver', 'withdrawn')),
      assigned_on date not null,
      assigned_by text not null,
      term_days integer not null check (term_days > 0),
      due_on date not null,
      closed_on date,
      closed_by text,
      former_task_id text,
      primary key (agency_id, task_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      foreign key (agency_id, unit_id) references unit (agency_id, unit_id),
      foreign key (agency_id, former_task_id) references unit_task (agency_id, task_id),
      check ((status = 'open') = (closed_on is null))
    )`.execute(db);
  await sql`create index unit_task_by_case on unit_task (agency_id, case_id)`.execute(db);
  // The list of a unit, and those to be reminded: by status, the earliest due first.
  await sql`create index unit_task_by_due on unit_task (agency_id, status, due_on, task_id)`.execute(db);

  await sql`
    create table consultation (
      agency_id text not null,
      consultation_id text not null,
      case_id text not null,
      kind text not null check (kind in ('thirdParty', 'coProducer', 'agency')),
      sent_on date not null,
      sent_seq integer not null,
      received_on date,
      lapse_on date,
      answered_on date,
      answer text check (answer in ('agrees', 'objects', 'other')),
      override_on date,
      link_hash bytea,
      made_by text not null,
      primary key (agency_id, consultation_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id),
      check ((answered_on is null) = (answer is null))
    )`.execute(db);
  await sql`create index consultation_by_case on consultation (agency_id, case_id)`.execute(db);
  // Those that are waited for, by their last day.
  await sql`
    create index consultation_waiting on consultation (agency_id, lapse_on, consultation_id)
    where answered_on is null`.execute(db);
  // A third party comes with the token of its link alone.
  await sql`
    create unique index consultation_by_link on consultation (agency_id, link_hash)
    where link_hash is not null`.execute(db);

  // Never changed: there is no statement that updates it.
  await sql`
    create table handling_entry (
      agency_id text not null,
      entry_id text not null,
      case_id text not null,
      kind text not null,
      entry_on date not null,
      entered_at timestamptz not null,
      entered_by text not null,
      primary key (agency_id, entry_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id)
    )`.execute(db);
  // The entries of a case; whether one of a kind is there.
  await sql`create index handling_entry_by_case on handling_entry (agency_id, case_id, kind, entered_at)`.execute(
    db,
  );
}
