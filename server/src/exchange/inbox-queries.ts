import type { LocalDate } from '@gongkai/core';
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { InboxGuide } from './message-kinds.js';
import type {
  InboxActTable,
  InboxAgencyTable,
  InboxApplicationTable,
  InboxFilePartTable,
  InboxOpinionTable,
} from './table.js';

export type InboxApplicationRow = Selectable<InboxApplicationTable>;
export type InboxAgencyRow = Selectable<InboxAgencyTable>;
export type InboxActRow = Selectable<InboxActTable>;
export type InboxOpinionRow = Selectable<InboxOpinionTable>;
type CaseKey = Pick<InboxApplicationRow, 'agencyId' | 'reference'>;

/** Puts the agencies that a node serves in the place of those it served; one that is gone takes nothing more. */
export async function saveInboxAgencies(
  db: Transaction,
  nodeId: string,
  items: readonly { readonly code: string; readonly name: string; readonly guide: InboxGuide }[],
): Promise<void> {
  for (const { code: agencyId, name, guide } of items) {
    const values = { name, guide: JSON.stringify(guide) };
    await db
      .insertInto('inboxAgency')
      .values({ agencyId, nodeId, ...values })
      .onConflict((conflict) => conflict.column('agencyId').doUpdateSet(values))
      .execute();
  }
  const closed = JSON.stringify(items.map(({ code }) => code));
  await sql`
    update inbox_agency set guide = null
    where node_id = ${nodeId} and not (${closed}::jsonb ? agency_id)`.execute(db);
}

export function listInboxAgencies(db: Connection): Promise<InboxAgencyRow[]> {
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
  { agencyId, reference }: CaseKey,
  change: Partial<
    Pick<InboxApplicationRow, 'isRated'> &
      Pick<InboxApplicationRow, 'stateSealed' | 'stateVersion' | 'closedOn' | 'applicantConfirmedOn'>
  >,
): Promise<void> {
  await db
    .updateTable('inboxApplication')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .execute();
}

/** With its letters and what was done to it. */
export async function deleteInboxApplication(
  db: Transaction,
  { agencyId, reference }: CaseKey,
): Promise<void> {
  await db
    .deleteFrom('inboxApplication')
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .execute();
}

/** Of those that were closed before the day. @returns how many */
export async function deleteClosedBefore(db: Transaction, day: LocalDate): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('inboxApplication')
    .where('closedOn', '<', day)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** `messageId`: of the message that goes with the package. */
export async function markHandedOver(db: Transaction, messageId: string, at: string): Promise<void> {
  await sql`
    update inbox_application set handed_over_at = ${at}
    where ${messageId} = 'application ' || reference and handed_over_at is null`.execute(db);
  await sql`
    update inbox_act set handed_over_at = ${at}
    where ${messageId} = 'act ' || act_id and handed_over_at is null`.execute(db);
}

export async function insertInboxAct(db: Transaction, row: InboxActRow): Promise<void> {
  await db.insertInto('inboxAct').values(row).execute();
}

export function listInboxActs(db: Connection, { agencyId, reference }: CaseKey): Promise<InboxActRow[]> {
  return db
    .selectFrom('inboxAct')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .orderBy('actedAt')
    .execute();
}

export async function insertInboxFilePart(
  db: Transaction,
  row: Selectable<InboxFilePartTable>,
): Promise<void> {
  await db
    .insertInto('inboxFilePart')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Which parts of a letter have come. */
export async function listInboxParts(
  db: Connection,
  { agencyId, reference }: CaseKey,
): Promise<{ readonly fileId: string; readonly part: number }[]> {
  return db
    .selectFrom('inboxFilePart')
    .select(['fileId', 'part'])
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .execute();
}

export async function findInboxPart(
  db: Connection,
  { agencyId, reference }: CaseKey,
  fileId: string,
  part: number,
): Promise<Uint8Array | null> {
  const row = await db
    .selectFrom('inboxFilePart')
    .select('contentSealed')
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference)
    .where('fileId', '=', fileId)
    .where('part', '=', part)
    .executeTakeFirst();
  return row?.contentSealed ?? null;
}

/** Letters that the office no longer names: voided, or sent by mistake. */
export async function deleteOtherParts(
  db: Transaction,
  { agencyId, reference }: CaseKey,
  keep: readonly string[],
): Promise<void> {
  let query = db
    .deleteFrom('inboxFilePart')
    .where('agencyId', '=', agencyId)
    .where('reference', '=', reference);
  if (keep.length > 0) query = query.where('fileId', 'not in', keep);
  await query.execute();
}

/** Whoever is asked now, in the place of whoever was: the words of one who is asked no longer go. */
export async function saveOpinions(
  db: Transaction,
  nodeId: string,
  rows: readonly { readonly agencyId: string; readonly linkHash: string; readonly askedSealed: Uint8Array }[],
): Promise<void> {
  const open = JSON.stringify(rows.map(({ agencyId, linkHash }) => `${agencyId} ${linkHash}`));
  await sql`
    update inbox_opinion set is_over = true, asked_sealed = null
    where node_id = ${nodeId} and not (${open}::jsonb ? (agency_id || ' ' || link_hash))`.execute(db);
  for (const row of rows) {
    await db
      .insertInto('inboxOpinion')
      .values({ ...row, nodeId, answeredAt: null })
      .onConflict((conflict) =>
        conflict
          .columns(['agencyId', 'linkHash'])
          .doUpdateSet({ askedSealed: row.askedSealed, isOver: false })
          .where('inboxOpinion.answeredAt', 'is', null),
      )
      .execute();
  }
}

export function findOpinion(
  db: Connection,
  agencyId: string,
  linkHash: string,
): Promise<InboxOpinionRow | undefined> {
  return db
    .selectFrom('inboxOpinion')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('linkHash', '=', linkHash)
    .executeTakeFirst();
}

/** @returns false: it was answered before */
export async function answerOpinion(
  db: Transaction,
  { agencyId, linkHash }: Pick<InboxOpinionRow, 'agencyId' | 'linkHash'>,
  at: string,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('inboxOpinion')
    .set({ answeredAt: at, askedSealed: null })
    .where('agencyId', '=', agencyId)
    .where('linkHash', '=', linkHash)
    .where('answeredAt', 'is', null)
    .where('isOver', '=', false)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
