import { sql, type Kysely } from 'kysely';

/** How an agency counts table 四, decided from a report year on, and the policy frozen with each published version. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Read whole by agency: the primary key. A decision is never changed, a later one takes its place.
  await sql`
    create table remedy_policy (
      agency_id text not null references agency (agency_id),
      policy_no integer not null,
      from_year integer not null,
      count_pending_again boolean not null,
      result_of text not null check (result_of in ('firstInstance', 'secondInstance', 'latestInstance')),
      reason text not null,
      decided_on date not null,
      decided_by text not null,
      primary key (agency_id, policy_no)
    )`.execute(db);
  await sql`alter table annual_report add column remedy_policies jsonb`.execute(db);
  // Until now there was one policy for everybody.
  await sql`
    update annual_report set remedy_policies = '{"countPendingAgain": true, "resultOf": "firstInstance"}'::jsonb
    where status = 'published'`.execute(db);
}
