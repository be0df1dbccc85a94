import { sql, type Kysely } from 'kysely';

/** Tables of which every public page may show something: their changes are everybody's. */
const OF_ALL = ['agency', 'agency_former_name', 'agency_succession'];
/** Tables of which only the pages of the row's agency show something. */
const OF_ONE = [
  ...['document', 'document_version', 'document_file', 'document_relation', 'stored_file'],
  ...['annual_report', 'report_section', 'report_export_file'],
];

/**
 * Whose public pages a transaction changes, so that no process goes on showing what it kept. Triggers write it, because
 * a use case can forget to. In a schema of its own, which may be there: it says nothing in another database, and neither a
 * backup nor a move takes it along.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create schema if not exists portal`.execute(db);
  await sql`
    create table if not exists portal.page_change (
      agency_id text not null,
      xid xid8 not null default pg_current_xact_id(),
      changed_at timestamptz not null default now(),
      primary key (agency_id, xid)
    )`.execute(db);
  // What was committed since a snapshot: asked for with every page.
  await sql`create index if not exists page_change_by_xid on portal.page_change (xid)`.execute(db);
  await sql`
    create or replace function portal.note_page_change() returns trigger language plpgsql as $$
    begin
      insert into portal.page_change (agency_id)
      values (case when tg_argv[0] = 'all' then '' when tg_op = 'DELETE' then old.agency_id else new.agency_id end)
      on conflict do nothing;
      return null;
    end $$`.execute(db);
  for (const [tables, reach] of [
    [OF_ALL, 'all'],
    [OF_ONE, 'one'],
  ] as const) {
    for (const table of tables) {
      await sql`
        create trigger shown_to_the_public after insert or update or delete on ${sql.table(table)}
        for each row execute function portal.note_page_change(${sql.lit(reach)})`.execute(db);
    }
  }
}
