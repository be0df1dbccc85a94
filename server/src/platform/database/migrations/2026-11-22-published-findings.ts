import { sql, type Kysely } from 'kysely';

/** What the rules and words of now find in what is public already. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table published_check (
      agency_id text not null,
      document_id text not null,
      version integer not null,
      basis text not null,
      checked_at timestamptz not null,
      primary key (agency_id, document_id),
      foreign key (agency_id, document_id) references document (agency_id, document_id)
    )`.execute(db);
  await sql`
    create table published_finding (
      agency_id text not null,
      document_id text not null,
      version integer not null,
      place text not null,
      rule text not null,
      message text not null,
      severity text not null check (severity in ('error', 'warning', 'info')),
      found_at timestamptz not null,
      settled_by text,
      settled_at timestamptz,
      settled_reason text,
      primary key (agency_id, document_id, version, place, rule, message),
      foreign key (agency_id, document_id) references document (agency_id, document_id)
    )`.execute(db);
  // The list shows what nobody has settled, and the first screen counts it.
  await sql`create index published_finding_open on published_finding (agency_id, severity, document_id)
    where settled_at is null`.execute(db);
  // The version of the rules that a file was read under; null: before that was kept.
  await sql`alter table document_file add column check_version text`.execute(db);
}
