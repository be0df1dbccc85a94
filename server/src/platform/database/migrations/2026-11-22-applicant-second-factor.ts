import { sql, type Kysely } from 'kysely';

/** A second factor that an applicant may bind to its account, and sign-ins of it that wait for the code. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // As the staff's, beside them: an applicant's account is a row of another table.
  await sql`
    create table applicant_second_factor (
      account_id text primary key references applicant_account (account_id),
      sealed_secret bytea not null,
      confirmed_at timestamptz,
      used_step bigint
    )`.execute(db);
  await sql`
    create table applicant_recovery_code (
      account_id text not null references applicant_account (account_id),
      code_hash bytea not null,
      primary key (account_id, code_hash)
    )`.execute(db);
  await sql`
    alter table applicant_session add column stage text not null default 'full' check (stage in ('code', 'full'))`.execute(
    db,
  );
}
