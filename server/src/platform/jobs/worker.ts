import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AppContext } from '../context.js';
import { inTransaction } from '../database/with-transaction.js';
import type { JobRegistry } from './job-kind.js';
import { beat, claimJob, failJob, lockSilentJobs, postponeJob } from './queries.js';
import { runJob } from './run-job.js';
import { enqueueDue } from './schedule.js';

export interface WorkerOptions {
  /** Jobs done at the same time by this process; one more of those that somebody waits for. */
  readonly parallel?: number;
  /** How often an idle worker looks. One look serves all kinds: on PGlite everybody shares one session. */
  readonly pollMs?: number;
  readonly beatMs?: number;
  /** A running job whose process was silent for so long is taken up by another. */
  readonly silentSeconds?: number;
  /** Nobody else can have this database open: what runs in it was left by a process that is dead. */
  readonly isAlone?: boolean;
}

export interface JobWorker {
  /** Takes no more jobs and waits for the running ones, at most so long; what is left then waits for the next start. */
  readonly stop: (graceMs?: number) => Promise<void>;
}

const GRACE_MS = 30_000;
/** After the signal, for handlers that listen to it. */
const ABORT_MS = 2_000;
const RECOVERY_MS = 15_000;
const SCHEDULE_MS = 20_000;
const KILLED = '处理它的程序意外停止。';

interface Running {
  progress: { readonly done: number; readonly total: number } | null;
}

/** Does the jobs of this process's registry until it is stopped; several processes may share a database. */
export async function startWorker(
  ctx: AppContext,
  registry: JobRegistry,
  options: WorkerOptions = {},
): Promise<JobWorker> {
  const { parallel = 2, pollMs = 1_000, beatMs = 1_000, silentSeconds = 60, isAlone = false } = options;
  const workerId = randomUUID();
  const running = new Map<string, Running>();
  const stopping = new AbortController();
  const aborting = new AbortController();
  const kinds = [...registry.jobs.keys()];
  const awaited = kinds.filter((kind) => registry.jobs.get(kind)?.kind.isAwaited === true);

  await takeUpSilent(ctx, isAlone ? 0 : silentSeconds);

  const workOn = async (kinds: readonly string[]): Promise<void> => {
    while (!stopping.signal.aborted) {
      const didWork = await survive(ctx, 'taking a job failed', async () => {
        const row = await claimJob(ctx.db, { workerId, kinds, anyTime: false });
        if (row === undefined) return false;
        const watch: Running = { progress: null };
        running.set(row.jobId, watch);
        try {
          await runJob(ctx, registry, row, {
            signal: aborting.signal,
            onProgress: (done, total) => (watch.progress = { done, total }),
          });
        } finally {
          running.delete(row.jobId);
        }
        return true;
      });
      if (didWork !== true) await sleep(pollMs, stopping.signal);
    }
  };
  const repeat = async (
    everyMs: number,
    signal: AbortSignal,
    work: () => Promise<unknown>,
  ): Promise<void> => {
    while (!signal.aborted) {
      await survive(ctx, 'looking after jobs failed', work);
      await sleep(everyMs, signal);
    }
  };
  const beating = new AbortController();
  // However long the jobs of the day are at work, one is free for what somebody waits for.
  const lanes = [...Array.from({ length: parallel }, () => kinds), ...(awaited.length > 0 ? [awaited] : [])];
  const workers = lanes.map(workOn);
  const keepers = [
    repeat(RECOVERY_MS, stopping.signal, () => takeUpSilent(ctx, silentSeconds)),
    repeat(SCHEDULE_MS, stopping.signal, () => enqueueDue(ctx, registry)),
  ];
  const beats = repeat(beatMs, beating.signal, async () => {
    if (running.size === 0) return;
    const progress = [...running].flatMap(([jobId, it]) => (it.progress ? [{ jobId, ...it.progress }] : []));
    await beat(ctx.db, workerId, progress);
  });

  return {
    async stop(graceMs = GRACE_MS) {
      stopping.abort();
      const ended = Promise.all(workers);
      await Promise.race([ended, sleep(graceMs)]);
      if (running.size > 0) {
        aborting.abort();
        await Promise.race([ended, sleep(ABORT_MS)]);
      }
      beating.abort();
      await Promise.all([...keepers, beats]);
    },
  };
}

/** What a killed process has left is tried again; what has killed its process each time is not. */
async function takeUpSilent(ctx: AppContext, silentSeconds: number): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    for (const { jobId, attempt, maxAttempts } of await lockSilentJobs(db, silentSeconds)) {
      ctx.logger.warn({ jobId, attempt }, 'a job was left by a process that stopped');
      if (attempt >= maxAttempts) await failJob(db, { jobId, attempt }, KILLED);
      else
        await postponeJob(db, { jobId, attempt }, { error: KILLED, delaySeconds: 0, attemptsUsed: attempt });
    }
  });
}

/** A database that does not answer for a while must not end the worker. */
async function survive<T>(ctx: AppContext, what: string, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    ctx.logger.error({ err: error }, what);
    return undefined;
  }
}

async function sleep(ms: number, signal?: AbortSignal): Promise<void> {
  await delay(ms, undefined, { ref: false, ...(signal && { signal }) }).catch(() => undefined);
}

/**
 * Does everything that waits, one after the other, back-off or not, until nothing waits: what failed has then
 * used up its attempts. For tests and for commands that must not end before their jobs.
 * @returns how many attempts were made
 */
export async function runUntilIdle(ctx: AppContext, registry: JobRegistry): Promise<number> {
  const workerId = randomUUID();
  const kinds = [...registry.jobs.keys()];
  const { signal } = new AbortController();
  for (let count = 0; ; count += 1) {
    const row = await claimJob(ctx.db, { workerId, kinds, anyTime: true });
    if (row === undefined) return count;
    await runJob(ctx, registry, row, { signal, onProgress: () => undefined });
  }
}
