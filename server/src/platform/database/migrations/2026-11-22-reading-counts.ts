import { sql, type Kysely } from 'kysely';

/** How often pages were read, a row a page and day: no address, no cookie, no time of day. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // An empty agency is the platform itself, which no row of `agency` stands for.
  await sql`
    create table reading_count (
      agency_id text not null,
      day date not null,
      page text not null,
      kind text not null check (kind in ('visit', 'download')),
      is_robot boolean not null,
      count integer not null check (count > 0),
      primary key (agency_id, day, page, kind, is_robot)
    )`.execute(db);
  // A log of a web server is counted once.
  await sql`
    create table counted_log (
      digest text primary key,
      counted_at timestamptz not null,
      lines integer not null
    )`.execute(db);
}
