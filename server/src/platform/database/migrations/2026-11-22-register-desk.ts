import { sql, type Kysely } from 'kysely';

/** What the register is sorted and filtered by beside days and status, and how each person last looked at it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Projections of the events like the columns before them.
  await sql`
    alter table application_case
      add column channel text,
      add column is_extended boolean not null default false`.execute(db);
  // Rows of an earlier release still hold their text until the program seals it: what forbids that would refuse the update.
  await sql`
    alter table application_case drop constraint application_case_holds_no_plain_text`.execute(db);
  await sql`
    update application_case as c set channel = (
      select e.payload ->> 'channel' from case_event e
      where e.agency_id = c.agency_id and e.case_id = c.case_id and e.type = 'submitted'
      order by e.seq desc limit 1
    )`.execute(db);
  await sql`
    update application_case as c set is_extended = true where exists (
      select from case_event e
      where e.agency_id = c.agency_id and e.case_id = c.case_id and e.type = 'extension' and not e.is_void
        and not exists (
          select from case_event v
          where v.agency_id = e.agency_id and v.case_id = e.case_id and v.corrects = e.seq
        )
    )`.execute(db);
  await sql`
    alter table application_case
      add constraint application_case_holds_no_plain_text check (request is null) not valid`.execute(db);
  // The register by the day of the answer.
  await sql`
    create index application_case_close_order on application_case
    (agency_id, coalesce(closed_on, 'infinity'::date), case_id)`.execute(db);
  // The register by unit, those of none first.
  await sql`
    create index application_case_by_unit_order on application_case
    (agency_id, coalesce(unit_id, ''), coalesce(received_on, 'infinity'::date), case_id)`.execute(db);
  // The queue: open cases by the next day on which somebody must act; what is not confirmed waits for no day.
  await sql`
    create index application_case_queue on application_case
    (agency_id, (case when status = 'unconfirmed' then '-infinity'::date
      else coalesce(due_on, lapses_on, 'infinity'::date) end), case_id)
    where closed_on is null`.execute(db);
  // Those of one way of arrival, in the order of the list.
  await sql`
    create index application_case_by_channel on application_case
    (agency_id, channel, coalesce(received_on, 'infinity'::date), case_id)`.execute(db);
  // Those of one topic, in the order of the list.
  await sql`
    create index application_case_topic_order on application_case
    (agency_id, topic, coalesce(received_on, 'infinity'::date), case_id)
    where topic is not null`.execute(db);
  // The few whose term was extended, in the order of the list.
  await sql`
    create index application_case_extended on application_case
    (agency_id, coalesce(received_on, 'infinity'::date), case_id)
    where is_extended`.execute(db);

  // Read whole for one person and agency: the primary key.
  await sql`
    create table register_view (
      agency_id text not null references agency (agency_id),
      account_id text not null,
      name text not null,
      filters jsonb not null,
      columns jsonb not null,
      saved_at timestamptz not null,
      primary key (agency_id, account_id, name)
    )`.execute(db);
}
