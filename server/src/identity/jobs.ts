import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { notify } from '../notification/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { listTurningDelegations } from './account-queries.js';

const announceDelegations = defineJob({
  name: 'identity.announceDelegations',
  label: '通知代办的生效和到期',
  payload: z.object({}),
});

export function registerIdentityJobs(registry: JobRegistry): void {
  handleJob(registry, announceDelegations, async (ctx) => {
    await tellOfDelegations(ctx);
  });
  scheduleJob(registry, { dailyAt: '00:10' }, announceDelegations, {});
}

/**
 * Tells both sides that a delegation has begun or run out by its day; after days without a running server, of those days
 * as well. What was ended by hand was told then.
 * @returns how many were told who had not been before
 */
export async function tellOfDelegations(ctx: Pick<AppContext, 'db' | 'now' | 'today'>): Promise<number> {
  return inTransaction(ctx.db, async (db) => {
    let told = 0;
    for (const delegation of await listTurningDelegations(db, ctx.today())) {
      const { agencyId, delegationId, fromAccountId, toAccountId, untilOn, hasEnded } = delegation;
      const about = { agencyCode: agencyId, subjectId: delegationId, to: [fromAccountId, toAccountId] };
      told += await notify(
        db,
        ctx,
        hasEnded
          ? { ...about, kind: 'delegation.ended', key: delegationId }
          : { ...about, kind: 'delegation.today', details: { untilOn }, key: delegationId },
      );
    }
    return told;
  });
}
