import { sql } from 'kysely';
import type { Connection } from '../database/schema.js';

/** What has changed of what the public sees, and up to which transactions that is known. */
export interface PageChanges {
  readonly snapshot: string;
  /** Codes; empty text: something that every page may show. */
  readonly agencies: readonly string[];
}

/**
 * Whose pages transactions changed that are committed now and were not in the earlier snapshot: in one statement, so
 * that nothing falls between. The triggers of the tables write the changes, in the transaction that makes them.
 */
export async function listPageChanges(db: Connection, since: string | null): Promise<PageChanges> {
  const { rows } = await (
    since === null
      ? sql<PageChanges>`select pg_current_snapshot()::text as snapshot, '[]'::json as agencies`
      : sql<PageChanges>`
        select pg_current_snapshot()::text as snapshot, (
          select coalesce(json_agg(distinct agency_id), '[]') from portal.page_change
          where xid >= pg_snapshot_xmin(${since}::pg_snapshot)
            and not pg_visible_in_snapshot(xid, ${since}::pg_snapshot)
        ) as agencies`
  ).execute(db);
  const [changes] = rows;
  if (changes === undefined) throw new Error('The database does not say what it has committed');
  return changes;
}

/** Changes that every process has read or, having been silent so long, no longer needs. */
export async function forgetPageChanges(db: Connection, olderThanHours: number): Promise<void> {
  await sql`
    delete from portal.page_change where changed_at < now() - make_interval(hours => ${olderThanHours})`.execute(
    db,
  );
}
