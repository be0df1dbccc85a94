import { sql, type Kysely } from 'kysely';

/** A demand for correction or a suggestion says itself that what was said in it is gone (个人信息保护法第四十七条). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table rights_request add column erased_at timestamptz`.execute(db);
}
