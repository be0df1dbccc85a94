import type { DocumentKind, DutyItemKey, InterpretationForm, Validity } from '@gongkai/core';
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
  /** Of an interpretation: its form of 1+2+X. */
  readonly form: InterpretationForm | null;
}

/** Published documents that this one names, or that name it. */
export async function listRelated(
  db: Connection,
  agencyId: string,
  documentId: string,
): Promise<RelatedDocument[]> {
  const { rows } = await sql<RelatedDocument>`
    select d.document_id, d.title, r.kind, r.direction, d.published_at,
      v.draft ->> 'interpretationForm' as form
    from (
      select to_document_id as other, kind, 'to' as direction
      from document_relation where agency_id = ${agencyId} and document_id = ${documentId}
      union all
      select document_id as other, kind, 'from' as direction
      from document_relation where agency_id = ${agencyId} and to_document_id = ${documentId}
    ) r
    join document d on d.agency_id = ${agencyId} and d.document_id = r.other
    left join document_version v on v.agency_id = d.agency_id and v.document_id = d.document_id
      and v.version = d.published_version
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
  /** `2026-03`, of the publication in China. */
  readonly month?: string | undefined;
}

function publicDocuments(db: Connection, { agencyId, duty, kind, validity, year, month }: PublicFilter) {
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
  if (month !== undefined) {
    const from = sql`(${`${month}-01T00:00:00+08:00`})::timestamptz`;
    rows = rows
      .where('publishedAt', '>=', sql<string>`${from}`)
      .where('publishedAt', '<', sql<string>`${from} + interval '1 month'`);
  }
  return rows;
}

/** How many were published in each month, the newest first. */
export function countByMonth(
  db: Connection,
  filter: PublicFilter,
): Promise<{ month: string; count: number }[]> {
  return publicDocuments(db, filter)
    .select([
      sql<string>`to_char(published_at at time zone 'Asia/Shanghai', 'YYYY-MM')`.as('month'),
      sql<number>`count(*)`.as('count'),
    ])
    .groupBy(sql`1`)
    .orderBy(sql`1`, 'desc')
    .execute();
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

/** What is newest of all agencies: of each its own newest, from the index of its list, and the newest of those. */
export async function listNewestPublic(db: Connection, limit: number): Promise<PublicDocument[]> {
  const columns = sql.join(PUBLIC_COLUMNS.map((column) => sql.ref(`d.${column}`)));
  const { rows } = await sql<PublicDocument>`
    select ${columns} from agency a
    cross join lateral (
      select * from document own
      where own.agency_id = a.agency_id and own.published_version is not null and own.withdrawn_at is null
      order by own.published_at desc, own.document_id limit ${limit}
    ) d
    order by d.published_at desc, d.agency_id, d.document_id limit ${limit}`.execute(db);
  return rows;
}

/** An agency's public documents of a topic, the newest first. */
export function listPublicOfTopic(
  db: Connection,
  agencyId: string,
  topic: string,
  limit: number,
): Promise<PublicDocument[]> {
  return publicDocuments(db, { agencyId })
    .where('topic', '=', topic)
    .select(PUBLIC_COLUMNS)
    .orderBy('publishedAt', 'desc')
    .orderBy('documentId')
    .limit(limit)
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

const OPEN_COLUMNS = [...PUBLIC_COLUMNS, 'topic', 'genre', 'expiresOn'] as const;
/** A public document with everything that its row says of it. */
export type OpenDocument = Pick<DocumentRow, (typeof OPEN_COLUMNS)[number]>;

/** An agency's public documents in the order of their keys, after one of them. */
export function listOpenDocuments(
  db: Connection,
  agencyId: string,
  after: string,
  limit: number,
): Promise<OpenDocument[]> {
  return publicDocuments(db, { agencyId })
    .where('documentId', '>', after)
    .select(OPEN_COLUMNS)
    .orderBy('documentId')
    .limit(limit)
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

/** What decides how a document is shown, for every document that is or was public. */
export interface ShownState {
  readonly agencyId: string;
  readonly documentId: string;
  readonly duty: DutyItemKey;
  readonly publishedVersion: number;
  readonly publishedAt: string;
  readonly title: string;
  readonly documentNumber: string | null;
  readonly validity: Validity | null;
  readonly isWithdrawn: boolean;
  /** Published documents that it names, or that name it, parted by blanks. */
  readonly related: string;
}

/** In the order of their keys. */
export async function listShownStates(
  db: Connection,
  after: Pick<DocumentRow, 'agencyId' | 'documentId'> | null,
  limit: number,
): Promise<ShownState[]> {
  const behind =
    after === null ? sql`` : sql`and (d.agency_id, d.document_id) > (${after.agencyId}, ${after.documentId})`;
  const { rows } = await sql<ShownState>`
    select d.agency_id, d.document_id, d.duty, d.published_version, d.published_at, d.title, d.document_number,
      d.validity, d.withdrawn_at is not null as is_withdrawn,
      coalesce((
        select string_agg(o.document_id, ' ' order by o.document_id)
        from (
          select to_document_id as document_id from document_relation r
          where r.agency_id = d.agency_id and r.document_id = d.document_id
          union
          select document_id from document_relation r
          where r.agency_id = d.agency_id and r.to_document_id = d.document_id
        ) o
        join document other on other.agency_id = d.agency_id and other.document_id = o.document_id
        where other.published_version is not null and other.withdrawn_at is null
      ), '') as related
    from document d
    where d.published_version is not null ${behind}
    order by d.agency_id, d.document_id limit ${limit}`.execute(db);
  return rows;
}
