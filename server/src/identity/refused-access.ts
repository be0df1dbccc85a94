import { DomainError, type Actor } from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Refusal } from '../platform/http/refusal.js';
import { takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import type { BackOffPolicy } from '../platform/rate-limit/back-off.js';
import { findAgencyRow } from './queries.js';

/** Twenty records, then one a minute, until an hour passed without any: whoever tries every address fills no table. */
const RECORDS: BackOffPolicy = { free: 20, firstWait: 60, longestWait: 60, forgetAfter: 3600 };

/** Records in a transaction of its own that somebody who has signed in was refused; too many of one account are left out. */
export async function recordRefusedAccess(
  ctx: Pick<AppContext, 'db' | 'now' | 'keyring' | 'audit'>,
  actor: Actor,
  { route, permission, agencyCode }: Refusal,
): Promise<void> {
  try {
    await takeAttempt(ctx, [{ kind: 'access-refused', subject: actor.id, policy: RECORDS }]);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'TOO_MANY_ATTEMPTS') return;
    throw error;
  }
  // An address can name anything; only an agency has a chain.
  const agency = agencyCode === null ? undefined : await findAgencyRow(ctx.db, agencyCode);
  await recordLook(ctx, actor, {
    kind: 'access.refused',
    agencyCode: agency?.agencyId ?? null,
    subject: { type: 'account', id: actor.id },
    outcome: 'refused',
    details: { route, permission },
  });
}
