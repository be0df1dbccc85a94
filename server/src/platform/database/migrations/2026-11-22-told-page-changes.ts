import { sql, type Kysely } from 'kysely';

/**
 * Who changes public pages hears of it beside the answer of the statement, once for a transaction and agency. `info`
 * reaches the client whatever its settings and is not written to the server's log.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function portal.tell_page_change() returns trigger language plpgsql as $$
    begin
      raise info using errcode = 'ZP001', message = 'public pages change';
      return null;
    end $$`.execute(db);
  await sql`
    create or replace trigger told after insert on portal.page_change
    for each row execute function portal.tell_page_change()`.execute(db);
}
