import { sql, type Kysely } from 'kysely';

/** Files that are kept, and files that were refused because they carry a secrecy marking. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table stored_file (
      agency_id text not null references agency (agency_id),
      file_id text not null,
      purpose text not null,
      file_name text not null,
      claimed_type text,
      media_type text not null,
      size bigint not null check (size >= 0),
      sha256 text not null,
      sm3 text not null,
      object_key text not null,
      is_virus_scanned boolean not null,
      warnings jsonb not null default '[]',
      stored_by text not null,
      stored_at timestamptz not null,
      removed_at timestamptz,
      primary key (agency_id, file_id)
    )`.execute(db);
  // The sweep asks of each object of the store whether a row knows it; objects are of no agency.
  await sql`create index stored_file_by_object on stored_file (object_key)`.execute(db);
  // Those whose object the sweep will take away.
  await sql`create index stored_file_removed on stored_file (removed_at) where removed_at is not null`.execute(
    db,
  );

  await sql`
    create table secrecy_incident (
      agency_id text not null references agency (agency_id),
      incident_id text not null,
      occurred_at timestamptz not null,
      actor_id text not null,
      source text not null,
      file_name_hash text not null,
      file_hash text not null,
      rule text not null,
      level text,
      status text not null check (status in ('open', 'closed')),
      result text check (result in ('confirmed', 'misread', 'declassified')),
      closed_by text,
      closed_at timestamptz,
      primary key (agency_id, incident_id),
      check ((status = 'closed') = (result is not null and closed_by is not null and closed_at is not null))
    )`.execute(db);
  // The list of an agency's incidents, the newest first.
  await sql`create index secrecy_incident_by_time on secrecy_incident (agency_id, occurred_at, incident_id)`.execute(
    db,
  );
}
