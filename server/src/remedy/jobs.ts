import {
  addWorkingDays,
  DUE_REMINDER_WORKING_DAYS,
  dueReminder,
  isWorkingDay,
  systemActor,
} from '@gongkai/core';
import { z } from 'zod';
import { loadCalendar, RECOUNT_JOBS } from '../calendar/service.js';
import { listAgencies } from '../identity/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { listDueRemedies } from './queries.js';
import { recountRemedyTerms } from './recount-terms.js';

const tellDueRemedies = defineJob({
  name: 'remedy.tellDue',
  label: '提醒复议诉讼的答复和履行期限',
  payload: z.object({}),
});

export function registerRemedyJobs(registry: JobRegistry): void {
  handleJob(registry, tellDueRemedies, async (ctx) => {
    await tellOfDueRemedies(ctx);
  });
  scheduleJob(registry, { dailyAt: '08:05' }, tellDueRemedies, {});
  handleJob(registry, RECOUNT_JOBS.remedies, async (ctx, { firstDay }) => {
    await recountRemedyTerms(ctx, systemActor(RECOUNT_JOBS.remedies.name), firstDay);
  });
}

const KINDS = {
  answer: { due: 'remedy.answerDue', overdue: 'remedy.answerOverdue' },
  order: { due: 'remedy.orderDue', overdue: 'remedy.orderOverdue' },
} as const;

/**
 * Tells the office of answers to be handed in and of orders to be complied with: once for each due date and threshold.
 * On days off nobody is told; the next working day makes up for it.
 * @returns how many pieces of news were new
 */
export async function tellOfDueRemedies(ctx: Pick<AppContext, 'db' | 'now' | 'today'>): Promise<number> {
  const today = ctx.today();
  let told = 0;
  for (const { code } of await listAgencies(ctx)) {
    const calendar = await loadCalendar(ctx.db, code);
    if (!isWorkingDay(calendar, today)) continue;
    const through = addWorkingDays(calendar, today, Math.max(...DUE_REMINDER_WORKING_DAYS));
    const rows = await listDueRemedies(ctx.db, code, through);
    if (rows.length === 0) continue;
    told += await inTransaction(ctx.db, async (db) => {
      let count = 0;
      for (const { of, id, remedyId, dueOn } of rows) {
        const due = dueReminder(dueOn, today, calendar);
        if (due === null) continue;
        const isOverdue = due.reminder === 'overdue';
        count += await notify(db, ctx, {
          kind: KINDS[of][isOverdue ? 'overdue' : 'due'],
          agencyCode: code,
          subjectId: remedyId,
          details: { dueOn, ...(!isOverdue && { days: due.daysLeft }) },
          key: `${code}/${id}/${dueOn}/${due.reminder}`,
        });
      }
      return count;
    });
  }
  return told;
}
