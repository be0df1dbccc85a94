import { randomUUID } from 'node:crypto';
import { systemActor } from '@gongkai/core';
import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { eraseAccountIn } from './account.js';
import { takeProgressedCases } from './case-queries.js';
import { LINK_HOURS } from './link.js';
import { mailKnown, mailLink, mailProgress } from './mail.js';
import { KNOWN_MAIL_JOB, LINK_MAIL_JOB, PROGRESS_MAIL_JOB } from './mail-jobs.js';
import { deleteOldLinks, listUnproved } from './queries.js';
import { forgetEndedApplicantSessions } from './session.js';

const gatherProgress = defineJob({
  name: 'applicantAccount.gatherProgress',
  label: '汇总要告知申请人的进展',
  payload: z.object({}),
});
const forget = defineJob({
  name: 'applicantAccount.forget',
  label: '清除未确认的申请人账号和已结束的登录',
  payload: z.object({}),
});

/** Accounts of one transaction. */
const AT_ONCE = 100;
/** A registration whose link was not followed is deleted a day after the link ends. */
const UNPROVED_HOURS = LINK_HOURS.address + 24;

export function registerApplicantAccountJobs(registry: JobRegistry): void {
  handleJob(registry, LINK_MAIL_JOB, (ctx, payload) => mailLink(ctx, payload));
  handleJob(registry, KNOWN_MAIL_JOB, (ctx, payload) => mailKnown(ctx, payload));
  handleJob(registry, PROGRESS_MAIL_JOB, (ctx, payload) => mailProgress(ctx, payload));
  handleJob(registry, gatherProgress, async (ctx) => {
    await tellProgress(ctx);
  });
  scheduleJob(registry, { everyMinutes: 10 }, gatherProgress, {});
  handleJob(registry, forget, async (ctx) => {
    await forgetWhatIsOver(ctx);
  });
  scheduleJob(registry, { everyMinutes: 60 }, forget, {});
}

/** Asks for one mail to each applicant whose cases went on and who wants to be told. @returns how many */
export async function tellProgress(ctx: Pick<AppContext, 'db'>): Promise<number> {
  for (let total = 0; ;) {
    const { taken, asked } = await inTransaction(ctx.db, async (db) => {
      const progressed = await takeProgressedCases(db, AT_ONCE);
      const news = progressed.filter(({ caseIds }) => caseIds.length > 0);
      for (const { accountId, caseIds } of news) {
        const noticeId = randomUUID();
        await enqueue(db, PROGRESS_MAIL_JOB, { accountId, noticeId, caseIds: [...caseIds] }, noticeId);
      }
      return { taken: progressed.length, asked: news.length };
    });
    total += asked;
    if (taken < AT_ONCE) return total;
  }
}

/** Deletes ended sessions, links that are over, and registrations that were never proved. */
export async function forgetWhatIsOver(ctx: Pick<AppContext, 'db' | 'now'>): Promise<void> {
  await forgetEndedApplicantSessions(ctx);
  const before = new Date(ctx.now().getTime() - UNPROVED_HOURS * 3_600_000).toISOString();
  await deleteOldLinks(ctx.db, before);
  for (;;) {
    const unproved = await listUnproved(ctx.db, before, AT_ONCE);
    for (const accountId of unproved)
      await inTransaction(ctx.db, (db) =>
        eraseAccountIn(db, ctx, systemActor(forget.name), accountId, 'unproved'),
      );
    if (unproved.length < AT_ONCE) return;
  }
}
