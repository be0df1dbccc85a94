import { sql, type Kysely } from 'kysely';

/** Which units of an agency went to whom when it was split or merged, and what else went with them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // What was registered before reached the whole agency, and goes on doing so.
  await sql`
    alter table agency_succession
      add column takes text not null default 'all' check (takes in ('all', 'rest', 'units'))`.execute(db);
  await sql`
    create table agency_unit_succession (
      agency_id text not null,
      unit_id text not null,
      successor_id text not null,
      successor_unit_id text,
      primary key (agency_id, unit_id),
      foreign key (agency_id, unit_id) references unit (agency_id, unit_id),
      foreign key (agency_id, successor_id) references agency_succession (agency_id, successor_id)
    )`.execute(db);
  // Each call of somebody in a successor asks which units it took over.
  await sql`create index agency_unit_succession_by_successor on agency_unit_succession (successor_id)`.execute(
    db,
  );
}
