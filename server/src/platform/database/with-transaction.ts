import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { sql, type IsolationLevel } from 'kysely';
import { notePublicChange, SETTLED_MS } from './public-change.js';
import { type Connection, type Transaction } from './schema.js';
import { type SessionSource } from './session.js';

interface Scope {
  state: 'opening' | 'open' | 'closed';
  /** Which database it is on; known once a session was asked for. */
  source?: SessionSource;
  /** It has changed what the public sees, and other processes may show it as it was for a moment yet. */
  isUnsettled?: boolean;
  readonly outer: Scope | undefined;
}

const scopes = new AsyncLocalStorage<Scope>();

/** How the transaction sees what others commit meanwhile; without it, each statement sees the latest. */
export interface TransactionOptions {
  readonly isolationLevel?: IsolationLevel;
}

/**
 * Runs `work` in one transaction: committed when it returns, undone when it throws. Keep it short and call
 * nobody outside from within: on PGlite every other request waits for it.
 *
 * Name the argument of `work` like the outer connection, so that it hides it. Using the outer one inside is
 * thrown at once: it would be outside of the transaction, and on PGlite wait for it forever.
 */
export async function inTransaction<T>(
  db: Connection,
  work: (db: Transaction) => Promise<T>,
  { isolationLevel }: TransactionOptions = {},
): Promise<T> {
  if (db.isTransaction) {
    throw new Error(
      'inTransaction inside a transaction: only the use case opens one. Let the inner function take the Transaction as its first argument and call it directly.',
    );
  }
  const scope: Scope = { state: 'opening', outer: scopes.getStore() };
  const builder = db.transaction();
  try {
    const result = await scopes.run(scope, () =>
      (isolationLevel === undefined ? builder : builder.setIsolationLevel(isolationLevel)).execute(work),
    );
    // The session is free again: nobody waits for it meanwhile.
    if (scope.isUnsettled === true) await delay(SETTLED_MS);
    return result;
  } finally {
    scope.state = 'closed';
  }
}

/** Runs `work` as a part of an open transaction that can be undone alone: when it throws, what came before it stays. */
export async function inSavepoint<T>(db: Transaction, work: () => Promise<T>): Promise<T> {
  await sql`savepoint part`.execute(db);
  try {
    const result = await work();
    await sql`release savepoint part`.execute(db);
    return result;
  } catch (error) {
    await sql`rollback to savepoint part`.execute(db);
    await sql`release savepoint part`.execute(db);
    throw error;
  }
}

/** Called by the driver before it hands out a session. */
export function guardAcquire(source: SessionSource): void {
  const scope = scopes.getStore();
  if (scope?.state === 'opening' && scope.source === undefined) {
    refuseInside(source, scope.outer, 'inTransaction');
    scope.source = source;
    return;
  }
  refuseInside(source, scope, 'The outer db');
}

/** Called by the driver before BEGIN: a transaction that nobody watches over could deadlock unseen. */
export function guardBegin(source: SessionSource): void {
  const scope = scopes.getStore();
  if (scope?.state !== 'opening' || scope.source !== source) {
    throw new Error('Open transactions with inTransaction(db, work), not with db.transaction().');
  }
  scope.state = 'open';
}

/** Called by the driver when a commit has changed what the public sees: `inTransaction` returns when all know it. */
export function hearPublicChange(source: SessionSource): void {
  notePublicChange();
  const scope = scopes.getStore();
  if (source.isShared && scope?.source === source) scope.isUnsettled = true;
}

/** The same for a statement outside of a transaction. */
export async function settlePublicChange(source: SessionSource): Promise<void> {
  notePublicChange();
  if (source.isShared) await delay(SETTLED_MS);
}

function refuseInside(source: SessionSource, innermost: Scope | undefined, what: string): void {
  for (let scope = innermost; scope !== undefined; scope = scope.outer) {
    if (scope.source !== source || scope.state === 'closed') continue;
    throw new Error(
      `${what} was used inside an open transaction on the same database. Use the transaction that inTransaction passes on.`,
    );
  }
}
