import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ApplicantSessionTable } from './table.js';

export type SessionRow = Omit<ApplicantSessionTable, 'tokenHash'>;

const COLUMNS = [
  'sessionId',
  'accountId',
  'createdAt',
  'lastSeenAt',
  'expiresAt',
  'idleMinutes',
  'browser',
  'stage',
] as const;

export async function insertSession(db: Transaction, row: ApplicantSessionTable): Promise<void> {
  await db.insertInto('applicantSession').values(row).execute();
}

export function findSession(db: Connection, tokenHash: Uint8Array): Promise<SessionRow | undefined> {
  return db
    .selectFrom('applicantSession')
    .select(COLUMNS)
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
}

/** The whole ones of an account, those used last first. */
export function listSessions(db: Connection, accountId: string): Promise<SessionRow[]> {
  return db
    .selectFrom('applicantSession')
    .select(COLUMNS)
    .where('accountId', '=', accountId)
    .where('stage', '=', 'full')
    .orderBy('lastSeenAt', 'desc')
    .execute();
}

export async function touchSession(db: Connection, sessionId: string, now: string): Promise<void> {
  await db
    .updateTable('applicantSession')
    .set({ lastSeenAt: now })
    .where('sessionId', '=', sessionId)
    .execute();
}

/** One session of an account, all, or all but one. */
export interface WhichSessions {
  readonly only?: string;
  readonly except?: string;
}

/** @returns how many there were */
export async function deleteSessions(
  db: Transaction,
  accountId: string,
  { only, except }: WhichSessions = {},
): Promise<number> {
  let query = db.deleteFrom('applicantSession').where('accountId', '=', accountId);
  if (only !== undefined) query = query.where('sessionId', '=', only);
  if (except !== undefined) query = query.where('sessionId', '<>', except);
  const { numDeletedRows } = await query.executeTakeFirst();
  return Number(numDeletedRows);
}

/** Those that are over, whether or not anybody came back to them. */
export async function deleteEndedSessions(db: Connection, now: string, idleSince: string): Promise<void> {
  await db
    .deleteFrom('applicantSession')
    .where((row) => row.or([row('expiresAt', '<=', now), row('lastSeenAt', '<=', idleSince)]))
    .execute();
}

/** @returns how many there were */
export async function deleteEverySession(db: Transaction): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('applicantSession').executeTakeFirst();
  return Number(numDeletedRows);
}
