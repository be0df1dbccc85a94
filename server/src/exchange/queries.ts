import type { LocalDate } from '@gongkai/core';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type {
  ExchangeCaseTable,
  ExchangeFilePartTable,
  ExchangeIncidentTable,
  ExchangeMessageTable,
  ExchangePackageTable,
  ExchangePeerKeyTable,
  ExchangePeerTable,
  ExchangeRefusalTable,
} from './table.js';

export type PeerRow = Selectable<ExchangePeerTable>;
export type PeerKeyRow = Selectable<ExchangePeerKeyTable>;
export type PackageRow = Selectable<ExchangePackageTable>;
export type IncidentRow = Selectable<ExchangeIncidentTable>;
export type MessageRow = Selectable<ExchangeMessageTable>;
export type ExchangeCaseRow = Selectable<ExchangeCaseTable>;
export type FilePartRow = Selectable<ExchangeFilePartTable>;
export type RefusalRow = Selectable<ExchangeRefusalTable>;

export async function insertPeer(db: Transaction, row: Insertable<ExchangePeerTable>): Promise<void> {
  await db.insertInto('exchangePeer').values(row).execute();
}

export function listPeers(db: Connection): Promise<PeerRow[]> {
  return db.selectFrom('exchangePeer').selectAll().orderBy('nodeId').execute();
}

/** Keys that the other sides had before. */
export function listPeerKeys(db: Connection): Promise<PeerKeyRow[]> {
  return db.selectFrom('exchangePeerKey').selectAll().orderBy('nodeId').orderBy('keyNodeId').execute();
}

/** A key that comes back is in use again. */
export async function keepPeerKey(db: Transaction, row: PeerKeyRow): Promise<void> {
  await db
    .insertInto('exchangePeerKey')
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['nodeId', 'keyNodeId']).doUpdateSet({ untilNumber: row.untilNumber }),
    )
    .execute();
}

/** The other side signs with another key since; what it signed up to the number stands. */
export async function endPeerKeys(db: Transaction, nodeId: string, untilNumber: number): Promise<void> {
  await db
    .updateTable('exchangePeerKey')
    .set({ untilNumber })
    .where('nodeId', '=', nodeId)
    .where('untilNumber', 'is', null)
    .execute();
}

