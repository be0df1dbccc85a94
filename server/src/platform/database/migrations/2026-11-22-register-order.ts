import { sql, type Kysely } from 'kysely';

/** The days of a case beside its place in each year, and what the longest registers are read by. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Projections of the events, as in the register itself: a year's list is then one walk along an index.
  await sql`
    alter table case_year
      add column received_on date,
      add column due_on date,
      add column closed_on date`.execute(db);
  await sql`
    update case_year as y set received_on = c.received_on, due_on = c.due_on, closed_on = c.closed_on
    from application_case c where c.agency_id = y.agency_id and c.case_id = y.case_id`.execute(db);
  // A year of the register by receipt, by due date and by answer.
  await sql`
    create index case_year_by_receipt on case_year
    (agency_id, year, coalesce(received_on, 'infinity'::date), case_id)`.execute(db);
  await sql`
    create index case_year_by_due on case_year
    (agency_id, year, coalesce(due_on, 'infinity'::date), case_id)`.execute(db);
  await sql`
    create index case_year_by_close on case_year
    (agency_id, year, coalesce(closed_on, 'infinity'::date), case_id)`.execute(db);
  // What is overdue, among the few that still owe an answer and not among all that ever had a due date.
  await sql`
    create index application_case_owed on application_case
    (agency_id, coalesce(due_on, 'infinity'::date), case_id)
    where status not in ('closed', 'withdrawn')`.execute(db);
  // A unit's cases by due date and by answer: what its people look at all day.
  await sql`
    create index application_case_unit_due on application_case
    (agency_id, unit_id, coalesce(due_on, 'infinity'::date), case_id) where unit_id is not null`.execute(db);
  await sql`
    create index application_case_unit_close on application_case
    (agency_id, unit_id, coalesce(closed_on, 'infinity'::date), case_id) where unit_id is not null`.execute(
    db,
  );
}
