import { sql, type Kysely } from 'kysely';

/** Terms of keeping that an agency has set itself; without a row the usual one is in force. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table retention_term (
      agency_id text not null references agency (agency_id),
      kind text not null,
      amount integer not null check (amount > 0),
      basis text not null,
      set_by text not null,
      set_at timestamptz not null,
      primary key (agency_id, kind)
    )`.execute(db);
  // What is kept no longer is found by its age, some at a time.
  await sql`create index notification_by_age on notification (created_at)`.execute(db);
}
