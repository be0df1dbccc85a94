import { sql, type Kysely } from 'kysely';

/** Other systems that hand in applications and are told of their progress. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table integration_client (
      agency_id text not null references agency (agency_id),
      client_id text not null,
      name text not null,
      key_digest bytea not null,
      key_hint text not null,
      created_at timestamptz not null,
      rotated_at timestamptz,
      ended_at timestamptz,
      webhook_url text,
      webhook_secret bytea,
      primary key (agency_id, client_id),
      check ((webhook_url is null) = (webhook_secret is null))
    )`.execute(db);
  // The key is the promise that one key makes one case: whoever comes second waits for the first, then reads its answer.
  await sql`
    create table integration_intake (
      agency_id text not null,
      client_id text not null,
      idempotency_key text not null,
      reference text not null,
      body_digest bytea not null,
      key_id text not null,
      case_id text,
      received_at timestamptz not null,
      told_version integer not null default 0,
      primary key (agency_id, client_id, idempotency_key),
      foreign key (agency_id, client_id) references integration_client (agency_id, client_id)
    )`.execute(db);
  // The caller asks by its own number; two applications never share one.
  await sql`
    create unique index integration_intake_by_reference
    on integration_intake (agency_id, client_id, reference)`.execute(db);
  await sql`
    create table integration_delivery (
      agency_id text not null,
      delivery_id text not null,
      client_id text not null,
      case_id text not null,
      version integer not null,
      body text not null,
      status text not null check (status in ('waiting', 'done', 'failed', 'ended')),
      attempts integer not null default 0,
      http_status integer,
      created_at timestamptz not null,
      delivered_at timestamptz,
      primary key (agency_id, delivery_id),
      foreign key (agency_id, client_id) references integration_client (agency_id, client_id)
    )`.execute(db);
  // The log of an agency, the newest first.
  await sql`
    create index integration_delivery_by_time
    on integration_delivery (agency_id, created_at, delivery_id)`.execute(db);
}
