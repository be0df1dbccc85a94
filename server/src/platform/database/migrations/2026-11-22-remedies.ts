import { sql, type Kysely } from 'kysely';

/** Reconsiderations and suits with their proceedings, versions, papers, orders and what was learnt from them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table remedy
      add column version integer not null default 1,
      add column side text not null default 'applicant' check (side in ('applicant', 'thirdParty', 'other')),
      add column stages jsonb,
      add column settled_on date,
      add column answer_due_on date`.execute(db);
  // The last proceeding settles it; of a suit of several instances that is the one filed last.
  await sql`
    update remedy set settled_on = case
      when instances is null then concluded_on
      else (
        select (stage ->> 'concludedOn')::date from jsonb_array_elements(instances) as stage
        order by stage ->> 'filedOn' desc limit 1
      ) end`.execute(db);
  // What has still to be answered, for reminders and the list of what is overdue.
  await sql`
    create index remedy_by_answer_due on remedy (agency_id, answer_due_on, remedy_id)
    where answer_due_on is not null`.execute(db);
  // What was sought against an application, for its page.
  await sql`create index remedy_by_case on remedy (agency_id, case_id, remedy_id) where case_id is not null`.execute(
    db,
  );

  await sql`
    create table remedy_series (
      agency_id text not null references agency (agency_id),
      year integer not null,
      last_number integer not null,
      primary key (agency_id, year)
    )`.execute(db);
  await sql`
    create table remedy_version (
      agency_id text not null,
      remedy_id text not null,
      version integer not null,
      entry jsonb not null,
      recorded_by text not null,
      recorded_at timestamptz not null,
      primary key (agency_id, remedy_id, version),
      foreign key (agency_id, remedy_id) references remedy (agency_id, remedy_id)
    )`.execute(db);
  await sql`
    create table remedy_paper (
      agency_id text not null,
      remedy_id text not null,
      file_id text not null,
      kind text not null,
      added_at timestamptz not null,
      primary key (agency_id, remedy_id, file_id),
      foreign key (agency_id, remedy_id) references remedy (agency_id, remedy_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id)
    )`.execute(db);
  // Asked by the database before it lets a stored file go.
  await sql`create unique index remedy_paper_by_file on remedy_paper (agency_id, file_id)`.execute(db);

  await sql`
    create table remedy_order (
      agency_id text not null,
      order_id text not null,
      remedy_id text not null,
      kind text not null,
      what text not null,
      ordered_on date not null,
      due_on date,
      done_on date,
      proof text,
      primary key (agency_id, order_id),
      foreign key (agency_id, remedy_id) references remedy (agency_id, remedy_id),
      check ((done_on is null) = (proof is null))
    )`.execute(db);
  // The orders of a remedy, on its page and beside each row of the register.
  await sql`create index remedy_order_by_remedy on remedy_order (agency_id, remedy_id, ordered_on)`.execute(
    db,
  );
  // What has still to be complied with, for reminders and the list of what is overdue.
  await sql`
    create index remedy_order_open on remedy_order (agency_id, due_on, order_id)
    where done_on is null`.execute(db);

  await sql`
    create table remedy_lesson (
      agency_id text not null,
      lesson_id text not null,
      remedy_id text not null,
      ground text not null,
      text text not null,
      learnt_on date not null,
      recorded_by text not null,
      primary key (agency_id, lesson_id),
      foreign key (agency_id, remedy_id) references remedy (agency_id, remedy_id)
    )`.execute(db);
  // What is shown when an answer on the same ground is drafted, the newest first.
  await sql`create index remedy_lesson_by_ground on remedy_lesson (agency_id, ground, learnt_on)`.execute(db);
  await sql`create index remedy_lesson_by_remedy on remedy_lesson (agency_id, remedy_id)`.execute(db);
}
