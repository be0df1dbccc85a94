import { sql, type Selectable } from 'kysely';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type {
  DisclosureGuideTable,
  OnlineActTable,
  OnlineApplicationTable,
  OnlineDraftTable,
} from './table.js';

export type DraftRow = Selectable<OnlineDraftTable>;
export type OnlineApplicationRow = Selectable<OnlineApplicationTable>;

export async function insertDraft(db: Transaction, row: DraftRow): Promise<void> {
  await db
    .insertInto('onlineDraft')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'tokenHash']).doNothing())
    .execute();
}

export function findDraft(
  db: Connection,
  agencyId: string,
  tokenHash: Uint8Array,
): Promise<DraftRow | undefined> {
  return db
    .selectFrom('onlineDraft')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
}

export function lockDraft(db: Transaction, agencyId: string, draftId: string): Promise<DraftRow | undefined> {
  return db
    .selectFrom('onlineDraft')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('draftId', '=', draftId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateDraft(
  db: Transaction,
  { agencyId, draftId }: Pick<DraftRow, 'agencyId' | 'draftId'>,
  values: Partial<DraftRow>,
): Promise<void> {
  await db
    .updateTable('onlineDraft')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('draftId', '=', draftId)
    .execute();
}

/** Drafts whose time is over, of any agency, locked; the oldest first. */
export function lockExpiredDrafts(db: Transaction, at: string, limit: number): Promise<DraftRow[]> {
  return db
    .selectFrom('onlineDraft')
    .selectAll()
    .where('expiresAt', '<=', at)
    .orderBy('expiresAt')
    .limit(limit)
    .forUpdate()
    .skipLocked()
    .execute();
}

export async function deleteDraft(db: Transaction, agencyId: string, draftId: string): Promise<void> {
  await db
    .deleteFrom('onlineDraft')
    .where('agencyId', '=', agencyId)
    .where('draftId', '=', draftId)
    .execute();
}

export async function insertOnlineApplication(db: Transaction, row: OnlineApplicationRow): Promise<void> {
  await db.insertInto('onlineApplication').values(row).execute();
}

export function findOnlineApplication(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<OnlineApplicationRow | undefined> {
  return db
    .selectFrom('onlineApplication')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
}

export function lockOnlineApplication(
  db: Transaction,
  agencyId: string,
  caseId: string,
): Promise<OnlineApplicationRow | undefined> {
  return db
    .selectFrom('onlineApplication')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateOnlineApplication(
  db: Transaction,
  { agencyId, caseId }: Pick<OnlineApplicationRow, 'agencyId' | 'caseId'>,
  values: Partial<OnlineApplicationRow>,
): Promise<void> {
  await db
    .updateTable('onlineApplication')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .execute();
}

export async function insertAct(db: Transaction, row: Selectable<OnlineActTable>): Promise<void> {
  await db.insertInto('onlineAct').values(row).execute();
}

export function findAct(
  db: Connection,
  agencyId: string,
  actId: string,
): Promise<Selectable<OnlineActTable> | undefined> {
  return db
    .selectFrom('onlineAct')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('actId', '=', actId)
    .executeTakeFirst();
}

export function listActs(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<Selectable<OnlineActTable>[]> {
  return db
    .selectFrom('onlineAct')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .orderBy('actedAt')
    .execute();
}

/** One more who gave the grade in the month. */
export async function countSatisfaction(
  db: Transaction,
  agencyId: string,
  month: string,
  grade: number,
): Promise<void> {
  await db
    .insertInto('satisfactionCount')
    .values({ agencyId, month, grade, count: 1 })
    .onConflict((conflict) =>
      conflict
        .columns(['agencyId', 'month', 'grade'])
        .doUpdateSet({ count: sql<number>`satisfaction_count.count + 1` }),
    )
    .execute();
}

export function findGuide(
  db: Connection,
  agencyId: string,
): Promise<Selectable<DisclosureGuideTable> | undefined> {
  return db.selectFrom('disclosureGuide').selectAll().where('agencyId', '=', agencyId).executeTakeFirst();
}

/** Writes the guide when its revision is still the one that was seen. @returns false: somebody else was faster */
export async function saveGuideRow(
  db: Transaction,
  row: Selectable<DisclosureGuideTable>,
  seenRevision: number,
): Promise<boolean> {
  const content = JSON.stringify(row.content);
  if (seenRevision === 0) {
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('disclosureGuide')
      .values({ ...row, content })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    return (numInsertedOrUpdatedRows ?? 0n) > 0n;
  }
  const { agencyId: _, ...values } = row;
  const { numUpdatedRows } = await db
    .updateTable('disclosureGuide')
    .set({ ...values, content })
    .where('agencyId', '=', row.agencyId)
    .where('revision', '=', seenRevision)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
