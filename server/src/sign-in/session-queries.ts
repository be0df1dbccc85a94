import { sql } from 'kysely';
import type { AccountStatus } from '@gongkai/core';
import { pendingWhen, type PendingRecord } from '../audit/service.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { settlement, type Settlement } from '../platform/rate-limit/queries.js';
import type { AccountSessionTable } from './table.js';

export type SessionRow = Omit<AccountSessionTable, 'tokenHash'>;

const COLUMNS = [
  's.sessionId',
  's.accountId',
  's.stage',
  's.method',
  's.createdAt',
  's.lastSeenAt',
  's.expiresAt',
  's.address',
  's.browser',
] as const;

/** With whether its account may still sign in. */
export function findSession(
  db: Connection,
  tokenHash: Uint8Array,
): Promise<(SessionRow & { status: AccountStatus; agencyId: string | null }) | undefined> {
  return db
    .selectFrom('accountSession as s')
    .innerJoin('account as a', 'a.accountId', 's.accountId')
    .select([...COLUMNS, 'a.status', 'a.agencyId'])
    .where('s.tokenHash', '=', tokenHash)
    .executeTakeFirst();
}

export function listSessions(db: Connection, accountId: string): Promise<SessionRow[]> {
  return db
    .selectFrom('accountSession as s')
    .select(COLUMNS)
    .where('s.accountId', '=', accountId)
    .orderBy('s.lastSeenAt', 'desc')
    .execute();
}

/** What is written in the same statement as a session, and not without it. */
interface BesideSession {
  readonly record?: PendingRecord;
  readonly settled?: Settlement;
}

/**
 * Opens a session of an account, unless it is disabled: whoever disables it at the same time waits for this or is
 * waited for, so that no session is left over. One statement: outside a transaction it is one by itself.
 * @returns whether it was opened
 */
export async function insertSession(
  db: Connection,
  row: AccountSessionTable,
  { record, settled }: BesideSession = {},
): Promise<boolean> {
  const isOpened = sql<boolean>`exists (select from opened)`;
  const expressions = [
    sql`opened as (
      insert into account_session
        (token_hash, session_id, account_id, stage, method, created_at, last_seen_at, expires_at, address, browser)
      select ${row.tokenHash}::bytea, ${row.sessionId}, account_id, ${row.stage}, ${row.method},
        ${row.createdAt}::timestamptz, ${row.lastSeenAt}::timestamptz, ${row.expiresAt}::timestamptz, ${row.address},
        ${row.browser}
      from account where account_id = ${row.accountId} and status = 'active'
      for share
      returning 1
    )`,
  ];
  if (record !== undefined) expressions.push(sql`recorded as (${pendingWhen(record, isOpened)})`);
  if (settled !== undefined) {
    const parts = settlement(settled, isOpened);
    expressions.push(sql`gone as (${parts.gone})`, sql`settled as (${parts.settled})`);
  }
  const { rows } = await sql`with ${sql.join(expressions)} select from opened`.execute(db);
  return rows.length === 1;
}

export async function touchSession(db: Connection, sessionId: string, now: Date): Promise<void> {
  await db
    .updateTable('accountSession')
    .set({ lastSeenAt: now.toISOString() })
    .where('sessionId', '=', sessionId)
    .execute();
}

/** @returns how many there were */
export async function deleteSessions(
  db: Transaction,
  accountId: string,
  which: { readonly only?: string; readonly except?: string } = {},
): Promise<number> {
  let query = db.deleteFrom('accountSession').where('accountId', '=', accountId);
  if (which.only !== undefined) query = query.where('sessionId', '=', which.only);
  if (which.except !== undefined) query = query.where('sessionId', '<>', which.except);
  const { numDeletedRows } = await query.executeTakeFirst();
  return Number(numDeletedRows);
}

/** @returns how many there were */
export async function deleteEverySession(db: Transaction): Promise<number> {
  const { numDeletedRows } = await db.deleteFrom('accountSession').executeTakeFirst();
  return Number(numDeletedRows);
}

/** Those that are over, whether or not anybody came back to them. */
export async function deleteEndedSessions(db: Connection, now: Date, idleSince: Date): Promise<void> {
  await db
    .deleteFrom('accountSession')
    .where((row) =>
      row.or([row('expiresAt', '<=', now.toISOString()), row('lastSeenAt', '<=', idleSince.toISOString())]),
    )
    .execute();
}
