import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { testContext } from '../../../testing/test-context.js';
import { openEmbeddedTestDatabase, openTestDatabase } from '../../../testing/test-database.js';
import { moveDatabase } from '../database/move-database.js';
import { inTransaction } from '../database/with-transaction.js';
import { enqueue } from './enqueue.js';
import { createJobRegistry, defineJob, handleJob } from './job-kind.js';
import { findJob } from './service.js';
import { startWorker } from './worker.js';

const count = defineJob({ name: 'test.count', label: '计数', payload: z.object({ number: z.number() }) });

test('a move takes along what waits, what was left running and what failed', async () => {
  const [from, to] = await Promise.all([openTestDatabase(), openEmbeddedTestDatabase()]);
  const ask = (number: number) => inTransaction(from.db, (db) => enqueue(db, count, { number }));
  const [waiting, left, failed] = [await ask(1), await ask(2), await ask(3)];
  await sql`update job set status = 'running', attempt = 1, worker_id = 'dead', heartbeat_at = now()
    where job_id = ${left}`.execute(from.db);
  await sql`update job set status = 'failed', attempt = 5, finished_at = now() where job_id = ${failed}`.execute(
    from.db,
  );
  await moveDatabase(from, to);

  const done: number[] = [];
  const registry = createJobRegistry();
  handleJob(registry, count, (_, { number }) => Promise.resolve(void done.push(number)));
  const ctx = testContext({ db: to.db });
  const worker = await startWorker(ctx, registry, { pollMs: 10, isAlone: true });
  await expect.poll(() => done.length, { timeout: 10_000 }).toBe(2);
  await worker.stop();
  expect(done.sort()).toEqual([1, 2]);
  expect((await findJob(ctx, waiting)).status).toBe('done');
  expect(await findJob(ctx, left)).toMatchObject({ status: 'done', attempt: 2 });
  expect((await findJob(ctx, failed)).status).toBe('failed');
});
