import {
  DUTY_ITEM_KEYS,
  type CatalogueItem,
  type CatalogueLink,
  type DutyItemKey,
  type LocalDate,
} from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { CatalogueItemTable, CatalogueVersionTable } from './table.js';

export type CatalogueItemRow = Selectable<CatalogueItemTable>;

/** Written under the agency's lock, so that no two imports take one number. @returns the number of the edition */
export async function insertVersion(
  db: Transaction,
  row: Omit<Selectable<CatalogueVersionTable>, 'version'>,
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`catalogue:${row.agencyId}`}, 0))`.execute(db);
  const { version } = await db
    .insertInto('catalogueVersion')
    .values({
      ...row,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from catalogue_version where agency_id = ${row.agencyId})`,
    })
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

const COLUMNS = [
  'field',
  'matter',
  'detail',
  'content',
  'basis',
  'term',
  'bearer',
  'channels',
  'audience',
  'mode',
  'level',
] as const satisfies readonly (keyof CatalogueItem)[];

export async function copyItems(
  db: Transaction,
  at: { readonly agencyId: string; readonly version: number },
  items: readonly (CatalogueItem & { readonly itemKey: string })[],
): Promise<void> {
  await copyRows(
    db,
    'catalogueItem',
    ['agencyId', 'version', 'place', 'itemKey', ...COLUMNS],
    items.map((item, place) => [
      at.agencyId,
      at.version,
      place,
      item.itemKey,
      ...COLUMNS.map((name) => item[name]),
    ]),
  );
}

export function listVersions(
  db: Connection,
  agencyId: string,
): Promise<(Selectable<CatalogueVersionTable> & { readonly displayName: string | null })[]> {
  return db
    .selectFrom('catalogueVersion')
    .leftJoin('account', 'account.accountId', 'catalogueVersion.importedBy')
    .selectAll('catalogueVersion')
    .select('account.displayName')
    .where('catalogueVersion.agencyId', '=', agencyId)
    .orderBy('version', 'desc')
    .execute();
}

export function listItems(db: Connection, agencyId: string, version: number): Promise<CatalogueItemRow[]> {
  return db
    .selectFrom('catalogueItem')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('version', '=', version)
    .orderBy('place')
    .execute();
}

export interface LinkRow {
  readonly itemKey: string;
  readonly targetKind: CatalogueLink['kind'];
  readonly target: string;
  /** Of the document as the public reads it; null: of a column, or not public. */
  readonly title: string | null;
  readonly publicCount: number;
  readonly lateCount: number;
}

/** Every link of the agency with what is public behind it, and what is late. */
export async function listLinks(db: Connection, agencyId: string, today: LocalDate): Promise<LinkRow[]> {
  const { rows } = await sql<LinkRow>`
    select l.item_key, l.target_kind, l.target, d.title,
      case when l.target_kind = 'column' then coalesce(c.count, 0)
        when d.published_version is not null and d.withdrawn_at is null then 1 else 0 end as public_count,
      case when l.target_kind = 'column' then 0
        when d.published_version is null and d.mode = 'proactive' and d.due_on < ${today}::date then 1
        else 0 end as late_count
    from catalogue_link l
    left join document d on l.target_kind = 'document' and d.agency_id = l.agency_id and d.document_id = l.target
    left join (
      select duty, count(*) as count from document
      where agency_id = ${agencyId} and published_version is not null and withdrawn_at is null group by duty
    ) c on l.target_kind = 'column' and c.duty = l.target
    where l.agency_id = ${agencyId}
    order by l.item_key, l.target_kind, l.target`.execute(db);
  return rows;
}

export async function replaceLinks(
  db: Transaction,
  at: { readonly agencyId: string; readonly itemKey: string },
  links: readonly CatalogueLink[],
  by: { readonly linkedBy: string; readonly linkedAt: string },
): Promise<void> {
  await db
    .deleteFrom('catalogueLink')
    .where('agencyId', '=', at.agencyId)
    .where('itemKey', '=', at.itemKey)
    .execute();
  if (links.length === 0) return;
  await db
    .insertInto('catalogueLink')
    .values(links.map(({ kind, target }) => ({ ...at, ...by, targetKind: kind, target })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function hasDocument(db: Connection, agencyId: string, documentId: string): Promise<boolean> {
  const row = await db
    .selectFrom('document')
    .select('documentId')
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Titles and addresses of what is public behind an item's links, for the public page. */
export function listPublicTargets(
  db: Connection,
  agencyId: string,
): Promise<{ itemKey: string; documentId: string; title: string }[]> {
  return db
    .selectFrom('catalogueLink')
    .innerJoin('document', (join) =>
      join
        .onRef('document.agencyId', '=', 'catalogueLink.agencyId')
        .onRef('document.documentId', '=', 'catalogueLink.target'),
    )
    .select(['catalogueLink.itemKey', 'document.documentId', 'document.title'])
    .where('catalogueLink.agencyId', '=', agencyId)
    .where('targetKind', '=', 'document')
    .where('publishedVersion', 'is not', null)
    .where('withdrawnAt', 'is', null)
    .orderBy('document.title')
    .execute();
}

/** The columns of the agency's catalogue that hold what an item promises. */
export async function listColumnTargets(
  db: Connection,
  agencyId: string,
): Promise<{ readonly itemKey: string; readonly duty: DutyItemKey }[]> {
  const rows = await db
    .selectFrom('catalogueLink')
    .select(['itemKey', 'target'])
    .where('agencyId', '=', agencyId)
    .where('targetKind', '=', 'column')
    .orderBy('target')
    .execute();
  return rows.flatMap(({ itemKey, target }) => {
    const duty = DUTY_ITEM_KEYS.find((key) => key === target);
    return duty === undefined ? [] : [{ itemKey, duty }];
  });
}
