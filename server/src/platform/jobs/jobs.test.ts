import { sql } from 'kysely';
import { beforeEach, describe, expect, test } from 'vitest';
import { DomainError } from '@gongkai/core';
import { z } from 'zod';
import { testContext } from '../../../testing/test-context.js';
import { openTestDatabase } from '../../../testing/test-database.js';
import { inTransaction } from '../database/with-transaction.js';
import { enqueue } from './enqueue.js';
import { createJobRegistry, defineJob, handleJob, scheduleJob, type JobHandler } from './job-kind.js';
import { enqueueDue } from './schedule.js';
import { discardFailedJob, findJob, listFailed, reviveFailedJob } from './service.js';
import { runUntilIdle, startWorker } from './worker.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const greet = defineJob({
  name: 'test.greet',
  label: '问候',
  payload: z.object({ name: z.string() }),
  maxAttempts: 3,
});

const answer = defineJob({
  name: 'test.answer',
  label: '答复',
  payload: z.object({ name: z.string() }),
  isAwaited: true,
});

function registryOf(handler: JobHandler<{ name: string }>) {
  const registry = createJobRegistry();
  handleJob(registry, greet, handler);
  return registry;
}
const doNothing = (): Promise<void> => Promise.resolve();
const ask = (name: string, key?: string): Promise<string> =>
  inTransaction(db, (db) => enqueue(db, greet, { name }, key));

const retry = (id: string): Promise<string> => inTransaction(db, (db) => reviveFailedJob(db, id));
const discard = (id: string): Promise<string> => inTransaction(db, (db) => discardFailedJob(db, id));

/** Waits for what a worker does in its own time. */
async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  await expect.poll(holds, { timeout: 10_000, interval: 20 }).toBe(true);
}

beforeEach(async () => {
  await sql`delete from job`.execute(db);
});

describe('asking for a job', () => {
  test('it is done with what it was given, once', async () => {
    const greeted: string[] = [];
    const id = await ask('甲');
    const registry = registryOf((_, { name }) => Promise.resolve(void greeted.push(name)));
    expect(await runUntilIdle(ctx, registry)).toBe(1);
    expect(await runUntilIdle(ctx, registry)).toBe(0);
    expect(greeted).toEqual(['甲']);
    expect(await findJob(ctx, id)).toMatchObject({ status: 'done', attempt: 1, error: null });
  });

  test('a transaction that is undone leaves no job', async () => {
    const work = inTransaction(db, async (db) => {
      await enqueue(db, greet, { name: '甲' });
      throw new Error('undone');
    });
    await expect(work).rejects.toThrow('undone');
    expect(await runUntilIdle(ctx, registryOf(doNothing))).toBe(0);
  });

  test('the same key while one waits is the same job; once it runs, another one', async () => {
    const first = await ask('甲', 'k');
    expect(await ask('甲', 'k')).toBe(first);
    let second = '';
    const registry = registryOf(async () => {
      if (second === '') second = await ask('甲', 'k');
    });
    expect(await runUntilIdle(ctx, registry)).toBe(2);
    expect(second).not.toBe(first);
  });

  test('what somebody waits for goes before what was asked for earlier', async () => {
    const greeted: string[] = [];
    const registry = registryOf((_, { name }) => Promise.resolve(void greeted.push(name)));
    handleJob(registry, answer, (_, { name }) => Promise.resolve(void greeted.push(name)));
    await ask('甲');
    await ask('乙');
    await inTransaction(db, (db) => enqueue(db, answer, { name: '有人在等' }));
    await runUntilIdle(ctx, registry);
    expect(greeted).toEqual(['有人在等', '甲', '乙']);
  });

  test('what somebody waits for does not wait until a long job of the day is done', async () => {
    let finish = doNothing;
    const long = new Promise<void>((resolve) => {
      finish = () => {
        resolve();
        return Promise.resolve();
      };
    });
    let isAtWork = false;
    const registry = registryOf(() => {
      isAtWork = true;
      return long;
    });
    let isAnswered = false;
    handleJob(registry, answer, () => Promise.resolve(void (isAnswered = true)));
    await ask('甲');
    const worker = await startWorker(ctx, registry, { parallel: 1, pollMs: 20 });
    try {
      await until(() => isAtWork);
      const id = await inTransaction(db, (db) => enqueue(db, answer, { name: '有人在等' }));
      await until(async () => isAnswered && (await findJob(ctx, id)).status === 'done');
    } finally {
      await finish();
      await worker.stop();
    }
  });

  test('jobs without a key are as many as were asked for', async () => {
    await ask('甲');
    await ask('甲');
    expect(await runUntilIdle(ctx, registryOf(doNothing))).toBe(2);
  });

  test('what does not fit the schema is refused before it is written', () => {
    const wrong = { name: 1 } as unknown as { name: string };
    return expect(inTransaction(db, async (db) => enqueue(db, greet, wrong))).rejects.toThrow();
  });

  test('a job that this process does not know is left for one that does', async () => {
    await ask('甲');
    expect(await runUntilIdle(ctx, createJobRegistry())).toBe(0);
    expect(await runUntilIdle(ctx, registryOf(doNothing))).toBe(1);
  });
});

