import { sql, type Kysely } from 'kysely';

/**
 * The inbox of each account, how it wants to be told, where mail goes and who wants none. `agency_id` is the agency
 * where the account works, `*` for those who run the platform: an inbox stays in one place whatever it tells of.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table notification (
      agency_id text not null,
      notification_id text not null,
      account_id text not null references account (account_id),
      kind text not null,
      about_agency_id text,
      subject_type text not null,
      subject_id text not null,
      details jsonb not null default '{}',
      key text,
      created_at timestamptz not null,
      read_at timestamptz,
      mail_state text not null check (mail_state in ('none', 'waiting', 'digest', 'sent', 'refused', 'unsubscribed')),
      mailed_at timestamptz,
      primary key (agency_id, notification_id)
    )`.execute(db);
  // The same news is told once, however often its job runs.
  await sql`
    create unique index notification_once on notification (agency_id, account_id, kind, key) where key is not null`.execute(
    db,
  );
  // The list, the newest first.
  await sql`create index notification_by_time on notification (agency_id, account_id, created_at, notification_id)`.execute(
    db,
  );
  // The number beside the bell, asked for on every page.
  await sql`create index notification_unread on notification (agency_id, account_id) where read_at is null`.execute(
    db,
  );
  // What the daily mail gathers.
  await sql`create index notification_for_digest on notification (agency_id, account_id) where mail_state = 'digest'`.execute(
    db,
  );

  await sql`
    create table notification_preference (
      agency_id text not null,
      account_id text not null references account (account_id),
      kind text not null,
      delivery text not null check (delivery in ('mail', 'digest', 'inbox')),
      primary key (agency_id, account_id, kind)
    )`.execute(db);

  await sql`
    create table notification_address (
      agency_id text not null,
      account_id text not null references account (account_id),
      sealed_address bytea not null,
      nonce text not null,
      asked_at timestamptz not null,
      verified_at timestamptz,
      refused_at timestamptz,
      primary key (agency_id, account_id)
    )`.execute(db);

  await sql`
    create table mail_unsubscription (
      agency_id text not null,
      recipient_kind text not null check (recipient_kind in ('account', 'party')),
      recipient_id text not null,
      since timestamptz not null,
      primary key (agency_id, recipient_kind, recipient_id)
    )`.execute(db);

  // Where each account has signed in from, as keyed digests: a new one is told to its owner.
  await sql`
    create table known_network (
      account_id text not null references account (account_id),
      digest bytea not null,
      first_seen_at timestamptz not null,
      primary key (account_id, digest)
    )`.execute(db);
}
