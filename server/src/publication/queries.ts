import type {
  DocumentKind,
  DocumentQuery,
  DutyItemKey,
  LocalDate,
  ReviewStep,
  Validity,
} from '@gongkai/core';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type {
  DocumentActTable,
  DocumentFileTable,
  DocumentRelationTable,
  DocumentTable,
  DocumentVersionTable,
  DocumentWaiverTable,
} from './table.js';

export type DocumentRow = Selectable<DocumentTable>;
export type DocumentVersionRow = Selectable<DocumentVersionTable>;
export type DocumentActRow = Selectable<DocumentActTable> & { readonly displayName: string | null };
export type DocumentFileRow = Pick<
  Selectable<DocumentFileTable>,
  'fileId' | 'fromVersion' | 'toVersion' | 'findings'
> & {
  readonly fileName: string;
  readonly mediaType: string;
  readonly size: number;
};
export type DocumentWaiverRow = Selectable<DocumentWaiverTable> & { readonly displayName: string | null };

export async function insertDocument(db: Transaction, row: Insertable<DocumentTable>): Promise<void> {
  await db.insertInto('document').values(row).execute();
}

export async function updateDocument(
  db: Transaction,
  { agencyId, documentId }: Pick<DocumentRow, 'agencyId' | 'documentId'>,
  change: Updateable<DocumentTable>,
): Promise<void> {
  await db
    .updateTable('document')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .execute();
}

export function findDocument(
  db: Connection,
  agencyId: string,
  documentId: string,
): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('document')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .executeTakeFirst();
}

/** Held until the end of the transaction, so that two who act on it come one after the other. */
export function lockDocument(
  db: Transaction,
  agencyId: string,
  documentId: string,
): Promise<DocumentRow | undefined> {
  return db
    .selectFrom('document')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .forUpdate()
    .executeTakeFirst();
}

/** Writes a version, or what its draft says now. */
export async function saveVersion(
  db: Transaction,
  row: Omit<Insertable<DocumentVersionTable>, 'publishedAt'>,
): Promise<void> {
  await db
    .insertInto('documentVersion')
    .values({ ...row, publishedAt: null })
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'documentId', 'version']).doUpdateSet({ draft: row.draft }),
    )
    .execute();
}

export async function markVersionPublished(
  db: Transaction,
  { agencyId, documentId, version }: Pick<DocumentRow, 'agencyId' | 'documentId' | 'version'>,
  at: string,
): Promise<void> {
  await db
    .updateTable('documentVersion')
    .set({ publishedAt: at })
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .execute();
}

export function findVersion(
  db: Connection,
  { agencyId, documentId }: Pick<DocumentRow, 'agencyId' | 'documentId'>,
  version: number,
): Promise<DocumentVersionRow | undefined> {
  return db
    .selectFrom('documentVersion')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .executeTakeFirst();
}

/** Those that were published, the newest first, without their texts. */
export function listPublishedVersions(
  db: Connection,
  { agencyId, documentId }: Pick<DocumentRow, 'agencyId' | 'documentId'>,
): Promise<Pick<DocumentVersionRow, 'version' | 'publishedAt' | 'changeReason'>[]> {
  return db
    .selectFrom('documentVersion')
    .select(['version', 'publishedAt', 'changeReason'])
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('publishedAt', 'is not', null)
    .orderBy('version', 'desc')
    .execute();
}

/** Written under the document's lock, so that no two take one number. */
export async function insertAct(
  db: Transaction,
  row: Omit<DocumentActRow, 'seq' | 'displayName'>,
): Promise<void> {
  const { agencyId, documentId } = row;
  await db
    .insertInto('documentAct')
    .values({
      ...row,
      seq: sql<number>`(
        select coalesce(max(seq), 0) + 1 from document_act
        where agency_id = ${agencyId} and document_id = ${documentId}
      )`,
    })
    .execute();
}

