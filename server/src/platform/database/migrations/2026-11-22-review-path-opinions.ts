import { sql, type Kysely } from 'kysely';

/** Which steps of a path an agency lets nobody take without writing an opinion. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table review_path add column opinion_steps jsonb not null default '[]'`.execute(db);
}
