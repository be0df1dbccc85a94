import { DomainError } from '@gongkai/core';
import type { AppContext } from '../context.js';
import type { Connection } from '../database/schema.js';
import { inTransaction } from '../database/with-transaction.js';
import { keyedDigest } from '../secrets/keyring.js';
import { waitsOf, type BackOffPolicy } from './back-off.js';
import {
  countAttempt,
  deleteAttempts,
  deleteForgottenAttempts,
  findNextAttempt,
  returnAttempt,
  type LimitKey,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now' | 'keyring'>;

/** Something that may fail only so often. */
export interface AttemptLimit {
  readonly kind: string;
  /** Whose attempts are counted together: an address, a name. Only its keyed digest is kept. */
  readonly subject: string;
  readonly policy: BackOffPolicy;
}

/**
 * Counts an attempt as failed before it is made, so that many at once cannot slip through; `attemptSucceeded` takes it
 * back. An attempt that is refused is not counted, or an attacker could prolong the wait of others.
 * @returns how many failures each limit has now
 * @throws DomainError TOO_MANY_ATTEMPTS with `seconds`
 */
export async function takeAttempt(ctx: Context, limits: readonly AttemptLimit[]): Promise<number[]> {
  const now = ctx.now();
  const steps = limits.map((limit) => ({
    ...keyOf(ctx, limit),
    waits: waitsOf(limit.policy),
    forgetAfter: limit.policy.forgetAfter,
  }));
  return inTransaction(ctx.db, async (db) => {
    const counts: number[] = [];
    for (const step of steps) {
      const failures = await countAttempt(db, step, now);
      if (failures !== null) {
        counts.push(failures);
        continue;
      }
      const nextAt = (await findNextAttempt(db, step)) ?? now.toISOString();
      throw tooMany(Math.max(1, Math.ceil((Date.parse(nextAt) - now.getTime()) / 1000)));
    }
    return counts;
  });
}

/** @param own what only the caller can have used: forgotten. The others get this one attempt back. */
export async function attemptSucceeded(
  ctx: Context,
  db: Connection,
  own: readonly AttemptLimit[],
  others: readonly AttemptLimit[],
): Promise<void> {
  for (const limit of own) await deleteAttempts(db, keyOf(ctx, limit));
  for (const limit of others) await returnAttempt(db, keyOf(ctx, limit), ctx.now());
}

export async function forgetOldAttempts(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  await deleteForgottenAttempts(ctx.db, ctx.now());
}

function keyOf({ keyring }: Context, { kind, subject }: AttemptLimit): LimitKey {
  return { kind, subject: keyedDigest(keyring, { purpose: 'attempt-limit', agencyId: null }, subject) };
}

function tooMany(seconds: number): DomainError {
  const wait = seconds < 120 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
  return new DomainError('TOO_MANY_ATTEMPTS', `尝试的次数太多，请等 ${wait}后再试。`, { seconds });
}
