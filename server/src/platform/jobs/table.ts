import type { ColumnType, Generated } from 'kysely';

export type JobStatus = 'waiting' | 'running' | 'done' | 'failed' | 'discarded';

/** Something to do after a transaction has committed; never personal data, in payload or error. */
export interface JobTable {
  jobId: string;
  kind: string;
  payload: ColumnType<unknown, string, string>;
  /** Of the jobs of one kind with the same key, one waits at most. */
  key: string | null;
  status: JobStatus;
  /** Not taken up before. */
  runAt: string;
  /** How often it was begun; a process that was killed has used one up. */
  attempt: Generated<number>;
  maxAttempts: number;
  /** Somebody waits for it: it goes before those of the day. */
  isAwaited: Generated<boolean>;
  workerId: string | null;
  /** A running job whose process has fallen silent is taken up by another. */
  heartbeatAt: string | null;
  progressDone: number | null;
  progressTotal: number | null;
  /** Of the last attempt, for whoever looks after the system. */
  error: string | null;
  enqueuedAt: Generated<string>;
  startedAt: string | null;
  finishedAt: string | null;
}

/** The last slot that each schedule has enqueued for, over all processes. */
export interface JobScheduleTable {
  name: string;
  lastSlot: string;
}
