import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { openDatabase } from '../src/platform/database/open-database.js';
import { createJobRegistry, defineJob, handleJob } from '../src/platform/jobs/job-kind.js';
import { startWorker } from '../src/platform/jobs/worker.js';
import { testContext } from './test-context.js';

// Does the jobs `test.count` of the server that its argument names, until it is killed; each leaves a row in `effect`.

const { db } = await openDatabase({ kind: 'server', url: process.argv[2] ?? '' });
const me = randomUUID();
const registry = createJobRegistry();
handleJob(
  registry,
  defineJob({ name: 'test.count', label: '计数', payload: z.object({ number: z.number() }) }),
  async (ctx, { number }) => {
    await sql`insert into effect values (${number}, ${me})`.execute(ctx.db);
  },
);
await startWorker(testContext({ db }), registry, { pollMs: 10 });
console.log('working');
setInterval(() => undefined, 60_000);
