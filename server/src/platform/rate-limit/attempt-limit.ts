import { DomainError } from '@gongkai/core';
import type { AppContext } from '../context.js';
import type { Connection } from '../database/schema.js';
import { keyedDigest } from '../secrets/keyring.js';
import { waitsOf, type BackOffPolicy } from './back-off.js';
import {
  countAttempts,
  deleteForgottenAttempts,
  findNextAttempt,
  settleAttempts,
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
  const counts = await countAttempts(ctx.db, steps, now);
  if (counts.every((failures) => failures !== null)) return counts;
  // Somebody else used up one of them in between: the others counted an attempt that is not made.
  const counted = steps.filter((_, index) => counts[index] !== null);
  if (counted.length > 0) await settleAttempts(ctx.db, [], counted, now);
  throw tooMany((await findNextAttempt(ctx.db, steps)) ?? now.toISOString(), now);
}

/**
 * Refuses while a wait runs, and counts nothing. Asked before costly work beside which `takeAttempt` counts: what many
 * attempts at once slip past here is refused there, before anybody is told how the work ended.
 * @throws DomainError TOO_MANY_ATTEMPTS with `seconds`
 */
export async function refuseWhileWaiting(ctx: Context, limits: readonly AttemptLimit[]): Promise<void> {
  const nextAt = await findNextAttempt(ctx.db, keysOf(ctx, limits));
  refuseBefore(nextAt, ctx.now());
}

/** The same for who has read the end of the wait together with something else. @throws DomainError TOO_MANY_ATTEMPTS */
export function refuseBefore(nextAt: string | null, now: Date): void {
  if (nextAt !== null && Date.parse(nextAt) > now.getTime()) throw tooMany(nextAt, now);
}

/** @param own what only the caller can have used: forgotten. The others get this one attempt back. */
export async function attemptSucceeded(
  ctx: Context,
  db: Connection,
  own: readonly AttemptLimit[],
  others: readonly AttemptLimit[],
): Promise<void> {
  await settleAttempts(db, keysOf(ctx, own), keysOf(ctx, others), ctx.now());
}

export async function forgetOldAttempts(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  await deleteForgottenAttempts(ctx.db, ctx.now());
}

/** Under which limits are counted, for statements that read or settle them beside something else. */
export function keysOf(ctx: Pick<Context, 'keyring'>, limits: readonly AttemptLimit[]): LimitKey[] {
  return limits.map((limit) => keyOf(ctx, limit));
}

function keyOf({ keyring }: Pick<Context, 'keyring'>, { kind, subject }: AttemptLimit): LimitKey {
  return { kind, subject: keyedDigest(keyring, { purpose: 'attempt-limit', agencyId: null }, subject) };
}

function tooMany(nextAt: string, now: Date): DomainError {
  const seconds = Math.max(1, Math.ceil((Date.parse(nextAt) - now.getTime()) / 1000));
  const wait = seconds < 120 ? `${seconds} 秒` : `${Math.ceil(seconds / 60)} 分钟`;
  return new DomainError('TOO_MANY_ATTEMPTS', `尝试的次数太多，请等 ${wait}后再试。`, { seconds });
}
