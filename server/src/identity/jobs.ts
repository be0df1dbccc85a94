import { addDays, vacantDuties } from '@gongkai/core';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { notify } from '../notification/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { listAdministratorTerms, listTurningDelegations } from './account-queries.js';

const announceDelegations = defineJob({
  name: 'identity.announceDelegations',
  label: '通知代办的生效和到期',
  payload: z.object({}),
});

const announceVacancies = defineJob({
  name: 'identity.announceVacancies',
  label: '提醒三员将无人担任',
  payload: z.object({}),
});

export function registerIdentityJobs(registry: JobRegistry): void {
  handleJob(registry, announceDelegations, async (ctx) => {
    await tellOfDelegations(ctx);
  });
  scheduleJob(registry, { dailyAt: '00:10' }, announceDelegations, {});
  handleJob(registry, announceVacancies, async (ctx) => {
    await tellOfVacantDuties(ctx);
  });
  scheduleJob(registry, { dailyAt: '00:15' }, announceVacancies, {});
}

/** Days before a duty is vacant at which its holders are told again. */
const REMINDERS = [1, 7, 30] as const;

/**
 * Tells the platform's administrators that a duty of 三员 will be held by nobody: at once when all its holders have an
 * end, and again a month, a week and a day before. @returns how many were told who had not been before
 */
export async function tellOfVacantDuties(ctx: Pick<AppContext, 'db' | 'now' | 'today'>): Promise<number> {
  return inTransaction(ctx.db, async (db) => {
    const today = ctx.today();
    let told = 0;
    for (const { role, heldUntil } of vacantDuties(await listAdministratorTerms(db, today), today)) {
      const untilOn = heldUntil ?? addDays(today, -1);
      const near = REMINDERS.find((days) => addDays(today, days) >= untilOn) ?? 'far';
      told += await notify(db, ctx, {
        ...{ kind: 'administrators.ending', agencyCode: null, subjectId: role },
        ...{ details: { untilOn }, key: `${role}/${heldUntil ?? 'vacant'}/${near}` },
      });
    }
    return told;
  });
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
