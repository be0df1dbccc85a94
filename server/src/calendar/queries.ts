import { sql, type Selectable } from 'kysely';
import type { NewNotice } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { WorkingDayNoticeTable } from './table.js';

export type NoticeRow = Selectable<WorkingDayNoticeTable>;

/** All of them, in the order of being added. */
export function listNotices(db: Connection): Promise<NoticeRow[]> {
  return db.selectFrom('workingDayNotice').selectAll().orderBy('addedAt').orderBy('noticeId').execute();
}

/** @returns false when the document is there already for the region */
export async function insertNotice(
  db: Transaction,
  notice: NewNotice & Pick<NoticeRow, 'noticeId' | 'addedBy' | 'addedAt'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('workingDayNotice')
    .values({ ...notice, off: JSON.stringify(notice.off), work: JSON.stringify(notice.work) })
    .onConflict((conflict) => conflict.expression(sql`number, coalesce(region_code, '')`).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The agency and those above it, by their codes. */
export async function listLineage(db: Connection, agencyCode: string): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    with recursive above (agency_id, parent_id) as (
      select agency_id, parent_id from agency where agency_id = ${agencyCode}
      union
      select a.agency_id, a.parent_id from agency a join above on a.agency_id = above.parent_id
    )
    select agency_id as code from above`.execute(db);
  return rows.map(({ code }) => code);
}
