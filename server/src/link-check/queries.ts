import type { LinkKind } from '@gongkai/core';
import { sql, type Selectable, type Updateable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { LinkRunTable, WebLinkTable } from './table.js';

export type WebLinkRow = Selectable<WebLinkTable>;
export type LinkRunRow = Selectable<LinkRunTable>;

/** Those that are known are only seen again. */
export async function insertLinks(
  db: Transaction,
  rows: readonly Pick<WebLinkRow, 'agencyId' | 'linkId' | 'address' | 'kind' | 'seenAt'>[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('webLink')
    .values(
      rows.map((row) => ({
        ...row,
        ...{ state: 'untried' as const, goneOn: null, httpStatus: null, fault: null },
        ...{ tries: 0, checkedAt: null },
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'linkId']).doUpdateSet((row) => ({ seenAt: row.ref('excluded.seenAt') })),
    )
    .execute();
}

export function listLinks(
  db: Connection,
  agencyId: string,
  linkIds: readonly string[],
): Promise<WebLinkRow[]> {
  return db
    .selectFrom('webLink')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where(sql<boolean>`link_id = any(${arrayLiteral(linkIds)}::text[])`)
    .execute();
}

/** What was not tried since, of all agencies, in the order of ids: an address of several comes in a row. */
export function listLinksToTry(
  db: Connection,
  kind: LinkKind,
  page: {
    readonly since: string;
    readonly after: Pick<WebLinkRow, 'agencyId' | 'linkId'>;
    readonly limit: number;
  },
): Promise<WebLinkRow[]> {
  return db
    .selectFrom('webLink')
    .selectAll()
    .where('kind', '=', kind)
    .where((or) => or.or([or('checkedAt', 'is', null), or('checkedAt', '<', page.since)]))
    .where(sql<boolean>`(link_id, agency_id) > (${page.after.linkId}, ${page.after.agencyId})`)
    .orderBy('linkId')
    .orderBy('agencyId')
    .limit(page.limit)
    .execute();
}

export function lockLink(db: Transaction, agencyId: string, linkId: string): Promise<WebLinkRow | undefined> {
  return db
    .selectFrom('webLink')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('linkId', '=', linkId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateLink(
  db: Transaction,
  { agencyId, linkId }: Pick<WebLinkRow, 'agencyId' | 'linkId'>,
  change: Updateable<WebLinkTable>,
): Promise<void> {
  await db
    .updateTable('webLink')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('linkId', '=', linkId)
    .execute();
}

/** Addresses that no published version leads to and nobody has seen since. @returns how many */
export async function deleteUnusedLinks(db: Transaction, since: string, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from web_link where (agency_id, link_id) in (
      select l.agency_id, l.link_id from web_link l
      where l.seen_at < ${since}::timestamptz and not exists (
        select from document_link d where d.agency_id = l.agency_id and d.link_id = l.link_id)
      limit ${limit})`.execute(db);
  return Number(numAffectedRows ?? 0n);
}

export async function insertRun(db: Transaction, row: LinkRunRow, keptSince: string): Promise<void> {
  await db
    .insertInto('linkRun')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db.deleteFrom('linkRun').where('startedAt', '<', keptSince).execute();
}

export function findLastRun(db: Connection): Promise<LinkRunRow | undefined> {
  return db.selectFrom('linkRun').selectAll().orderBy('startedAt', 'desc').limit(1).executeTakeFirst();
}