/** One export or import with a node at a time. */
export function lockPeer(db: Transaction, nodeId: string): Promise<PeerRow> {
  return db
    .selectFrom('exchangePeer')
    .selectAll()
    .where('nodeId', '=', nodeId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

export async function updatePeer(
  db: Transaction,
  nodeId: string,
  change: Partial<
    Pick<PeerRow, 'ownKeyId' | 'nextKeyId' | 'signKey' | 'boxKey'> &
      Pick<PeerRow, 'lastSent' | 'lastDigest' | 'lastReceived' | 'receivedDigest' | 'toldAcknowledged'> &
      Pick<PeerRow, 'lastExportedAt' | 'lastImportedAt' | 'told'>
  >,
): Promise<void> {
  const { told, ...rest } = change;
  await db
    .updateTable('exchangePeer')
    .set({ ...rest, ...(told !== undefined && { told: JSON.stringify(told) }) })
    .where('nodeId', '=', nodeId)
    .execute();
}

/** A message with an id that waits already is that message. */
export async function insertMessage(db: Transaction, row: Insertable<ExchangeMessageTable>): Promise<void> {
  await db
    .insertInto('exchangeMessage')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** The oldest, so many and so many bytes at most, but one at least. */
export async function listMessages(
  db: Transaction,
  nodeId: string,
  limit: number,
  mostBytes: number,
): Promise<MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select node_id, message_id, seq, kind, body_sealed from (
      select *, sum(length(body_sealed)) over (order by seq) - length(body_sealed) as before
      from (select * from exchange_message where node_id = ${nodeId} order by seq limit ${limit}) oldest
    ) counted where before < ${mostBytes} order by seq`.execute(db);
  return rows;
}

export async function deleteMessages(db: Transaction, nodeId: string, upTo: number): Promise<void> {
  await db.deleteFrom('exchangeMessage').where('nodeId', '=', nodeId).where('seq', '<=', upTo).execute();
}

export async function insertPackage(db: Transaction, row: PackageRow): Promise<void> {
  await db
    .insertInto('exchangePackage')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function findPackage(db: Connection, key: Pick<PackageRow, 'nodeId' | 'direction' | 'number'>) {
  return db
    .selectFrom('exchangePackage')
    .selectAll()
    .where('nodeId', '=', key.nodeId)
    .where('direction', '=', key.direction)
    .where('number', '=', key.number)
    .executeTakeFirst();
}

/** Packages that the other side has not acknowledged, or that wait for one before them. */
export function listOpenPackages(
  db: Connection,
  nodeId: string,
  direction: PackageRow['direction'],
): Promise<PackageRow[]> {
  return db
    .selectFrom('exchangePackage')
    .selectAll()
    .where('nodeId', '=', nodeId)
    .where('direction', '=', direction)
    .where('settledAt', 'is', null)
    .orderBy('number')
    .execute();
}

/** What they held is gone with it. */
export async function settlePackages(
  db: Transaction,
  nodeId: string,
  direction: PackageRow['direction'],
  upTo: number,
  at: string,
): Promise<void> {
  await db
    .updateTable('exchangePackage')
    .set({ settledAt: at, content: null })
    .where('nodeId', '=', nodeId)
    .where('direction', '=', direction)
    .where('number', '<=', upTo)
    .where('settledAt', 'is', null)
    .execute();
}

/** @returns false: it was noted before */
export async function noteIncident(db: Transaction, row: IncidentRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('exchangeIncident')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function settleLost(db: Transaction, nodeId: string, upTo: number, at: string): Promise<void> {
  await db
    .updateTable('exchangeIncident')
    .set({ settledAt: at })
    .where('nodeId', '=', nodeId)
    .where('kind', '=', 'lost')
    .where('number', '<=', upTo)
    .where('settledAt', 'is', null)
    .execute();
}

export function listIncidents(db: Connection): Promise<IncidentRow[]> {
  return db.selectFrom('exchangeIncident').selectAll().orderBy('notedAt').orderBy('number').execute();
}

/** How many of each kind wait for the next package. */
export async function countMessagesByKind(
  db: Connection,
  nodeId: string,
): Promise<{ readonly kind: string; readonly count: number }[]> {
  const { rows } = await sql<{ kind: string; count: number }>`
    select kind, count(*)::integer as count from exchange_message
    where node_id = ${nodeId} group by kind order by kind`.execute(db);
  return rows;
}

/** The latest packages in one direction, the newest first, without what is in them. */
export function listLatestPackages(
  db: Connection,
  nodeId: string,
  direction: PackageRow['direction'],
  limit: number,
): Promise<Omit<PackageRow, 'content' | 'nodeId' | 'direction' | 'digest'>[]> {
  return db
    .selectFrom('exchangePackage')
    .select(['number', 'madeAt', 'settledAt'])
    .where('nodeId', '=', nodeId)
    .where('direction', '=', direction)
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

export async function insertCase(
  db: Transaction,
  row: Pick<ExchangeCaseRow, 'agencyId' | 'reference' | 'nodeId' | 'caseId' | 'partyId'>,
): Promise<void> {
  await db
    .insertInto('exchangeCase')
    .values({ ...row, applicantConfirmedOn: null, toldVersion: 0 })
    .execute();
}

export function findCase(db: Connection, agencyId: string, reference: string) {
  return db
    .selectFrom('exchangeCase')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .executeTakeFirst();
}

export async function updateCase(
  db: Transaction,
  { agencyId, reference }: Pick<ExchangeCaseRow, 'agencyId' | 'reference'>,
  change: Partial<
    Pick<ExchangeCaseRow, 'toldVersion' | 'toldDigest' | 'applicantConfirmedOn' | 'caseId' | 'partyId'>
  >,
): Promise<void> {
  await db
    .updateTable('exchangeCase')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .execute();
}

/** Cases of an inbox that are open, or were closed on the day or after it. */
export async function listCasesOf(
  db: Connection,
  nodeId: string,
  closedFrom: LocalDate,
): Promise<ExchangeCaseRow[]> {
  const { rows } = await sql<ExchangeCaseRow>`
    select e.* from exchange_case e
    join application_case c on c.agency_id = e.agency_id and c.case_id = e.case_id
    where e.node_id = ${nodeId} and (c.closed_on is null or c.closed_on >= ${closedFrom})
    order by e.agency_id, e.reference`.execute(db);
  return rows;
}

/** @returns false: the inbox was given the file before */
export async function markFileTold(
  db: Transaction,
  row: { readonly agencyId: string; readonly reference: string; readonly fileId: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('exchangeToldFile')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function listToldFiles(db: Connection, agencyId: string, reference: string): Promise<string[]> {
  const rows = await db
    .selectFrom('exchangeToldFile')
    .select('fileId')
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .execute();
  return rows.map(({ fileId }) => fileId);
}

export async function insertFilePart(db: Transaction, row: FilePartRow): Promise<void> {
  await db
    .insertInto('exchangeFilePart')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Files of which all parts have come. */
export async function listWholeFiles(
  db: Connection,
): Promise<{ readonly agencyId: string; readonly reference: string; readonly fileId: string }[]> {
  const { rows } = await sql<{ agencyId: string; reference: string; fileId: string }>`
    select agency_id, reference, file_id from exchange_file_part
    group by agency_id, reference, file_id having count(*) = max(parts)
    order by agency_id, reference, file_id`.execute(db);
  return rows;
}

export function listFileParts(
  db: Connection,
  { agencyId, reference, fileId }: Pick<FilePartRow, 'agencyId' | 'reference' | 'fileId'>,
): Promise<FilePartRow[]> {
  return db
    .selectFrom('exchangeFilePart')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .where('fileId', '=', fileId)
    .orderBy('part')
    .execute();
}

export async function deleteFileParts(
  db: Transaction,
  { agencyId, reference, fileId }: Pick<FilePartRow, 'agencyId' | 'reference' | 'fileId'>,
): Promise<void> {
  await db
    .deleteFrom('exchangeFilePart')
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .where('fileId', '=', fileId)
    .execute();
}

export async function insertRefusal(db: Transaction, row: RefusalRow): Promise<void> {
  await db
    .insertInto('exchangeRefusal')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function listRefusalsOfCase(
  db: Connection,
  agencyId: string,
  reference: string,
): Promise<RefusalRow[]> {
  return db
    .selectFrom('exchangeRefusal')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .orderBy('notedAt')
    .execute();
}

/** The newest first. */
export function listRefusals(db: Connection, nodeId: string, limit: number): Promise<RefusalRow[]> {
  return db
    .selectFrom('exchangeRefusal')
    .selectAll()
    .where('nodeId', '=', nodeId)
    .orderBy('notedAt', 'desc')
    .limit(limit)
    .execute();
}

export async function countRefusals(db: Connection): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from exchange_refusal`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Agencies with cases that came from the node. */
export async function listAgenciesOf(db: Connection, nodeId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('exchangeCase')
    .select('agencyId')
    .distinct()
    .where('nodeId', '=', nodeId)
    .orderBy('agencyId')
    .execute();
  return rows.map(({ agencyId }) => agencyId);
}
