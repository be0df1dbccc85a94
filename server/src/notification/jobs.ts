import { z } from 'zod';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { DIGEST_JOB, MAIL_JOB, VERIFY_JOB } from './mail-job.js';
import { notify } from './notify.js';
import { countFailedJobs, listDigestInboxes } from './queries.js';
import { mailDigest, mailNews, mailVerification } from './send-mail.js';

const gatherDigests = defineJob({
  name: 'notification.gatherDigests',
  label: '汇总每日通知邮件',
  payload: z.object({}),
});
const tellFailedJobs = defineJob({
  name: 'notification.tellFailedJobs',
  label: '通知失败的后台任务',
  payload: z.object({}),
});

export function registerNotificationJobs(registry: JobRegistry): void {
  handleJob(registry, MAIL_JOB, (ctx, payload) => mailNews(ctx, payload));
  handleJob(registry, VERIFY_JOB, (ctx, payload) => mailVerification(ctx, payload));
  handleJob(registry, DIGEST_JOB, (ctx, payload) => mailDigest(ctx, payload));
  handleJob(registry, gatherDigests, async (ctx) => {
    await askForDigests(ctx);
  });
  // After the clocks were told of, at eight.
  scheduleJob(registry, { dailyAt: '08:30' }, gatherDigests, {});
  handleJob(registry, tellFailedJobs, async (ctx) => {
    await tellOfFailedJobs(ctx);
  });
  scheduleJob(registry, { everyMinutes: 15 }, tellFailedJobs, {});
}

/** One job for each account, so that one address that fails holds up nobody else. @returns how many */
export async function askForDigests(ctx: Pick<AppContext, 'db'>): Promise<number> {
  return inTransaction(ctx.db, async (db) => {
    const inboxes = await listDigestInboxes(db);
    for (const inbox of inboxes) await enqueue(db, DIGEST_JOB, inbox, `${inbox.agencyId}/${inbox.accountId}`);
    return inboxes.length;
  });
}

/** Tells the system administrators how many jobs stand failed, again only when another one has failed since. */
export async function tellOfFailedJobs(ctx: Pick<AppContext, 'db' | 'now' | 'today'>): Promise<number> {
  return inTransaction(ctx.db, async (db) => {
    const { count, latest } = await countFailedJobs(db);
    if (latest === null) return 0;
    return notify(db, ctx, {
      kind: 'job.failed',
      agencyCode: null,
      subjectId: 'failed',
      details: { count },
      key: latest,
    });
  });
}
