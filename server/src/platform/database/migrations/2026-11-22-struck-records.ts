import { sql, type Kysely } from 'kysely';

/** A record of table 二 that was entered by mistake is struck and stays: the reports that counted it name it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table administrative_record
      add column struck_at timestamptz,
      add column struck_by text,
      add column struck_reason text,
      add constraint administrative_record_struck check (
        (struck_at is null) = (struck_by is null) and (struck_at is null) = (struck_reason is null)
      )`.execute(db);
}
