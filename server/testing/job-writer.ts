import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import type { Connection } from '../src/platform/database/schema.js';
import { inTransaction } from '../src/platform/database/with-transaction.js';
import { enqueue } from '../src/platform/jobs/enqueue.js';
import { createJobRegistry, defineJob, handleJob, type JobRegistry } from '../src/platform/jobs/job-kind.js';
import { startWorker } from '../src/platform/jobs/worker.js';
import type { Writer } from './kill-rounds.js';
import { testContext } from './test-context.js';

const work = defineJob({
  name: 'durability.work',
  label: '写入',
  payload: z.object({ id: z.string() }),
  maxAttempts: 50,
});

/** Jobs enqueued with what asks for them and done by a worker beside: none lost, none done twice in effect. */
export const writer: Writer = {
  async prepare(db) {
    await sql`
      create table if not exists asked (id text primary key);
      create table if not exists effect (id text not null)`.execute(db);
  },
  async write(db, acknowledge) {
    await startWorker(testContext({ db }), registry(), { pollMs: 5, isAlone: true });
    for (;;) {
      const id = randomUUID();
      await inTransaction(db, async (db) => {
        await sql`insert into asked values (${id})`.execute(db);
        await enqueue(db, work, { id });
      });
      acknowledge(id);
    }
  },
  async findFaults(db, acknowledged) {
    const { rows } = await sql<{ id: string; effects: number; jobs: string }>`
      select asked.id, (select count(*) from effect where effect.id = asked.id) as effects,
        (select string_agg(status, ',') from job where payload ->> 'id' = asked.id) as jobs
      from asked`.execute(db);
    const asked = new Set(rows.map(({ id }) => id));
    return [
      ...acknowledged.filter((id) => !asked.has(id)).map((id) => `lost ${id}`),
      ...rows
        .filter((row) => !isWhole(row))
        .map(({ id, effects, jobs }) => `${id}: ${effects} effects, job ${jobs}`),
      ...(await leftUndone(db)),
    ];
  },
};

/** Done once, or not at all and still to be done. */
function isWhole({ effects, jobs }: { effects: number; jobs: string }): boolean {
  return effects === 1 ? jobs === 'done' : effects === 0 && (jobs === 'waiting' || jobs === 'running');
}

/** What the next start takes up is done to the end. */
async function leftUndone(db: Connection): Promise<string[]> {
  const worker = await startWorker(testContext({ db }), registry(), { pollMs: 5, isAlone: true });
  const count = async (): Promise<number> =>
    (await sql<{ count: number }>`select count(*) as count from job where status <> 'done'`.execute(db))
      .rows[0]?.count ?? 0;
  const until = Date.now() + 30_000;
  while ((await count()) > 0 && Date.now() < until) await new Promise((resolve) => setTimeout(resolve, 20));
  await worker.stop();
  const { rows } = await sql<{ id: string; effects: number }>`
    select asked.id, count(effect.id) as effects from asked left join effect on effect.id = asked.id
    group by asked.id having count(effect.id) <> 1`.execute(db);
  return rows.map(({ id, effects }) => `${id} has ${effects} effects in the end`);
}

function registry(): JobRegistry {
  const jobs = createJobRegistry();
  handleJob(jobs, work, async (ctx, { id }, job) => {
    await inTransaction(ctx.db, async (db) => {
      await sql`insert into effect values (${id})`.execute(db);
      await job.completeIn(db);
    });
  });
  return jobs;
}
