import type { PublishedFindingQuery } from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import { likePart } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { PublishedFindingTable } from './table.js';

export type PublishedFindingRow = Selectable<PublishedFindingTable>;
/** With the title of its document and the name of who settled it. */
export type ShownFindingRow = PublishedFindingRow & {
  readonly title: string;
  readonly displayName: string | null;
};
type FoundRow = Omit<PublishedFindingRow, 'settledBy' | 'settledAt' | 'settledReason'>;

interface PublishedVersion {
  readonly documentId: string;
  readonly version: number;
}

const UNCHECKED = (agencyId: string, basis: string) => sql`
  from document d where d.agency_id = ${agencyId} and d.published_version is not null and d.withdrawn_at is null
    and not exists (select from published_check c where c.agency_id = d.agency_id
      and c.document_id = d.document_id and c.version = d.published_version and c.basis = ${basis})`;

/** Published versions that were not held against these rules and words. */
export async function listUnchecked(
  db: Connection,
  agencyId: string,
  basis: string,
  limit: number,
): Promise<PublishedVersion[]> {
  const { rows } = await sql<PublishedVersion>`
    select d.document_id, d.published_version as version ${UNCHECKED(agencyId, basis)}
    order by d.document_id limit ${limit}`.execute(db);
  return [...rows];
}

export async function countUnchecked(db: Connection, agencyId: string, basis: string): Promise<number> {
  const { rows } = await sql<{
    count: number;
  }>`select count(*) as count ${UNCHECKED(agencyId, basis)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** What is found again keeps its day and what was said of it; what is found no more goes, unless somebody settled it. */
export async function replaceFindings(
  db: Transaction,
  agencyId: string,
  { documentId, version }: PublishedVersion,
  found: readonly FoundRow[],
  check: { readonly basis: string; readonly checkedAt: string },
): Promise<void> {
  const keys = JSON.stringify(found.map(({ place, rule, message }) => ({ place, rule, message })));
  await sql`
    delete from published_finding f where f.agency_id = ${agencyId} and f.document_id = ${documentId}
      and (f.version <> ${version} or (f.settled_at is null and not exists (
        select from jsonb_to_recordset(${keys}::jsonb) as k(place text, rule text, message text)
        where k.place = f.place and k.rule = f.rule and k.message = f.message)))`.execute(db);
  if (found.length > 0)
    await db
      .insertInto('publishedFinding')
      .values(found.map((row) => ({ ...row, settledBy: null, settledAt: null, settledReason: null })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  const set = { version, ...check };
  await db
    .insertInto('publishedCheck')
    .values({ agencyId, documentId, ...set })
    .onConflict((conflict) => conflict.columns(['agencyId', 'documentId']).doUpdateSet(set))
    .execute();
}

/** What the public can read. */
const SHOWN = sql`
  from published_finding f
  join document d on d.agency_id = f.agency_id and d.document_id = f.document_id
    and d.published_version = f.version and d.withdrawn_at is null
  left join account a on a.account_id = f.settled_by`;

const ORDERS = {
  severity: sql`f.severity, f.found_at desc, f.document_id, f.place, f.rule, f.message`,
  '-foundAt': sql`f.found_at desc, f.document_id, f.place, f.rule, f.message`,
  title: sql`d.title, f.document_id, f.place, f.rule, f.message`,
} as const;

/** `offset` because a person turns a few pages and no more. */
export async function listPublishedFindingRows(
  db: Connection,
  agencyId: string,
  { about, severity, settled, q, sort }: Omit<PublishedFindingQuery, 'after' | 'limit'>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<ShownFindingRow[]> {
  const part = likePart(q ?? '');
  const { rows } = await sql<ShownFindingRow>`
    select f.*, d.title, a.display_name ${SHOWN}
    where f.agency_id = ${agencyId} and ${settled === true ? sql`f.settled_at is not null` : sql`f.settled_at is null`}
      ${about === undefined ? sql`` : sql`and f.rule like ${`${about}.%`}`}
      ${severity === undefined ? sql`` : sql`and f.severity = ${severity}`}
      ${q === undefined || q === '' ? sql`` : sql`and (f.message like ${part} or d.title like ${part})`}
    order by ${ORDERS[sort]} offset ${offset} limit ${limit}`.execute(db);
  return [...rows];
}

export async function countOpenFindings(db: Connection, agencyId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count ${SHOWN} where f.agency_id = ${agencyId} and f.settled_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** @returns false when there is no such finding, or it is settled */
export async function settleFinding(
  db: Transaction,
  {
    agencyId,
    documentId,
    version,
    place,
    rule,
    message,
  }: Pick<FoundRow, 'agencyId' | 'documentId' | 'version' | 'place' | 'rule' | 'message'>,
  settled: Pick<PublishedFindingRow, 'settledBy' | 'settledAt' | 'settledReason'>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('publishedFinding')
    .set(settled)
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .where('place', '=', place)
    .where('rule', '=', rule)
    .where('message', '=', message)
    .where('settledAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
