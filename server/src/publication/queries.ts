import type { DocumentKind, DocumentQuery, LocalDate, ReviewStep } from '@gongkai/core';
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import { arrayLiteral, likePart } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type {
  DocumentActTable,
  DocumentFileTable,
  DocumentRelationTable,
  DocumentTable,
  DocumentVersionTable,
  DocumentWaiverTable,
  ReviewPathTable,
} from './table.js';

export type DocumentRow = Selectable<DocumentTable>;
export type DocumentVersionRow = Selectable<DocumentVersionTable>;
export type DocumentActRow = Selectable<DocumentActTable> & { readonly displayName: string | null };
export type DocumentFileRow = Pick<
  Selectable<DocumentFileTable>,
  'fileId' | 'fromVersion' | 'toVersion' | 'findings' | 'removed' | 'pages' | 'links'
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
      'documentFile.removed',
      'documentFile.pages',
      'documentFile.links',
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

/** Whether a file is, or was in some version, one of the document's: the uploaded one behind a scrubbed one too. */
export async function findDocumentFile(
  db: Connection,
  agencyId: string,
  documentId: string,
  fileId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('documentFile')
    .select('fileId')
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('fileId', '=', fileId)
    .executeTakeFirst();
  return row !== undefined;
}

/** Files of a document that a scrubbed one has taken the place of: never public, whatever version had them. */
export async function listScrubbed(
  db: Connection,
  { agencyId, documentId }: Pick<DocumentRow, 'agencyId' | 'documentId'>,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('documentFile')
    .select('scrubbedFrom')
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', documentId)
    .where('scrubbedFrom', 'is not', null)
    .execute();
  return new Set(rows.flatMap(({ scrubbedFrom }) => (scrubbedFrom === null ? [] : [scrubbedFrom])));
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

type ReviewPathRow = Selectable<ReviewPathTable>;

/** What an agency set for a kind; null: nothing. */
export async function findReviewPath(
  db: Connection,
  agencyId: string,
  kind: DocumentKind,
): Promise<ReviewPathRow | null> {
  const row = await db
    .selectFrom('reviewPath')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('kind', '=', kind)
    .executeTakeFirst();
  return row ?? null;
}

export function listReviewPathRows(db: Connection, agencyId: string): Promise<ReviewPathRow[]> {
  return db.selectFrom('reviewPath').selectAll().where('agencyId', '=', agencyId).execute();
}

export async function saveReviewPath(
  db: Transaction,
  agencyId: string,
  kind: DocumentKind,
  path: Pick<ReviewPathRow, 'steps' | 'opinionSteps'>,
): Promise<void> {
  const set = { steps: JSON.stringify(path.steps), opinionSteps: JSON.stringify(path.opinionSteps) };
  await db
    .insertInto('reviewPath')
    .values({ agencyId, kind, ...set })
    .onConflict((conflict) => conflict.columns(['agencyId', 'kind']).doUpdateSet(set))
    .execute();
}

const SORTS = {
  '-formedOn': { column: 'formedOn', order: 'desc' },
  formedOn: { column: 'formedOn', order: 'asc' },
  dueOn: { column: 'dueOn', order: 'asc' },
  '-publishedAt': { column: 'publishedAt', order: 'desc' },
} as const;

/** The steps that somebody may take, and in which units. */
export interface ReviewerSteps {
  readonly reviewerId: string;
  readonly steps: readonly { readonly step: ReviewStep; readonly units: readonly string[] | 'all' }[];
}

function ofUnits(units: readonly string[]) {
  return sql<boolean>`unit_id = any(${arrayLiteral(units)}::text[])`;
}

/** The desk's list; `offset` because a person turns a few pages and no more. */
export function listDocumentRows(
  db: Connection,
  agencyId: string,
  query: Omit<DocumentQuery, 'after' | 'limit' | 'waitsForMe'>,
  page: {
    readonly today: LocalDate;
    /** Null: whoever it waits for. */
    readonly waitsFor: ReviewerSteps | null;
    /** Null: of every unit and of none. */
    readonly units: readonly string[] | null;
    readonly offset: number;
    readonly limit: number;
  },
): Promise<DocumentRow[]> {
  const { status, kind, mode, validity, overdue, sort, q } = query;
  const { column, order } = SORTS[sort];
  let rows = db.selectFrom('document').selectAll().where('agencyId', '=', agencyId);
  if (page.units !== null) rows = rows.where(ofUnits(page.units));
  if (page.waitsFor !== null) {
    const { steps, reviewerId } = page.waitsFor;
    rows = rows
      .where('status', '=', 'inReview')
      .where((is) =>
        is.or(
          steps.map(({ step, units }) =>
            is.and([is('step', '=', step), ...(units === 'all' ? [] : [ofUnits(units)])]),
          ),
        ),
      )
      .where(sql<boolean>`not authors @> ${JSON.stringify([reviewerId])}::jsonb`);
  }
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
    const part = likePart(q.trim());
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

/** What waits for publication and is due that day or later, in the order of its number. */
export function lockWaitingDocuments(
  db: Transaction,
  agencyId: string,
  page: { readonly firstDay: LocalDate; readonly after: string | null; readonly limit: number },
): Promise<DocumentRow[]> {
  return db
    .selectFrom('document')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('status', 'in', ['draft', 'inReview', 'signed'])
    .where('dueOn', '>=', page.firstDay)
    .$if(page.after !== null, (query) => query.where('documentId', '>', page.after))
    .orderBy('documentId')
    .limit(page.limit)
    .forUpdate()
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