describe('a job that fails', () => {
  test('is tried as often as its kind says and then kept with its reason', async () => {
    const attempts: number[] = [];
    const id = await ask('甲');
    await runUntilIdle(
      ctx,
      registryOf((_, __, { attempt }) => {
        attempts.push(attempt);
        return Promise.reject(new DomainError('UNREADABLE_FILE', '文件读不出来。'));
      }),
    );
    expect(attempts).toEqual([1, 2, 3]);
    expect(await findJob(ctx, id)).toMatchObject({
      status: 'failed',
      error: 'UNREADABLE_FILE：文件读不出来。',
    });
  });

  test('waits longer each time: 10, then 20 seconds', async () => {
    const id = await ask('甲');
    const worker = await startWorker(
      ctx,
      registryOf(() => Promise.reject(new Error('no'))),
      { pollMs: 20 },
    );
    const waits = async (): Promise<number> => {
      const { rows } = await sql<{ waits: number }>`
        select extract(epoch from run_at - started_at)::float8 as waits from job where job_id = ${id}`.execute(
        db,
      );
      return rows[0]!.waits;
    };
    await until(async () => (await findJob(ctx, id)).attempt === 1 && (await waits()) > 5);
    expect(await waits()).toBeCloseTo(10, 0);
    await sql`update job set run_at = now()`.execute(db);
    await until(async () => (await findJob(ctx, id)).attempt === 2 && (await waits()) > 5);
    expect(await waits()).toBeCloseTo(20, 0);
    await worker.stop();
  });

  test('keeps nothing of an error that may quote a row', async () => {
    const id = await ask('甲');
    await runUntilIdle(
      ctx,
      registryOf(async () => {
        await sql`select ${'欧阳示范'}::int`.execute(db);
      }),
    );
    const { error } = await findJob(ctx, id);
    expect(error).toMatch(/22P02.*编号 [0-9a-f]{8}/);
    expect(error).not.toContain('欧阳');
  });

  test('its own second asking, waiting already, takes its place and its attempts', async () => {
    let runs = 0;
    await ask('甲', 'k');
    await runUntilIdle(
      ctx,
      registryOf(async () => {
        runs += 1;
        if (runs === 1) await ask('甲', 'k');
        throw new Error('no');
      }),
    );
    expect(runs).toBe(3);
    expect((await listFailed(ctx, { limit: 10 })).items).toHaveLength(1);
  });
});

