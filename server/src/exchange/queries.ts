import type { IntakeStatus, LocalDate } from '@gongkai/core';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type {
  ExchangeCaseTable,
  ExchangeIncidentTable,
  ExchangeMessageTable,
  ExchangePackageTable,
  ExchangePeerTable,
  InboxAgencyTable,
  InboxApplicationTable,
} from './table.js';

export type PeerRow = Selectable<ExchangePeerTable>;
export type PackageRow = Selectable<ExchangePackageTable>;
export type IncidentRow = Selectable<ExchangeIncidentTable>;
export type InboxApplicationRow = Selectable<InboxApplicationTable>;

export async function insertPeer(db: Transaction, row: Insertable<ExchangePeerTable>): Promise<void> {
  await db.insertInto('exchangePeer').values(row).execute();
}

export function listPeers(db: Connection): Promise<PeerRow[]> {
  return db.selectFrom('exchangePeer').selectAll().orderBy('nodeId').execute();
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
    Pick<PeerRow, 'lastSent' | 'lastDigest' | 'lastReceived' | 'receivedDigest' | 'toldAcknowledged'>
  >,
): Promise<void> {
  await db.updateTable('exchangePeer').set(change).where('nodeId', '=', nodeId).execute();
}

/** A message with an id that waits already is that message. */
export async function insertMessage(db: Transaction, row: Insertable<ExchangeMessageTable>): Promise<void> {
  await db
    .insertInto('exchangeMessage')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export function listMessages(db: Transaction, nodeId: string, limit: number) {
  return db
    .selectFrom('exchangeMessage')
    .selectAll()
    .where('nodeId', '=', nodeId)
    .orderBy('seq')
    .limit(limit)
    .execute();
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

export async function noteIncident(db: Transaction, row: IncidentRow): Promise<void> {
  await db
    .insertInto('exchangeIncident')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
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

export async function countMessages(db: Connection, nodeId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from exchange_message where node_id = ${nodeId}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** @returns false: the application has come before */
export async function insertCase(db: Transaction, row: ExchangeCaseTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('exchangeCase')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
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
  { agencyId, reference }: Pick<ExchangeCaseTable, 'agencyId' | 'reference'>,
  change: Partial<Pick<ExchangeCaseTable, 'toldVersion' | 'applicantConfirmedOn' | 'caseId'>>,
): Promise<void> {
  await db
    .updateTable('exchangeCase')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .execute();
}

/** Cases with records of which their inbox was not told, as the register holds them. */
export async function lockChangedCases(
  db: Transaction,
  nodeId: string,
): Promise<(IntakeStatus & { readonly agencyId: string })[]> {
  const { rows } = await sql<IntakeStatus & { readonly agencyId: string }>`
    select e.agency_id, e.reference, c.case_id, c.status, c.received_on, c.due_on, c.closed_on,
      c.outcome_row as "row", c.last_seq as version
    from exchange_case e
    join application_case c on c.agency_id = e.agency_id and c.case_id = e.case_id
    where e.node_id = ${nodeId} and c.last_seq > e.told_version
    order by e.agency_id, e.reference for update of e`.execute(db);
  return rows;
}

export async function saveInboxAgencies(db: Transaction, rows: readonly InboxAgencyTable[]): Promise<void> {
  for (const row of rows) {
    await db
      .insertInto('inboxAgency')
      .values(row)
      .onConflict((conflict) => conflict.column('agencyId').doUpdateSet({ name: row.name }))
      .execute();
  }
}

export function listInboxAgencies(db: Connection): Promise<InboxAgencyTable[]> {
  return db.selectFrom('inboxAgency').selectAll().orderBy('agencyId').execute();
}

export async function insertInboxApplication(
  db: Transaction,
  row: Insertable<InboxApplicationTable>,
): Promise<void> {
  await db.insertInto('inboxApplication').values(row).execute();
}

export function findInboxApplication(
  db: Connection,
  reference: string,
): Promise<InboxApplicationRow | undefined> {
  return db.selectFrom('inboxApplication').selectAll().where('reference', '=', reference).executeTakeFirst();
}

export async function updateInboxApplication(
  db: Transaction,
  { agencyId, reference }: Pick<InboxApplicationRow, 'agencyId' | 'reference'>,
  change: {
    readonly state?: IntakeStatus;
    readonly applicantConfirmedOn?: LocalDate;
    readonly handedOverAt?: string;
  },
): Promise<void> {
  const { state, ...rest } = change;
  await db
    .updateTable('inboxApplication')
    .set({ ...rest, ...(state !== undefined && { state: JSON.stringify(state) }) })
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .execute();
}

/** `messageId`: of the message that carries the application. */
export async function markHandedOver(db: Transaction, messageId: string, at: string): Promise<void> {
  await sql`
    update inbox_application set handed_over_at = ${at}
    where ${messageId} = 'application ' || reference and handed_over_at is null`.execute(db);
}
