import { sql, type Kysely } from 'kysely';

/** A lesson is about a ground, about a letter, or about a ground in one letter. Read by agency as before: no index more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table remedy_lesson
      alter column ground drop not null,
      add column letter text,
      add constraint remedy_lesson_about check (ground is not null or letter is not null)`.execute(db);
}