describe('the page of failed jobs', () => {
  const failing = registryOf(() => Promise.reject(new Error('no')));

  test('comes in pages, the last to fail first, none twice', async () => {
    const ids: string[] = [];
    for (const name of ['甲', '乙', '丙']) {
      ids.unshift(await ask(name));
      await runUntilIdle(ctx, failing);
    }
    const first = await listFailed(ctx, { limit: 2 });
    const second = await listFailed(ctx, { limit: 2, after: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ jobId }) => jobId)).toEqual(ids);
    expect(second.next).toBeNull();
  });

  test('a retried job has all its attempts again and can succeed', async () => {
    const id = await ask('甲');
    await runUntilIdle(ctx, failing);
    expect(await retry(id)).toBe('test.greet');
    expect(await findJob(ctx, id)).toMatchObject({ status: 'waiting', attempt: 0 });
    await runUntilIdle(ctx, registryOf(doNothing));
    expect(await findJob(ctx, id)).toMatchObject({ status: 'done', error: null });
    await expect(retry(id)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  });

  test('a discarded job is not done any more', async () => {
    const id = await ask('甲');
    await runUntilIdle(ctx, failing);
    await discard(id);
    expect((await listFailed(ctx, { limit: 10 })).items).toEqual([]);
    await expect(retry(id)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  });

  test('where the same work waits again, retrying is refused', async () => {
    const id = await ask('甲', 'k');
    await runUntilIdle(ctx, failing);
    await ask('甲', 'k');
    await expect(retry(id)).rejects.toMatchObject({ code: 'NOT_IN_THIS_STATUS' });
  });

  test('a job that was never there', async () => {
    await expect(retry('x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(discard('x')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('workers', () => {
  test('two share the queue and do nothing twice', async () => {
    const done: string[] = [];
    const registry = registryOf((_, { name }) => Promise.resolve(void done.push(name)));
    for (let index = 0; index < 40; index += 1) await ask(String(index));
    const workers = await Promise.all([1, 2].map(() => startWorker(ctx, registry, { pollMs: 20 })));
    await until(() => done.length >= 40);
    await Promise.all(workers.map(({ stop }) => stop()));
    expect(done.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, index) => index));
  });

  test('progress shows while it runs, also from inside a transaction', async () => {
    let goOn: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (goOn = resolve));
    const id = await ask('甲');
    const registry = registryOf(async (ctx, _, job) => {
      await inTransaction(ctx.db, () => {
        job.reportProgress(2, 5);
        return Promise.resolve();
      });
      await gate;
    });
    const worker = await startWorker(ctx, registry, { pollMs: 20, beatMs: 20 });
    await until(async () => (await findJob(ctx, id)).progress?.done === 2);
    goOn();
    await worker.stop();
    expect(await findJob(ctx, id)).toMatchObject({ status: 'done', progress: { done: 2, total: 5 } });
  });

  test('stopping waits for the running job and takes no other', async () => {
    const ids = [await ask('甲'), await ask('乙')];
    let hasBegun = false;
    const registry = registryOf(async () => {
      hasBegun = true;
      await new Promise((resolve) => setTimeout(resolve, 300));
    });
    const worker = await startWorker(ctx, registry, { parallel: 1, pollMs: 20 });
    await until(() => hasBegun);
    await worker.stop();
    expect((await findJob(ctx, ids[0]!)).status).toBe('done');
    expect(await findJob(ctx, ids[1]!)).toMatchObject({ status: 'waiting', attempt: 0 });
  });

  test('a job that outlasts the grace is told to end, and waits with no attempt used up', async () => {
    const id = await ask('甲');
    let hasBegun = false;
    const registry = registryOf(async (_, __, { signal }) => {
      hasBegun = true;
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('told to end')));
      });
    });
    const worker = await startWorker(ctx, registry, { pollMs: 20 });
    await until(() => hasBegun);
    await worker.stop(50);
    expect(await findJob(ctx, id)).toMatchObject({ status: 'waiting', attempt: 0 });
  });

  /** As a killed process leaves it. */
  async function leaveRunning(id: string, silentSeconds: number, attempt = 1): Promise<void> {
    await sql`update job set status = 'running', attempt = ${attempt}, worker_id = 'dead',
      heartbeat_at = clock_timestamp() - ${silentSeconds} * interval '1 second' where job_id = ${id}`.execute(
      db,
    );
  }

  test('the job of a process that fell silent is taken up; that of one still beating is not', async () => {
    const [silent, beating] = [await ask('甲'), await ask('乙')];
    await leaveRunning(silent, 61);
    await leaveRunning(beating, 30);
    const worker = await startWorker(ctx, registryOf(doNothing), { pollMs: 20 });
    await until(async () => (await findJob(ctx, silent)).status === 'done');
    await worker.stop();
    expect(await findJob(ctx, silent)).toMatchObject({ attempt: 2 });
    expect((await findJob(ctx, beating)).status).toBe('running');
  });

  test('alone on its database, a worker waits for no silence', async () => {
    const id = await ask('甲');
    await leaveRunning(id, 0);
    const worker = await startWorker(ctx, registryOf(doNothing), { pollMs: 20, isAlone: true });
    await until(async () => (await findJob(ctx, id)).status === 'done');
    await worker.stop();
  });

  test('a job that ended its process each time is not tried for ever', async () => {
    const id = await ask('甲');
    await leaveRunning(id, 61, 3);
    const worker = await startWorker(ctx, registryOf(doNothing), { pollMs: 20 });
    await worker.stop();
    expect(await findJob(ctx, id)).toMatchObject({ status: 'failed', error: '处理它的程序意外停止。' });
  });

  test('a process that was taken for dead changes nothing when it comes back', async () => {
    const id = await ask('甲');
    const registry = registryOf(async (ctx, _, job) => {
      await leaveRunning(id, 61);
      // Another process takes it up and finishes it.
      await sql`update job set status = 'done', attempt = 2, worker_id = null, heartbeat_at = null`.execute(
        ctx.db,
      );
      await inTransaction(ctx.db, async (db) => {
        await enqueue(db, greet, { name: 'effect' });
        await job.completeIn(db);
      });
    });
    await runUntilIdle(ctx, registry);
    expect(await findJob(ctx, id)).toMatchObject({ status: 'done', attempt: 2 });
    const { rows } = await sql`select from job where status = 'waiting'`.execute(db);
    expect(rows).toEqual([]);
  });
});

describe('schedules', () => {
  test('one job a slot, however many processes look; a missed day is made up for once', async () => {
    const registry = registryOf(doNothing);
    scheduleJob(registry, { dailyAt: '02:00' }, greet, { name: '甲' });
    const at = (time: string) => ({ db, now: () => new Date(time) });
    const countAt = async (time: string): Promise<number> => {
      const counts = await Promise.all([1, 2, 3].map(() => enqueueDue(at(time), registry)));
      return counts.reduce((a, b) => a + b);
    };
    expect(await countAt('2026-03-02T01:59:00+08:00')).toBe(1);
    expect(await countAt('2026-03-02T01:59:59+08:00')).toBe(0);
    expect(await countAt('2026-03-02T02:00:00+08:00')).toBe(1);
    expect(await countAt('2026-03-02T23:00:00+08:00')).toBe(0);
    expect(await countAt('2026-03-05T12:00:00+08:00')).toBe(1);
    // A clock that goes back asks for nothing again.
    expect(await countAt('2026-03-04T12:00:00+08:00')).toBe(0);
  });
});
