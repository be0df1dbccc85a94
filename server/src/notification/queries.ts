import { EVERY_AGENCY, type NotificationDelivery, type NotificationKind } from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import { cutoffOf, type Cutoffs } from '../platform/database/cutoff.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { MailRecipientKind, MailState, NotificationAddressTable, NotificationTable } from './table.js';

export type NotificationRow = Selectable<NotificationTable>;
export type AddressRow = Selectable<NotificationAddressTable>;

/** An account's inbox: where it is and whose. */
export interface Inbox {
  readonly agencyId: string;
  readonly accountId: string;
}

/** @returns the ids of those that were not told before */
export async function insertNotifications(
  db: Transaction,
  rows: readonly Omit<NotificationRow, 'readAt' | 'mailedAt'>[],
): Promise<Set<string>> {
  if (rows.length === 0) return new Set();
  const told = await db
    .insertInto('notification')
    .values(
      rows.map((row) => ({ ...row, details: JSON.stringify(row.details), readAt: null, mailedAt: null })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('notificationId')
    .execute();
  return new Set(told.map(({ notificationId }) => notificationId));
}

/** The inbox of an account; that of nobody is empty. */
export async function findInbox(db: Connection, accountId: string): Promise<Inbox> {
  const row = await db
    .selectFrom('account')
    .select('agencyId')
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return { agencyId: row?.agencyId ?? EVERY_AGENCY, accountId };
}

/** The newest first; `after` is the end of the page before. */
export function listNotificationRows(
  db: Connection,
  { agencyId, accountId }: Inbox,
  page: {
    readonly kind: NotificationKind | undefined;
    readonly isUnread: boolean | undefined;
    readonly after: { readonly createdAt: string; readonly notificationId: string } | null;
    readonly limit: number;
  },
): Promise<NotificationRow[]> {
  let query = db
    .selectFrom('notification')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .orderBy('createdAt', 'desc')
    .orderBy('notificationId', 'desc')
    .limit(page.limit);
  if (page.kind !== undefined) query = query.where('kind', '=', page.kind);
  if (page.isUnread !== undefined) query = query.where('readAt', page.isUnread ? 'is' : 'is not', null);
  if (page.after !== null) {
    const { createdAt, notificationId } = page.after;
    query = query.where(
      sql<boolean>`(created_at, notification_id) < (${createdAt}::timestamptz, ${notificationId})`,
    );
  }
  return query.execute();
}

export async function countUnread(db: Connection, { agencyId, accountId }: Inbox): Promise<number> {
  const { count } = await db
    .selectFrom('notification')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .where('readAt', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

/** @returns how many were unread until now */
export async function markRead(
  db: Transaction,
  { agencyId, accountId }: Inbox,
  at: string,
  notificationId?: string,
): Promise<number> {
  let query = db
    .updateTable('notification')
    .set({ readAt: at })
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .where('readAt', 'is', null);
  if (notificationId !== undefined) query = query.where('notificationId', '=', notificationId);
  const { numUpdatedRows } = await query.executeTakeFirst();
  return Number(numUpdatedRows);
}

export function findNotification(
  db: Connection,
  agencyId: string,
  notificationId: string,
): Promise<NotificationRow | undefined> {
  return db
    .selectFrom('notification')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('notificationId', '=', notificationId)
    .executeTakeFirst();
}

export async function updateMailState(
  db: Connection,
  key: { readonly agencyId: string; readonly notificationIds: readonly string[] },
  state: { readonly mailState: MailState; readonly mailedAt: string | null },
): Promise<void> {
  await db
    .updateTable('notification')
    .set(state)
    .where('agencyId', '=', key.agencyId)
    .where('notificationId', 'in', [...key.notificationIds])
    .execute();
}

/** Inboxes with something for the daily mail. */
export function listDigestInboxes(db: Connection): Promise<Inbox[]> {
  return db
    .selectFrom('notification')
    .select(['agencyId', 'accountId'])
    .distinct()
    .where('mailState', '=', 'digest')
    .orderBy('agencyId')
    .orderBy('accountId')
    .execute();
}

export function listForDigest(
  db: Connection,
  { agencyId, accountId }: Inbox,
  limit: number,
): Promise<NotificationRow[]> {
  return db
    .selectFrom('notification')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .where('mailState', '=', 'digest')
    .orderBy('createdAt')
    .orderBy('notificationId')
    .limit(limit)
    .execute();
}

export function listPreferences(
  db: Connection,
  { agencyId, accountId }: Inbox,
): Promise<{ kind: NotificationKind; delivery: NotificationDelivery }[]> {
  return db
    .selectFrom('notificationPreference')
    .select(['kind', 'delivery'])
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .execute();
}

export async function savePreference(
  db: Transaction,
  inbox: Inbox,
  { kind, delivery }: { readonly kind: NotificationKind; readonly delivery: NotificationDelivery },
): Promise<void> {
  await db
    .insertInto('notificationPreference')
    .values({ ...inbox, kind, delivery })
    .onConflict((conflict) => conflict.columns(['agencyId', 'accountId', 'kind']).doUpdateSet({ delivery }))
    .execute();
}

export function findAddress(db: Connection, { agencyId, accountId }: Inbox): Promise<AddressRow | undefined> {
  return db
    .selectFrom('notificationAddress')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .executeTakeFirst();
}

export function listAddresses(
  db: Connection,
): Promise<Pick<AddressRow, 'agencyId' | 'accountId' | 'sealedAddress'>[]> {
  return db
    .selectFrom('notificationAddress')
    .select(['agencyId', 'accountId', 'sealedAddress'])
    .orderBy('agencyId')
    .orderBy('accountId')
    .execute();
}

/** The same, so that nobody changes it meanwhile. */
export function lockAddress(
  db: Transaction,
  { agencyId, accountId }: Inbox,
): Promise<AddressRow | undefined> {
  return db
    .selectFrom('notificationAddress')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

export async function saveAddress(db: Transaction, row: AddressRow): Promise<void> {
  const { agencyId: _, accountId: _of, ...values } = row;
  await db
    .insertInto('notificationAddress')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'accountId']).doUpdateSet(values))
    .execute();
}

export async function deleteAddress(db: Transaction, { agencyId, accountId }: Inbox): Promise<void> {
  await db
    .deleteFrom('notificationAddress')
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .execute();
}

export async function updateAddress(
  db: Connection,
  { agencyId, accountId }: Inbox,
  state: Partial<Pick<AddressRow, 'verifiedAt' | 'refusedAt'>>,
): Promise<void> {
  await db
    .updateTable('notificationAddress')
    .set(state)
    .where('agencyId', '=', agencyId)
    .where('accountId', '=', accountId)
    .execute();
}

/** Somebody whom mail is sent to. */
export interface MailRecipient {
  readonly agencyId: string;
  readonly recipientKind: MailRecipientKind;
  readonly recipientId: string;
}

export async function isUnsubscribedRow(db: Connection, recipient: MailRecipient): Promise<boolean> {
  const row = await db
    .selectFrom('mailUnsubscription')
    .select('since')
    .where('agencyId', '=', recipient.agencyId)
    .where('recipientKind', '=', recipient.recipientKind)
    .where('recipientId', '=', recipient.recipientId)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertUnsubscription(
  db: Transaction,
  recipient: MailRecipient,
  since: string,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('mailUnsubscription')
    .values({ ...recipient, since })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function deleteUnsubscription(db: Transaction, recipient: MailRecipient): Promise<void> {
  await db
    .deleteFrom('mailUnsubscription')
    .where('agencyId', '=', recipient.agencyId)
    .where('recipientKind', '=', recipient.recipientKind)
    .where('recipientId', '=', recipient.recipientId)
    .execute();
}

/** The jobs that stand failed: how many, and which failed last. */
export async function countFailedJobs(
  db: Connection,
): Promise<{ readonly count: number; readonly latest: string | null }> {
  const { rows } = await sql<{ count: number; latest: string | null }>`
    select count(*) as count, max(to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as latest
    from job where status = 'failed'`.execute(db);
  return rows[0] ?? { count: 0, latest: null };
}

/** Deletes up to `limit` pieces of news of before the day, read or not. @returns by the agency of their inbox how many */
export async function eraseOldNotifications(
  db: Transaction,
  cutoffs: Cutoffs,
  limit: number,
): Promise<{ readonly agencyId: string; readonly count: number }[]> {
  const { rows } = await sql<{ agencyId: string; count: number }>`
    with due as (
      select agency_id, notification_id from notification n
      where created_at < (${cutoffOf('n.agency_id', cutoffs)}::timestamp at time zone 'Asia/Shanghai')
      order by created_at, notification_id limit ${limit} for update skip locked
    ), done as (
      delete from notification n using due
      where n.agency_id = due.agency_id and n.notification_id = due.notification_id returning n.agency_id
    )
    select agency_id, count(*) as count from done group by agency_id order by agency_id`.execute(db);
  return rows;
}
