import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../database/column-types.js';
import type { Connection, Transaction } from '../database/schema.js';
import type { JobTable } from './table.js';

export type JobRow = Selectable<JobTable>;

/** An attempt, which only its own process may end: another's attempt has another number. */
export interface AttemptKey {
  readonly jobId: string;
  readonly attempt: number;
}

/** Intervals go by the clock of the database: that of each process may differ. */
const NOW = sql<string>`clock_timestamp()`;
const inSeconds = (seconds: number) => sql<string>`clock_timestamp() + ${seconds} * interval '1 second'`;

/** @returns the id of the waiting job: a new one, or the one that waits under the same key already */
export async function insertJob(
  db: Transaction,
  job: Pick<JobRow, 'jobId' | 'kind' | 'payload' | 'key' | 'maxAttempts' | 'isAwaited'>,
): Promise<string> {
  const { rows } = await sql<{ jobId: string }>`
    insert into job (job_id, kind, payload, key, status, run_at, max_attempts, is_awaited)
    values (${job.jobId}, ${job.kind}, ${JSON.stringify(job.payload)}, ${job.key}, 'waiting', ${NOW},
      ${job.maxAttempts}, ${job.isAwaited})
    on conflict (kind, key) where status = 'waiting' do update set key = excluded.key
    returning job_id`.execute(db);
  return rows[0]?.jobId ?? job.jobId;
}

/** Takes the next job of the kinds given, first those that somebody waits for, so that no other process has it; undefined when none is due. */
export async function claimJob(
  db: Connection,
  { workerId, kinds, anyTime }: { workerId: string; kinds: readonly string[]; anyTime: boolean },
): Promise<JobRow | undefined> {
  const { rows } = await sql<JobRow>`
    update job set status = 'running', attempt = attempt + 1, worker_id = ${workerId}, heartbeat_at = ${NOW},
      started_at = ${NOW}, finished_at = null, progress_done = null, progress_total = null
    where job_id = (
      select job_id from job
      where status = 'waiting' and (run_at <= ${NOW} or ${anyTime}) and kind = any(${arrayLiteral(kinds)}::text[])
      order by is_awaited desc, run_at, job_id limit 1
      for update skip locked
    )
    returning *`.execute(db);
  return rows[0];
}

