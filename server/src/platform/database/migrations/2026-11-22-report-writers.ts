import { sql, type Kysely } from 'kysely';

/** Who wrote a version of a report or handed it in, by account: he does not publish it. Drafts of before name nobody. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table annual_report add column writer_ids jsonb not null default '[]'`.execute(db);
}
