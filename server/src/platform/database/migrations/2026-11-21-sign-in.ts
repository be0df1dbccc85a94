import { sql, type Kysely } from 'kysely';

/** How people prove who they are, and where they are signed in. All of it belongs to accounts, none to an agency. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table password (
      account_id text primary key references account (account_id),
      hash text not null,
      set_at timestamptz not null,
      must_change boolean not null,
      former_hashes jsonb not null default '[]'
    )`.execute(db);
  await sql`
    create table second_factor (
      account_id text primary key references account (account_id),
      sealed_secret bytea not null,
      confirmed_at timestamptz,
      used_step bigint
    )`.execute(db);
  await sql`
    create table recovery_code (
      account_id text not null references account (account_id),
      code_hash bytea not null,
      primary key (account_id, code_hash)
    )`.execute(db);
  await sql`
    create table account_session (
      token_hash bytea primary key,
      session_id text not null unique,
      account_id text not null references account (account_id),
      stage text not null check (stage in ('code', 'newPassword', 'newFactor', 'full')),
      method text not null check (method in ('password', 'oidc', 'invitation', 'demonstration')),
      created_at timestamptz not null,
      last_seen_at timestamptz not null,
      expires_at timestamptz not null,
      address text,
      browser text
    )`.execute(db);
  // An owner sees and ends all of his; so does whoever disables the account.
  await sql`create index account_session_by_account on account_session (account_id)`.execute(db);
  // Those that are over are deleted.
  await sql`create index account_session_by_end on account_session (expires_at)`.execute(db);
  await sql`
    create table identity_link (
      issuer text not null,
      subject text not null,
      account_id text not null references account (account_id),
      bound_by text not null,
      bound_at timestamptz not null,
      primary key (issuer, subject)
    )`.execute(db);
  // An account is one person with each provider.
  await sql`create unique index identity_link_of_account on identity_link (account_id, issuer)`.execute(db);
  await sql`
    create table invitation (
      token_hash bytea primary key,
      account_id text not null unique references account (account_id),
      made_by text not null,
      made_at timestamptz not null,
      expires_at timestamptz not null
    )`.execute(db);
}