/** @returns false when the attempt was not running any more: another process has taken the job up */
export async function completeJob(db: Connection, { jobId, attempt }: AttemptKey): Promise<boolean> {
  const { numUpdatedRows } = await ofAttempt(db, { jobId, attempt })
    .set({ status: 'done', finishedAt: NOW, error: null, workerId: null, heartbeatAt: null })
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends it for good, until somebody tries it again by hand. */
export async function failJob(db: Connection, key: AttemptKey, error: string): Promise<void> {
  await ofAttempt(db, key)
    .set({ status: 'failed', finishedAt: NOW, error, workerId: null, heartbeatAt: null })
    .execute();
}

/**
 * Lets it wait for its next attempt. Where the same work waits already, that one waits in its stead and has its
 * attempts behind it.
 */
export async function postponeJob(
  db: Transaction,
  { jobId, attempt }: AttemptKey,
  { error, delaySeconds, attemptsUsed }: { error: string | null; delaySeconds: number; attemptsUsed: number },
): Promise<void> {
  const { rows } = await sql<Pick<JobRow, 'kind' | 'key'>>`
    select kind, key from job where job_id = ${jobId} and attempt = ${attempt} and status = 'running' for update
  `.execute(db);
  const [job] = rows;
  if (job === undefined) return;
  const { rows: twins } = await sql<{ jobId: string }>`
    update job set attempt = greatest(attempt, ${attemptsUsed}), error = ${error},
      run_at = greatest(run_at, ${inSeconds(delaySeconds)})
    where kind = ${job.kind} and key = ${job.key} and status = 'waiting'
    returning job_id`.execute(db);
  if (twins.length > 0) {
    await db.deleteFrom('job').where('jobId', '=', jobId).execute();
    return;
  }
  await ofAttempt(db, { jobId, attempt })
    .set({
      status: 'waiting',
      attempt: attemptsUsed,
      runAt: inSeconds(delaySeconds),
      error,
      workerId: null,
      heartbeatAt: null,
    })
    .execute();
}

function ofAttempt(db: Connection, { jobId, attempt }: AttemptKey) {
  return db
    .updateTable('job')
    .where('jobId', '=', jobId)
    .where('attempt', '=', attempt)
    .where('status', '=', 'running');
}

/** Says that a process is still at its jobs, and how far they are. */
export async function beat(
  db: Connection,
  workerId: string,
  progress: readonly { readonly jobId: string; readonly done: number; readonly total: number }[],
): Promise<void> {
  await sql`
    update job set heartbeat_at = ${NOW}, progress_done = coalesce(reported.done, job.progress_done),
      progress_total = coalesce(reported.total, job.progress_total)
    from job mine left join jsonb_to_recordset(${JSON.stringify(progress)}::jsonb)
      as reported ("jobId" text, done int, total int) on reported."jobId" = mine.job_id
    where mine.job_id = job.job_id and job.worker_id = ${workerId} and job.status = 'running'`.execute(db);
}

/** Jobs whose process has been silent for so long. */
export async function lockSilentJobs(
  db: Transaction,
  silentForSeconds: number,
): Promise<Pick<JobRow, 'jobId' | 'attempt' | 'maxAttempts'>[]> {
  const { rows } = await sql<Pick<JobRow, 'jobId' | 'attempt' | 'maxAttempts'>>`
    select job_id, attempt, max_attempts from job
    where status = 'running' and heartbeat_at <= ${inSeconds(-silentForSeconds)}
    for update skip locked`.execute(db);
  return rows;
}

export function findJobRow(db: Connection, jobId: string): Promise<JobRow | undefined> {
  return db.selectFrom('job').selectAll().where('jobId', '=', jobId).executeTakeFirst();
}

/** Failed jobs, the last to fail first; `after` is the end of the page before. */
export function listFailedRows(
  db: Connection,
  { after, limit }: { after: { readonly finishedAt: string; readonly jobId: string } | null; limit: number },
): Promise<JobRow[]> {
  let query = db
    .selectFrom('job')
    .selectAll()
    .where('status', '=', 'failed')
    .orderBy('finishedAt', 'desc')
    .orderBy('jobId', 'desc')
    .limit(limit);
  if (after !== null)
    query = query.where(
      sql<boolean>`(finished_at, job_id) < (${after.finishedAt}::timestamptz, ${after.jobId})`,
    );
  return query.execute();
}

/**
 * Begins again with all its attempts. @returns its kind; null when it does not stand failed, or the same work waits already
 */
export async function reviveJob(db: Transaction, jobId: string): Promise<string | null> {
  const { rows } = await sql<{ kind: string }>`
    update job set status = 'waiting', attempt = 0, run_at = ${NOW}, finished_at = null, started_at = null
    where job_id = ${jobId} and status = 'failed' and not exists (
      select from job other where other.kind = job.kind and other.key = job.key and other.status = 'waiting'
    )
    returning kind`.execute(db);
  return rows[0]?.kind ?? null;
}

/** @returns its kind; null when it does not stand failed */
export async function discardFailed(db: Transaction, jobId: string): Promise<string | null> {
  const row = await db
    .updateTable('job')
    .set({ status: 'discarded', finishedAt: NOW })
    .where('jobId', '=', jobId)
    .where('status', '=', 'failed')
    .returning('kind')
    .executeTakeFirst();
  return row?.kind ?? null;
}

/** @returns how many jobs that ended before then were forgotten; failed ones stay until somebody decides */
export async function deleteEnded(db: Connection, olderThanDays: number): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('job')
    .where('status', 'in', ['done', 'discarded'])
    .where('finishedAt', '<', inSeconds(-olderThanDays * 86_400))
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Takes a slot of a schedule for this process. @returns false when it was taken already */
export async function takeSlot(db: Transaction, name: string, slot: Date): Promise<boolean> {
  const { rows } = await sql`
    insert into job_schedule (name, last_slot) values (${name}, ${slot.toISOString()})
    on conflict (name) do update set last_slot = excluded.last_slot
      where job_schedule.last_slot < excluded.last_slot
    returning name`.execute(db);
  return rows.length > 0;
}
