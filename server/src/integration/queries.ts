import { sql, type Insertable, type Selectable } from 'kysely';
import type { IntakeStatus } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { IntegrationClientTable, IntegrationDeliveryTable, IntegrationIntakeTable } from './table.js';

export type ClientRow = Selectable<IntegrationClientTable>;
export type IntakeRow = Selectable<IntegrationIntakeTable>;
export type DeliveryRow = Selectable<IntegrationDeliveryTable>;

export function findClient(
  db: Connection,
  agencyId: string,
  clientId: string,
): Promise<ClientRow | undefined> {
  return db
    .selectFrom('integrationClient')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('clientId', '=', clientId)
    .executeTakeFirst();
}

export function listClients(db: Connection, agencyId: string) {
  return db
    .selectFrom('integrationClient')
    .selectAll()
    .select((expression) =>
      expression
        .selectFrom('integrationIntake')
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .whereRef('integrationIntake.agencyId', '=', 'integrationClient.agencyId')
        .whereRef('integrationIntake.clientId', '=', 'integrationClient.clientId')
        .as('intakes'),
    )
    .where('agencyId', '=', agencyId)
    .orderBy('createdAt')
    .orderBy('clientId')
    .execute();
}

export async function insertClient(db: Transaction, row: Insertable<IntegrationClientTable>): Promise<void> {
  await db.insertInto('integrationClient').values(row).execute();
}

/** @returns false when there is no such client, or it has ended */
export async function updateClient(
  db: Transaction,
  agencyId: string,
  clientId: string,
  changes: Partial<ClientRow>,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('integrationClient')
    .set(changes)
    .where('agencyId', '=', agencyId)
    .where('clientId', '=', clientId)
    .where('endedAt', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Clients of every agency that have a secret of a webhook. */
export function listWebhookSecrets(db: Connection) {
  return db
    .selectFrom('integrationClient')
    .select(['agencyId', 'clientId', 'webhookSecret'])
    .where('webhookSecret', 'is not', null)
    .execute();
}

/** The client, and what it handed in under the key before. */
export async function findClientAndIntake(
  db: Connection,
  agencyId: string,
  clientId: string,
  idempotencyKey: string,
): Promise<(ClientRow & { readonly intake: IntakeRow | null }) | undefined> {
  const row = await db
    .selectFrom('integrationClient as k')
    .leftJoin('integrationIntake as i', (join) =>
      join
        .onRef('i.agencyId', '=', 'k.agencyId')
        .onRef('i.clientId', '=', 'k.clientId')
        .on('i.idempotencyKey', '=', idempotencyKey),
    )
    .selectAll('k')
    .select(['i.reference', 'i.bodyDigest', 'i.keyId', 'i.caseId', 'i.receivedAt', 'i.toldVersion'])
    .where('k.agencyId', '=', agencyId)
    .where('k.clientId', '=', clientId)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  const { reference, bodyDigest, keyId, caseId, receivedAt, toldVersion, ...client } = row;
  if (reference === null || bodyDigest === null || keyId === null || caseId === null || receivedAt === null) {
    return { ...client, intake: null };
  }
  const key = { agencyId, clientId, idempotencyKey };
  const told = { toldVersion: toldVersion ?? 0 };
  return { ...client, intake: { ...key, reference, bodyDigest, keyId, caseId, receivedAt, ...told } };
}

/** Keeps the key with its case; waits for another transaction that keeps it. @returns false when it is taken */
export async function keepIntake(db: Transaction, row: IntakeRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('integrationIntake')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

const STATUS_COLUMNS = sql`
  i.reference, c.case_id, c.status, c.received_on, c.due_on, c.closed_on, c.outcome_row as "row",
  c.last_seq as version`;

/** The case that was made of an intake, as the register holds it. */
export async function findIntakeStatus(
  db: Connection,
  agencyId: string,
  clientId: string,
  reference: string,
): Promise<IntakeStatus | undefined> {
  const { rows } = await sql<IntakeStatus>`
    select ${STATUS_COLUMNS} from integration_intake as i
    join application_case as c on c.agency_id = i.agency_id and c.case_id = i.case_id
    where i.agency_id = ${agencyId} and i.client_id = ${clientId} and i.reference = ${reference}`.execute(db);
  return rows[0];
}

export interface ChangedIntake extends IntakeStatus {
  readonly agencyId: string;
  readonly clientId: string;
  readonly idempotencyKey: string;
}

/** Cases that have records of which their system was not told, of clients that want to be told; locked. */
export async function lockChangedIntakes(db: Transaction, limit: number): Promise<ChangedIntake[]> {
  const { rows } = await sql<ChangedIntake>`
    select i.agency_id, i.client_id, i.idempotency_key, ${STATUS_COLUMNS} from integration_client as k
    join integration_intake as i on i.agency_id = k.agency_id and i.client_id = k.client_id
    join application_case as c on c.agency_id = i.agency_id and c.case_id = i.case_id
    where k.webhook_url is not null and k.ended_at is null and c.last_seq > i.told_version
    order by i.agency_id, i.client_id, i.idempotency_key
    limit ${limit} for update of i skip locked`.execute(db);
  return rows;
}

export async function markTold(
  db: Transaction,
  { agencyId, clientId, idempotencyKey, version }: ChangedIntake,
) {
  await db
    .updateTable('integrationIntake')
    .set({ toldVersion: version })
    .where('agencyId', '=', agencyId)
    .where('clientId', '=', clientId)
    .where('idempotencyKey', '=', idempotencyKey)
    .execute();
}

export async function insertDelivery(
  db: Transaction,
  row: Insertable<IntegrationDeliveryTable>,
): Promise<void> {
  await db.insertInto('integrationDelivery').values(row).execute();
}

export function findDelivery(
  db: Connection,
  agencyId: string,
  deliveryId: string,
): Promise<DeliveryRow | undefined> {
  return db
    .selectFrom('integrationDelivery')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('deliveryId', '=', deliveryId)
    .executeTakeFirst();
}

export async function updateDelivery(
  db: Connection,
  { agencyId, deliveryId }: Pick<DeliveryRow, 'agencyId' | 'deliveryId'>,
  changes: Partial<DeliveryRow>,
): Promise<void> {
  await db
    .updateTable('integrationDelivery')
    .set(changes)
    .where('agencyId', '=', agencyId)
    .where('deliveryId', '=', deliveryId)
    .execute();
}

export function listDeliveries(
  db: Connection,
  agencyId: string,
  page: { readonly after: { readonly at: string; readonly id: string } | null; readonly limit: number },
): Promise<DeliveryRow[]> {
  let query = db.selectFrom('integrationDelivery').selectAll().where('agencyId', '=', agencyId);
  if (page.after !== null) {
    const { at, id } = page.after;
    query = query.where(sql<boolean>`(created_at, delivery_id) < (${at}::timestamptz, ${id})`);
  }
  return query.orderBy('createdAt', 'desc').orderBy('deliveryId', 'desc').limit(page.limit).execute();
}
