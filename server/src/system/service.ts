import { permit, type Actor, type FailedJob } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  discardFailedJob,
  findJob,
  listFailed,
  reviveFailedJob,
  type PresentedJob,
} from '../platform/jobs/service.js';

type Context = Pick<AppContext, 'db' | 'now'>;

/** Chinese names of the kinds of jobs. */
export type JobLabels = ReadonlyMap<string, string>;

/** Jobs that have used up their attempts, the last to fail first. @throws DomainError FORBIDDEN */
export async function listFailedJobs(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  page: { readonly after?: string | undefined; readonly limit: number },
  labels: JobLabels,
): Promise<{ readonly items: FailedJob[]; readonly next: string | null; readonly total: null }> {
  permit(actor, 'job.view', { agencyCode: null });
  const { items, next } = await listFailed(ctx, page);
  return { items: items.map((job) => present(job, labels)), next, total: null };
}

/** Begins a failed job again, with all its attempts. @throws DomainError FORBIDDEN, NOT_FOUND, NOT_IN_THIS_STATUS */
export function retryJob(ctx: Context, actor: Actor, jobId: string, labels: JobLabels): Promise<FailedJob> {
  return settleFailedJob(ctx, actor, jobId, labels, { kind: 'job.retried', settle: reviveFailedJob });
}

/** Takes a failed job off the list, undone. @throws DomainError FORBIDDEN, NOT_FOUND, NOT_IN_THIS_STATUS */
export function discardJob(ctx: Context, actor: Actor, jobId: string, labels: JobLabels): Promise<FailedJob> {
  return settleFailedJob(ctx, actor, jobId, labels, { kind: 'job.discarded', settle: discardFailedJob });
}

async function settleFailedJob(
  ctx: Context,
  actor: Actor,
  jobId: string,
  labels: JobLabels,
  way: {
    readonly kind: 'job.retried' | 'job.discarded';
    /** Returns the name of the job. */
    readonly settle: typeof reviveFailedJob;
  },
): Promise<FailedJob> {
  permit(actor, 'job.retry', { agencyCode: null });
  await inTransaction(ctx.db, async (db) => {
    const name = await way.settle(db, jobId);
    await recordAudit(db, ctx, actor, {
      kind: way.kind,
      agencyCode: null,
      subject: { type: 'job', id: jobId },
      details: { name },
    });
  });
  return present(await findJob(ctx, jobId), labels);
}

function present(job: PresentedJob, labels: JobLabels): FailedJob {
  const { jobId, kind, status, attempt, error, enqueuedAt, finishedAt } = job;
  return { jobId, kind, label: labels.get(kind) ?? kind, status, attempt, error, enqueuedAt, finishedAt };
}
