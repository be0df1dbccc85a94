import { sql, type Kysely } from 'kysely';

/** Thick case files are bound in volumes, each with its own index. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Volumes after the first, whose file the bundle itself names; read with their bundle: the primary key.
  await sql`
    create table case_bundle_volume (
      agency_id text not null,
      bundle_id text not null,
      volume integer not null check (volume > 1),
      file_id text not null,
      pages integer not null,
      primary key (agency_id, bundle_id, volume),
      foreign key (agency_id, bundle_id) references case_bundle (agency_id, bundle_id),
      foreign key (agency_id, file_id) references stored_file (agency_id, file_id)
    )`.execute(db);
  // Asked by the database before it lets a stored file go.
  await sql`create index case_bundle_volume_by_file on case_bundle_volume (agency_id, file_id)`.execute(db);
  await sql`alter table archive_retention add column volume_pages integer not null default 200
    check (volume_pages between 20 and 2000)`.execute(db);
}
