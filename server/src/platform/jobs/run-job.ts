import { randomUUID } from 'node:crypto';
import { DomainError } from '@gongkai/core';
import type { AppContext } from '../context.js';
import { inTransaction } from '../database/with-transaction.js';
import type { JobRegistry, RunningJob } from './job-kind.js';
import { completeJob, failJob, postponeJob, type JobRow } from './queries.js';

const LONGEST_DELAY_SECONDS = 3600;

/** What the process notes of the job while it runs. */
export interface JobWatch {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
}

/** Does one claimed job and records how it ended. It rejects only when that cannot be recorded. */
export async function runJob(
  ctx: AppContext,
  registry: JobRegistry,
  row: JobRow,
  { signal, onProgress }: JobWatch,
): Promise<void> {
  const key = { jobId: row.jobId, attempt: row.attempt };
  const registered = registry.jobs.get(row.kind);
  if (registered === undefined) throw new Error(`Nobody handles the job ${row.kind}`);
  const { kind, handler } = registered;
  const job: RunningJob = {
    id: row.jobId,
    attempt: row.attempt,
    reportProgress: onProgress,
    async completeIn(db) {
      if (!(await completeJob(db, key))) throw new LostJobError(row.jobId);
    },
    signal,
  };
  try {
    await handler(ctx, kind.payload.parse(row.payload), job);
    await completeJob(ctx.db, key);
  } catch (error) {
    if (error instanceof LostJobError) {
      ctx.logger.warn({ jobId: row.jobId, kind: row.kind }, 'another process has taken up this job');
      return;
    }
    // Not the job's fault: the next start takes it up with as many attempts as before.
    if (signal.aborted) {
      await inTransaction(ctx.db, (db) =>
        postponeJob(db, key, { error: row.error, delaySeconds: 0, attemptsUsed: row.attempt - 1 }),
      );
      return;
    }
    await recordFailure(ctx, row, error, kind.firstDelaySeconds);
  }
}

/** The attempt is not this process's any more: nothing it did in the transaction may stay. */
class LostJobError extends Error {
  constructor(jobId: string) {
    super(`The job ${jobId} was taken up by another process.`);
    this.name = 'LostJobError';
  }
}

async function recordFailure(
  ctx: AppContext,
  row: JobRow,
  error: unknown,
  firstDelaySeconds: number,
): Promise<void> {
  const reference = randomUUID().slice(0, 8);
  const { jobId, kind, attempt } = row;
  ctx.logger.error({ err: error, reference, jobId, kind, attempt }, 'job failed');
  const reason = reasonOf(error, reference);
  if (attempt >= row.maxAttempts) {
    await failJob(ctx.db, { jobId, attempt }, reason);
    return;
  }
  const delaySeconds = Math.min(firstDelaySeconds * 2 ** (attempt - 1), LONGEST_DELAY_SECONDS);
  await inTransaction(ctx.db, (db) =>
    postponeJob(db, { jobId, attempt }, { error: reason, delaySeconds, attemptsUsed: attempt }),
  );
}

/** A message of our own may be shown; any other may quote a row, so only its place in the log is kept. */
function reasonOf(error: unknown, reference: string): string {
  if (error instanceof DomainError) return `${error.code}：${error.message}`;
  const name = error instanceof Error ? error.name : typeof error;
  const code =
    error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  return `系统故障（${name}${code}），详见运行日志中编号 ${reference} 的记录。`;
}
