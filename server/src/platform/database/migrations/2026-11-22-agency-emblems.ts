import { sql, type Kysely } from 'kysely';

/** The picture over an agency's columns: its file, what its address ends with, and its size in pixels. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table agency add column emblem jsonb`.execute(db);
}
