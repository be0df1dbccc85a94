import { sql, type Kysely } from 'kysely';

/** Packages that are carried between this node and others, and what an inbox keeps of an application. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table exchange_peer (
      node_id text primary key,
      name text not null,
      role text not null check (role in ('office', 'inbox')),
      sign_key text not null,
      box_key text not null,
      own_key_id text not null,
      last_sent integer not null default 0,
      last_digest text not null default '',
      last_received integer not null default 0,
      received_digest text not null default '',
      told_acknowledged integer not null default 0,
      added_at timestamptz not null
    )`.execute(db);
  // Waits until the next package is made; its words are under this node's key until then, and gone after.
  await sql`
    create table exchange_message (
      node_id text not null references exchange_peer (node_id),
      message_id text not null,
      seq integer generated always as identity,
      kind text not null,
      body_sealed bytea not null,
      primary key (node_id, message_id)
    )`.execute(db);
  // Ours until the other side acknowledges them; theirs as a digest, or whole while one before is missing.
  await sql`
    create table exchange_package (
      node_id text not null references exchange_peer (node_id),
      direction text not null check (direction in ('out', 'in')),
      number integer not null,
      digest text not null,
      content text,
      made_at timestamptz not null,
      settled_at timestamptz,
      primary key (node_id, direction, number)
    )`.execute(db);
  await sql`
    create table exchange_incident (
      node_id text not null,
      kind text not null check (kind in ('lost', 'repeated', 'altered', 'late', 'reordered')),
      number integer not null,
      digest text not null,
      noted_at timestamptz not null,
      settled_at timestamptz,
      primary key (node_id, kind, number, digest)
    )`.execute(db);
  // Of an office: which case an application of an inbox became.
  await sql`
    create table exchange_case (
      agency_id text not null references agency (agency_id),
      reference text not null,
      node_id text not null references exchange_peer (node_id),
      case_id text not null,
      applicant_confirmed_on date,
      told_version integer not null default 0,
      primary key (agency_id, reference)
    )`.execute(db);
  // Of an inbox: whom one can apply to.
  await sql`
    create table inbox_agency (
      agency_id text primary key,
      name text not null,
      node_id text not null references exchange_peer (node_id)
    )`.execute(db);
  // Of an inbox: what its progress page needs, and nothing of the person or the request.
  await sql`
    create table inbox_application (
      agency_id text not null references inbox_agency (agency_id),
      reference text not null,
      code_hash bytea not null,
      submitted_at timestamptz not null,
      handed_over_at timestamptz,
      applicant_confirmed_on date,
      state jsonb,
      primary key (agency_id, reference)
    )`.execute(db);
}
