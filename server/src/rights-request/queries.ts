import { sql, type Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RightsRequestEventTable, RightsRequestTable } from './table.js';

export type RightsRequestRow = Selectable<RightsRequestTable>;
export type RightsEventRow = Selectable<RightsRequestEventTable>;

/** The next number of the kind in the year; the row is locked until the end of the transaction. */
export async function takeRightsNumber(
  db: Transaction,
  agencyId: string,
  kind: RightsRequestRow['kind'],
  year: number,
): Promise<number> {
  const { lastNumber } = await db
    .insertInto('rightsRequestSeries')
    .values({ agencyId, kind, year, lastNumber: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['agencyId', 'kind', 'year'])
        .doUpdateSet({ lastNumber: sql<number>`rights_request_series.last_number + 1` }),
    )
    .returning('lastNumber')
    .executeTakeFirstOrThrow();
  return lastNumber;
}

export async function insertRightsRequest(db: Transaction, row: RightsRequestRow): Promise<void> {
  await db.insertInto('rightsRequest').values(row).execute();
}

export async function insertRightsEvent(db: Transaction, row: RightsEventRow): Promise<void> {
  await db.insertInto('rightsRequestEvent').values(row).execute();
}

function rightsRequestAt(db: Connection, agencyId: string, requestId: string) {
  return db
    .selectFrom('rightsRequest')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('requestId', '=', requestId);
}

export function findRightsRequest(
  db: Connection,
  agencyId: string,
  requestId: string,
): Promise<RightsRequestRow | undefined> {
  return rightsRequestAt(db, agencyId, requestId).executeTakeFirst();
}

export function lockRightsRequest(
  db: Transaction,
  agencyId: string,
  requestId: string,
): Promise<RightsRequestRow | undefined> {
  return rightsRequestAt(db, agencyId, requestId).forUpdate().executeTakeFirst();
}

export async function updateRightsRequest(
  db: Transaction,
  { agencyId, requestId }: Pick<RightsRequestRow, 'agencyId' | 'requestId'>,
  values: Partial<RightsRequestRow>,
): Promise<void> {
  await db
    .updateTable('rightsRequest')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('requestId', '=', requestId)
    .execute();
}

export function listRightsEvents(
  db: Connection,
  agencyId: string,
  requestId: string,
): Promise<(RightsEventRow & { readonly displayName: string | null })[]> {
  return db
    .selectFrom('rightsRequestEvent')
    .leftJoin('account', 'account.accountId', 'rightsRequestEvent.recordedBy')
    .selectAll('rightsRequestEvent')
    .select('account.displayName')
    .where('rightsRequestEvent.agencyId', '=', agencyId)
    .where('requestId', '=', requestId)
    .orderBy('seq')
    .execute();
}

export interface RightsFilter {
  readonly kind?: RightsRequestRow['kind'] | undefined;
  readonly status?: RightsRequestRow['status'] | undefined;
  readonly after?: { readonly submittedOn: string; readonly requestId: string } | undefined;
  readonly limit: number;
}

/** The newest first; `after` is the end of the page before. */
export function listRightsRequestRows(
  db: Connection,
  agencyId: string,
  { kind, status, after, limit }: RightsFilter,
): Promise<RightsRequestRow[]> {
  let query = db
    .selectFrom('rightsRequest')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .orderBy('submittedOn', 'desc')
    .orderBy('requestId', 'desc')
    .limit(limit);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (status !== undefined) query = query.where('status', '=', status);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(submitted_on, request_id) < (${after.submittedOn}::date, ${after.requestId})`,
    );
  return query.execute();
}