export function listActs(db: Connection, agencyId: string, documentId: string): Promise<DocumentActRow[]> {
  return db
    .selectFrom('documentAct')
    .leftJoin('account', 'account.accountId', 'documentAct.actorId')
    .selectAll('documentAct')
    .select('account.displayName')
    .where('documentAct.agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .orderBy('seq')
    .execute();
}

export async function insertDocumentFile(db: Transaction, row: Insertable<DocumentFileTable>): Promise<void> {
  await db.insertInto('documentFile').values(row).execute();
}

/** The version is the first that no longer has the file. @returns false when it has no such file */
export async function endDocumentFile(
  db: Transaction,
  { agencyId, documentId, version }: Pick<DocumentRow, 'agencyId' | 'documentId' | 'version'>,
  fileId: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('documentFile')
    .set({ toVersion: version - 1 })
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('fileId', '=', fileId)
    .where('toVersion', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** The files of a version, in the order of their names. */
export function listDocumentFiles(
  db: Connection,
  { agencyId, documentId }: Pick<DocumentRow, 'agencyId' | 'documentId'>,
  version: number,
): Promise<DocumentFileRow[]> {
  return db
    .selectFrom('documentFile')
    .innerJoin('storedFile', (join) =>
      join
        .onRef('storedFile.agencyId', '=', 'documentFile.agencyId')
        .onRef('storedFile.fileId', '=', 'documentFile.fileId'),
    )
    .select([
      'documentFile.fileId',
      'documentFile.fromVersion',
      'documentFile.toVersion',
      'documentFile.findings',
      'storedFile.fileName',
      'storedFile.mediaType',
      'storedFile.size',
    ])
    .where('documentFile.agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('fromVersion', '<=', version)
    .where((or) => or.or([or('toVersion', 'is', null), or('toVersion', '>=', version)]))
    .where('storedFile.removedAt', 'is', null)
    .orderBy('storedFile.fileName')
    .orderBy('documentFile.fileId')
    .execute();
}

export async function replaceRelations(
  db: Transaction,
  { agencyId, documentId }: Pick<DocumentRow, 'agencyId' | 'documentId'>,
  relations: readonly Omit<Selectable<DocumentRelationTable>, 'agencyId' | 'documentId'>[],
): Promise<void> {
  await db
    .deleteFrom('documentRelation')
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .execute();
  if (relations.length === 0) return;
  await db
    .insertInto('documentRelation')
    .values(relations.map((relation) => ({ ...relation, agencyId, documentId })))
    .execute();
}

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

export async function insertWaiver(db: Transaction, row: Insertable<DocumentWaiverTable>): Promise<void> {
  await db
    .insertInto('documentWaiver')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function listWaivers(
  db: Connection,
  { agencyId, documentId, version }: Pick<DocumentRow, 'agencyId' | 'documentId' | 'version'>,
): Promise<DocumentWaiverRow[]> {
  return db
    .selectFrom('documentWaiver')
    .leftJoin('account', 'account.accountId', 'documentWaiver.waivedBy')
    .selectAll('documentWaiver')
    .select('account.displayName')
    .where('documentWaiver.agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('version', '=', version)
    .execute();
}

/** The next index number of the year; a rollback returns it. */
export async function takeIndexNumber(db: Transaction, agencyId: string, year: number): Promise<number> {
  const { lastNumber } = await db
    .insertInto('documentSeries')
    .values({ agencyId, year, lastNumber: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['agencyId', 'year'])
        .doUpdateSet((row) => ({ lastNumber: row('documentSeries.lastNumber', '+', 1) })),
    )
    .returning('lastNumber')
    .executeTakeFirstOrThrow();
  return lastNumber;
}

export async function findReviewPath(
  db: Connection,
  agencyId: string,
  kind: DocumentKind,
): Promise<readonly ReviewStep[] | null> {
  const row = await db
    .selectFrom('reviewPath')
    .select('steps')
    .where('agencyId', '=', agencyId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row?.steps ?? null;
}

export async function saveReviewPath(
  db: Transaction,
  agencyId: string,
  kind: DocumentKind,
  steps: readonly ReviewStep[],
): Promise<void> {
  const text = JSON.stringify(steps);
  await db
    .insertInto('reviewPath')
    .values({ agencyId, kind, steps: text })
    .onConflict((conflict) => conflict.columns(['agencyId', 'kind']).doUpdateSet({ steps: text }))
    .execute();
}

const SORTS = {
  '-formedOn': { column: 'formedOn', order: 'desc' },
  formedOn: { column: 'formedOn', order: 'asc' },
  dueOn: { column: 'dueOn', order: 'asc' },
  '-publishedAt': { column: 'publishedAt', order: 'desc' },
} as const;

/** The desk's list; `offset` because a person turns a few pages and no more. */
export function listDocumentRows(
  db: Connection,
  agencyId: string,
  query: Omit<DocumentQuery, 'after' | 'limit'>,
  page: {
    readonly today: LocalDate;
    /** Null: of every unit and of none. */
    readonly units: readonly string[] | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<DocumentRow[]> {
  const { status, kind, mode, validity, overdue, sort, q } = query;
  const { column, order } = SORTS[sort];
  let rows = db.selectFrom('document').selectAll().where('agencyId', '=', agencyId);
  if (page.units !== null)
    rows = rows.where('unitId', '=', sql<string>`any(${arrayLiteral(page.units)}::text[])`);
  if (status !== undefined) rows = rows.where('status', '=', status);
  if (kind !== undefined) rows = rows.where('kind', '=', kind);
  if (mode !== undefined) rows = rows.where('mode', '=', mode);
  if (validity !== undefined) rows = rows.where('validity', '=', validity);
  if (overdue === true)
    rows = rows
      .where('status', 'in', ['draft', 'inReview', 'signed'])
      .where('mode', '=', 'proactive')
      .where('dueOn', '<', page.today);
  if (q !== undefined && q.trim() !== '') {
    const part = `%${q.trim().replaceAll(/[\\%_]/g, '\\$&')}%`;
    rows = rows.where((or) =>
      or.or([or('title', 'like', part), or('documentNumber', 'like', part), or('documentId', '=', q.trim())]),
    );
  }
  return rows
    .orderBy(column, (by) => (order === 'desc' ? by.desc().nullsLast() : by.asc()))
    .orderBy('documentId', order)
    .offset(page.offset)
    .limit(page.limit)
    .execute();
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

/** Documents in force whose last day has passed. */
export function lockExpired(db: Transaction, today: LocalDate, limit: number): Promise<DocumentRow[]> {
  return db
    .selectFrom('document')
    .selectAll()
    .where('expiresOn', '<', today)
    .where('validity', 'in', ['valid', 'amended'])
    .orderBy('expiresOn')
    .limit(limit)
    .forUpdate()
    .skipLocked()
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

const DOCUMENT_COLUMNS = [
  'agencyId',
  'documentId',
  'kind',
  'mode',
  'status',
  'step',
  'steps',
  'version',
  'authors',
  'title',
  'summary',
  'documentNumber',
  'topic',
  'genre',
  'duty',
  'unitId',
  'formedOn',
  'dueOn',
  'indexNumber',
  'validity',
  'expiresOn',
  'publishedVersion',
  'publishedAt',
  'withdrawnAt',
  'withdrawalReason',
  'reassessOn',
  'recordId',
] as const satisfies readonly (keyof DocumentTable)[];

/** Many documents of their first version, each with who entered it, and the numbers that they take. */
export async function copyDocuments(
  db: Transaction,
  loaded: {
    readonly agencyId: string;
    readonly rows: readonly DocumentRow[];
    readonly versions: readonly Pick<DocumentVersionRow, 'documentId' | 'draft' | 'publishedAt'>[];
    readonly acts: readonly Pick<DocumentActRow, 'documentId' | 'actorId' | 'actedAt'>[];
    readonly numbers: ReadonlyMap<number, number>;
  },
): Promise<void> {
  const { agencyId, rows, versions, acts, numbers } = loaded;
  await copyRows(
    db,
    'document',
    DOCUMENT_COLUMNS,
    rows.map((row) => DOCUMENT_COLUMNS.map((column) => row[column])),
  );
  await copyRows(
    db,
    'documentVersion',
    ['agencyId', 'documentId', 'version', 'draft', 'changeReason', 'publishedAt'],
    versions.map(({ documentId, draft, publishedAt }) => [agencyId, documentId, 1, draft, null, publishedAt]),
  );
  await copyRows(
    db,
    'documentAct',
    ['agencyId', 'documentId', 'seq', 'version', 'act', 'step', 'actorId', 'actedAt', 'opinion'],
    acts.map(({ documentId, actorId, actedAt }) => [
      ...[agencyId, documentId, 1, 1, 'draft', null, actorId, actedAt, null],
    ]),
  );
  await copyRows(
    db,
    'documentSeries',
    ['agencyId', 'year', 'lastNumber'],
    [...numbers].map(([year, lastNumber]) => [agencyId, year, lastNumber]),
  );
}
