import type { DocumentKind, DutyItemKey, Validity } from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import type { Connection } from '../platform/database/schema.js';
import type { DocumentRow } from './queries.js';
import type { DocumentRelationTable } from './table.js';

export interface RelatedDocument {
  readonly documentId: string;
  readonly title: string;
  readonly kind: Selectable<DocumentRelationTable>['kind'];
  /** `from`: the other says it of this one. */
  readonly direction: 'to' | 'from';
  readonly publishedAt: string;
}

/** Published documents that this one names, or that name it. */
export async function listRelated(
  db: Connection,
  agencyId: string,
  documentId: string,
): Promise<RelatedDocument[]> {
  const { rows } = await sql<RelatedDocument>`
    select d.document_id, d.title, r.kind, r.direction, d.published_at
    from (
      select to_document_id as other, kind, 'to' as direction
      from document_relation where agency_id = ${agencyId} and document_id = ${documentId}
      union all
      select document_id as other, kind, 'from' as direction
      from document_relation where agency_id = ${agencyId} and to_document_id = ${documentId}
    ) r
    join document d on d.agency_id = ${agencyId} and d.document_id = r.other
    where d.published_version is not null and d.withdrawn_at is null
    order by d.published_at, d.document_id`.execute(db);
  return rows;
}

export interface PublicFilter {
  readonly agencyId: string;
  readonly duty?: DutyItemKey | undefined;
  readonly kind?: DocumentKind | undefined;
  readonly validity?: Validity | undefined;
  readonly year?: number | undefined;
}

function publicDocuments(db: Connection, { agencyId, duty, kind, validity, year }: PublicFilter) {
  let rows = db
    .selectFrom('document')
    .where('agencyId', '=', agencyId)
    .where('publishedVersion', 'is not', null)
    .where('withdrawnAt', 'is', null);
  if (duty !== undefined) rows = rows.where('duty', '=', duty);
  if (kind !== undefined) rows = rows.where('kind', '=', kind);
  if (validity !== undefined) rows = rows.where('validity', '=', validity);
  if (year !== undefined)
    rows = rows
      .where('publishedAt', '>=', `${year}-01-01T00:00:00+08:00`)
      .where('publishedAt', '<', `${year + 1}-01-01T00:00:00+08:00`);
  return rows;
}

const PUBLIC_COLUMNS = [
  'agencyId',
  'documentId',
  'kind',
  'title',
  'summary',
  'documentNumber',
  'duty',
  'validity',
  'indexNumber',
  'formedOn',
  'publishedAt',
  'publishedVersion',
] as const;
export type PublicDocument = Pick<DocumentRow, (typeof PUBLIC_COLUMNS)[number]>;

/** What the public reads of an agency, the newest first. */
export function listPublicDocuments(
  db: Connection,
  filter: PublicFilter,
  page: { readonly offset: number; readonly limit: number },
): Promise<PublicDocument[]> {
  return publicDocuments(db, filter)
    .select(PUBLIC_COLUMNS)
    .orderBy('publishedAt', 'desc')
    .orderBy('documentId')
    .offset(page.offset)
    .limit(page.limit)
    .execute();
}

export async function countPublicDocuments(db: Connection, filter: PublicFilter): Promise<number> {
  const { count } = await publicDocuments(db, filter)
    .select(sql<number>`count(*)`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** How many are public, by item of the catalogue. */
export function countByDuty(
  db: Connection,
  agencyId: string,
): Promise<{ duty: DutyItemKey; count: number }[]> {
  return publicDocuments(db, { agencyId })
    .select(['duty', sql<number>`count(*)`.as('count')])
    .groupBy('duty')
    .execute();
}

/** The newest published addresses of the site, for the sitemap; in the order of their keys. */
export function listPublicAddresses(
  db: Connection,
  after: Pick<DocumentRow, 'agencyId' | 'documentId'> | null,
  limit: number,
): Promise<Pick<DocumentRow, 'agencyId' | 'documentId' | 'publishedAt'>[]> {
  let rows = db
    .selectFrom('document')
    .select(['agencyId', 'documentId', 'publishedAt'])
    .where('publishedVersion', 'is not', null)
    .where('withdrawnAt', 'is', null)
    .orderBy('agencyId')
    .orderBy('documentId')
    .limit(limit);
  if (after !== null)
    rows = rows.where(sql<boolean>`(agency_id, document_id) > (${after.agencyId}, ${after.documentId})`);
  return rows.execute();
}
