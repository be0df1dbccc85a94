import { sql, type Insertable, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { SecrecyIncidentTable, StoredFileTable } from './table.js';

export type StoredFileRow = Selectable<StoredFileTable>;
export type SecrecyIncidentRow = Selectable<SecrecyIncidentTable>;

export async function insertFile(db: Transaction, row: Insertable<StoredFileTable>): Promise<void> {
  await db.insertInto('storedFile').values(row).execute();
}

/** One that has not been removed. */
export function findFile(
  db: Connection,
  agencyId: string,
  fileId: string,
): Promise<StoredFileRow | undefined> {
  return db
    .selectFrom('storedFile')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('fileId', '=', fileId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
}

/** @returns false when there is none */
export async function markRemoved(
  db: Transaction,
  agencyId: string,
  fileId: string,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('storedFile')
    .set({ removedAt: at })
    .where('agencyId', '=', agencyId)
    .where('fileId', '=', fileId)
    .where('removedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Those of the objects that a row knows. */
export async function listKnownObjects(db: Connection, keys: readonly string[]): Promise<Set<string>> {
  const rows = await db
    .selectFrom('storedFile')
    .select('objectKey')
    .where('objectKey', '=', sql<string>`any(${arrayLiteral(keys)}::text[])`)
    .execute();
  return new Set(rows.map(({ objectKey }) => objectKey));
}

export type KeptObject = Pick<StoredFileRow, 'agencyId' | 'fileId' | 'objectKey' | 'size' | 'sha256'>;

/** Files that were not removed, in the order of their keys. */
export function listKeptPage(
  db: Connection,
  after: Pick<KeptObject, 'agencyId' | 'fileId'> | null,
  limit: number,
): Promise<KeptObject[]> {
  let query = db
    .selectFrom('storedFile')
    .select(['agencyId', 'fileId', 'objectKey', 'size', 'sha256'])
    .where('removedAt', 'is', null)
    .orderBy('agencyId')
    .orderBy('fileId')
    .limit(limit);
  if (after !== null)
    query = query.where(sql<boolean>`(agency_id, file_id) > (${after.agencyId}, ${after.fileId})`);
  return query.execute();
}

export async function countKept(db: Connection): Promise<number> {
  const { count } = await db
    .selectFrom('storedFile')
    .select(sql<number>`count(*)`.as('count'))
    .where('removedAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

export function listRemovedBefore(
  db: Connection,
  before: string,
  limit: number,
): Promise<Pick<StoredFileRow, 'agencyId' | 'fileId' | 'objectKey'>[]> {
  return db
    .selectFrom('storedFile')
    .select(['agencyId', 'fileId', 'objectKey'])
    .where('removedAt', '<', before)
    .orderBy('removedAt')
    .limit(limit)
    .execute();
}

export async function deleteRemoved(db: Connection, agencyId: string, fileId: string): Promise<void> {
  await db
    .deleteFrom('storedFile')
    .where('agencyId', '=', agencyId)
    .where('fileId', '=', fileId)
    .where('removedAt', 'is not', null)
    .execute();
}

export async function insertIncident(
  db: Transaction,
  row: Omit<SecrecyIncidentRow, 'status' | 'result' | 'closedBy' | 'closedAt'>,
): Promise<void> {
  await db
    .insertInto('secrecyIncident')
    .values({ ...row, status: 'open', result: null, closedBy: null, closedAt: null })
    .execute();
}

/** The newest first; `after` is the end of the page before. */
export function listIncidents(
  db: Connection,
  agencyId: string,
  page: {
    readonly after: { readonly occurredAt: string; readonly incidentId: string } | null;
    readonly limit: number;
  },
): Promise<SecrecyIncidentRow[]> {
  let query = db
    .selectFrom('secrecyIncident')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .orderBy('occurredAt', 'desc')
    .orderBy('incidentId', 'desc')
    .limit(page.limit);
  if (page.after !== null)
    query = query.where(
      sql<boolean>`(occurred_at, incident_id) < (${page.after.occurredAt}::timestamptz, ${page.after.incidentId})`,
    );
  return query.execute();
}

export function lockIncident(
  db: Transaction,
  agencyId: string,
  incidentId: string,
): Promise<SecrecyIncidentRow | undefined> {
  return db
    .selectFrom('secrecyIncident')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('incidentId', '=', incidentId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateIncident(
  db: Transaction,
  { agencyId, incidentId }: Pick<SecrecyIncidentRow, 'agencyId' | 'incidentId'>,
  end: Pick<SecrecyIncidentRow, 'result' | 'closedBy' | 'closedAt'>,
): Promise<void> {
  await db
    .updateTable('secrecyIncident')
    .set({ ...end, status: 'closed' })
    .where('agencyId', '=', agencyId)
    .where('incidentId', '=', incidentId)
    .execute();
}
