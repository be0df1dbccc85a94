import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ApplicantSessionTable } from './table.js';

export type SessionRow = Omit<ApplicantSessionTable, 'tokenHash'>;

export async function insertSession(db: Transaction, row: ApplicantSessionTable): Promise<void> {
  await db.insertInto('applicantSession').values(row).execute();
}

export function findSession(db: Connection, tokenHash: Uint8Array): Promise<SessionRow | undefined> {
  return db
    .selectFrom('applicantSession')
    .select(['sessionId', 'accountId', 'createdAt', 'lastSeenAt', 'expiresAt', 'idleMinutes', 'browser'])
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst();
}

export async function touchSession(db: Connection, sessionId: string, now: string): Promise<void> {
  await db
    .updateTable('applicantSession')
    .set({ lastSeenAt: now })
    .where('sessionId', '=', sessionId)
    .execute();
}

/** One session of an account, or all. @returns how many there were */
export async function deleteSessions(db: Transaction, accountId: string, only?: string): Promise<number> {
  let query = db.deleteFrom('applicantSession').where('accountId', '=', accountId);
  if (only !== undefined) query = query.where('sessionId', '=', only);
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
