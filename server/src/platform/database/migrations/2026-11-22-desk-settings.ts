import { sql, type Kysely } from 'kysely';

/** How an agency can be applied to, and when its people are reminded. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Read by agency and kind: the primary key.
  await sql`
    create table desk_setting (
      agency_id text not null references agency (agency_id),
      kind text not null check (kind in ('channels', 'reminders')),
      content jsonb not null,
      revision integer not null,
      saved_by text not null,
      saved_at timestamptz not null,
      primary key (agency_id, kind)
    )`.execute(db);
  // What an agency said of its online channel in its guide holds on.
  await sql`
    insert into desk_setting (agency_id, kind, content, revision, saved_by, saved_at)
    select g.agency_id, 'channels', jsonb_build_object(
      'counter', jsonb_build_object('isOffered', true, 'address', coalesce(g.content ->> 'officeAddress', ''),
        'hours', coalesce(g.content ->> 'officeHours', '')),
      'registeredMail', jsonb_build_object('isOffered', true, 'address', coalesce(g.content ->> 'officeAddress', ''), 'hours', ''),
      'letter', jsonb_build_object('isOffered', true, 'address', coalesce(g.content ->> 'officeAddress', ''), 'hours', ''),
      'oral', jsonb_build_object('isOffered', true, 'address', coalesce(g.content ->> 'officeAddress', ''),
        'hours', coalesce(g.content ->> 'officeHours', '')),
      'web', jsonb_build_object('isOffered', false, 'address', '', 'hours', ''),
      'email', jsonb_build_object('isOffered', false, 'address', '', 'hours', ''),
      'fax', jsonb_build_object('isOffered', false, 'address', '', 'hours', '')
    ), 1, g.updated_by, now()
    from disclosure_guide g where g.content -> 'isOnlineOpen' = 'false'::jsonb`.execute(db);
}
