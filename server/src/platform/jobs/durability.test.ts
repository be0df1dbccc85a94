import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { startChild } from '../../../testing/child-process.js';
import { killRounds } from '../../../testing/kill-rounds.js';
import { isNativeAsked, openTestDatabase } from '../../../testing/test-database.js';
import { inTransaction } from '../database/with-transaction.js';
import { enqueue } from './enqueue.js';
import { defineJob } from './job-kind.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-kill-'));
  await chmod(folder, 0o755);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

// npm run durability does twenty rounds on each driver.
test(
  'three kills while jobs are asked for and done lose none and do none twice',
  { timeout: 300_000 },
  async () => {
    const summary = await killRounds({
      config: { kind: isNativeAsked() ? 'native' : 'pglite', directory: join(folder, 'data') },
      module: new URL('../../../testing/job-writer.ts', import.meta.url),
      rounds: 3,
    });
    expect(summary.faults).toEqual([]);
    expect(summary.acknowledged).toBeGreaterThan(0);
  },
);

// PGlite is opened by one process alone; there, two workers of one process share it in jobs.test.ts.
if (isNativeAsked()) {
  test('two processes share the jobs and do none twice', { timeout: 120_000 }, async () => {
    const { db, config } = await openTestDatabase();
    const url = config.kind === 'server' ? config.url : '';
    await sql`create table effect (number int not null, process text not null)`.execute(db);
    const count = defineJob({ name: 'test.count', label: '计数', payload: z.object({ number: z.number() }) });
    const children = [1, 2].map(() =>
      startChild(new URL('../../../testing/work-on-jobs.ts', import.meta.url), [url]),
    );
    await Promise.all(children.map((child) => child.waitFor('working')));
    for (let number = 1; number <= 400; number += 1)
      await inTransaction(db, (db) => enqueue(db, count, { number }));
    const waiting = async (): Promise<number> =>
      (await sql`select from job where status <> 'done'`.execute(db)).rows.length;
    await expect.poll(waiting, { timeout: 60_000 }).toBe(0);
    await Promise.all(children.map((child) => child.kill()));
    const { rows } = await sql`
      select count(*) as effects, count(distinct number) as numbers, count(distinct process) as processes
      from effect`.execute(db);
    expect(rows).toEqual([{ effects: 400, numbers: 400, processes: 2 }]);
  });
}
