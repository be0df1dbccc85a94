import { sql, type Kysely } from 'kysely';

/**
 * Accounts of applicants, who need none. They belong to no agency and have nothing in common with those of the staff, so
 * that no session of one can be taken for one of the other.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table applicant_account (
      account_id text primary key,
      email_sealed bytea,
      email_index bytea,
      mobile_sealed bytea,
      mobile_index bytea,
      key_id text not null,
      hash text not null,
      former_hashes jsonb not null default '[]',
      wants_mail boolean not null default false,
      mail_refused_at timestamptz,
      created_at timestamptz not null,
      check ((email_sealed is null) = (email_index is null)),
      check ((mobile_sealed is null) = (mobile_index is null))
    )`.execute(db);
  // One signs in with either, and each is of one account: an address only once it is proved.
  await sql`create unique index applicant_account_by_email on applicant_account (email_index)`.execute(db);
  await sql`create unique index applicant_account_by_mobile on applicant_account (mobile_index)`.execute(db);
  // Registered and never proved: deleted after a while.
  await sql`
    create index applicant_account_unproved on applicant_account (created_at)
    where email_index is null and mobile_index is null`.execute(db);

  await sql`
    create table applicant_link (
      account_id text not null references applicant_account (account_id),
      purpose text not null check (purpose in ('address', 'password')),
      nonce text not null,
      asked_at timestamptz not null,
      address_sealed bytea,
      primary key (account_id, purpose)
    )`.execute(db);

  await sql`
    create table applicant_session (
      token_hash bytea primary key,
      session_id text not null unique,
      account_id text not null references applicant_account (account_id),
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      expires_at timestamptz not null,
      idle_minutes integer not null,
      browser text
    )`.execute(db);
  // A new password, or leaving everywhere, ends all of one account.
  await sql`create index applicant_session_by_account on applicant_session (account_id)`.execute(db);
  // Those that are over are deleted.
  await sql`create index applicant_session_by_end on applicant_session (expires_at)`.execute(db);

  await sql`
    create table applicant_case (
      agency_id text not null,
      case_id text not null,
      account_id text not null references applicant_account (account_id),
      bound_at timestamptz not null,
      told_seq integer not null,
      primary key (agency_id, case_id, account_id),
      foreign key (agency_id, case_id) references application_case (agency_id, case_id)
    )`.execute(db);
  // One's own cases, those added last first.
  await sql`create index applicant_case_by_account on applicant_case (account_id, bound_at, case_id)`.execute(
    db,
  );

  await sql`alter table mail_unsubscription drop constraint mail_unsubscription_recipient_kind_check`.execute(
    db,
  );
  await sql`
    alter table mail_unsubscription add constraint mail_unsubscription_recipient_kind_check
    check (recipient_kind in ('account', 'party', 'applicantAccount'))`.execute(db);
}
