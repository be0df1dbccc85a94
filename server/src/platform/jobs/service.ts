import { DomainError } from '@gongkai/core';
import { parseInstantKey } from '../database/instant-key.js';
import { z } from 'zod';
import type { AppContext } from '../context.js';
import type { Transaction } from '../database/schema.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from './job-kind.js';
import { deleteEnded, discardFailed, findJobRow, listFailedRows, reviveJob, type JobRow } from './queries.js';
import type { JobStatus } from './table.js';

type Context = Pick<AppContext, 'db'>;

/** How a job stands; progress is null until its handler says how far it is. */
export interface PresentedJob {
  readonly jobId: string;
  readonly kind: string;
  readonly status: JobStatus;
  readonly attempt: number;
  readonly maxAttempts: number;
  readonly progress: { readonly done: number; readonly total: number } | null;
  /** Of the last attempt. */
  readonly error: string | null;
  readonly enqueuedAt: string;
  readonly finishedAt: string | null;
}

/**
 * For whoever waits for a job. Ended ones are forgotten after thirty days.
 * @param isMeant any other job is answered like one that is not there
 * @throws DomainError NOT_FOUND
 */
export async function findJob(
  ctx: Context,
  jobId: string,
  isMeant: (job: Pick<JobRow, 'kind' | 'payload'>) => boolean = () => true,
): Promise<PresentedJob> {
  const row = await findJobRow(ctx.db, jobId);
  if (row === undefined || !isMeant(row)) throw noSuchJob();
  return presentJob(row);
}

/** Jobs that have used up their attempts, the last to fail first. */
export async function listFailed(
  ctx: Context,
  { after, limit }: { readonly after?: string | undefined; readonly limit: number },
): Promise<{ readonly items: PresentedJob[]; readonly next: string | null }> {
  const rows = await listFailedRows(ctx.db, { after: parseKey(after), limit: limit + 1 });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? `${last.finishedAt ?? ''}/${last.jobId}` : null;
  return { items: items.map(presentJob), next };
}

/** Begins a failed job again, with all its attempts. @returns its kind @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function reviveFailedJob(db: Transaction, jobId: string): Promise<string> {
  const kind = await reviveJob(db, jobId);
  if (kind === null) throw await refusal(db, jobId);
  return kind;
}

/** Takes a failed job off the list, undone. @returns its kind @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function discardFailedJob(db: Transaction, jobId: string): Promise<string> {
  const kind = await discardFailed(db, jobId);
  if (kind === null) throw await refusal(db, jobId);
  return kind;
}

async function refusal(db: Transaction, jobId: string): Promise<DomainError> {
  const row = await findJobRow(db, jobId);
  if (row === undefined) return noSuchJob();
  if (row.status === 'failed')
    return new DomainError('NOT_IN_THIS_STATUS', '同一项任务已经在等待处理，不需要重试，可以将这一条作废。');
  return new DomainError('NOT_IN_THIS_STATUS', '这项任务已经不在失败状态，请刷新后再看。');
}

function noSuchJob(): DomainError {
  return new DomainError('NOT_FOUND', '没有这项后台任务，可能已经完成并清理。');
}

function parseKey(after: string | undefined): { finishedAt: string; jobId: string } | null {
  if (after === undefined) return null;
  const { at: finishedAt, id: jobId } = parseInstantKey(after);
  return { finishedAt, jobId };
}

function presentJob(row: JobRow): PresentedJob {
  const { jobId, kind, status, attempt, maxAttempts, error, enqueuedAt, finishedAt } = row;
  const { progressDone: done, progressTotal: total } = row;
  const progress = done === null || total === null ? null : { done, total };
  return { jobId, kind, status, attempt, maxAttempts, progress, error, enqueuedAt, finishedAt };
}

const DAYS_KEPT = 30;

const forgetEndedJobs = defineJob({
  name: 'jobs.forgetEnded',
  label: '清理已结束的后台任务',
  payload: z.object({}),
});

/** The queue's own housekeeping. */
export function registerQueueJobs(registry: JobRegistry): void {
  handleJob(registry, forgetEndedJobs, async (ctx) => {
    await deleteEnded(ctx.db, DAYS_KEPT);
  });
  scheduleJob(registry, { dailyAt: '03:30' }, forgetEndedJobs, {});
}
