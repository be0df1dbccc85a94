import type { AppContext } from '../context.js';
import { inTransaction } from '../database/with-transaction.js';
import { enqueue } from './enqueue.js';
import type { JobRegistry } from './job-kind.js';
import { takeSlot } from './queries.js';
import { latestSlot } from './slot.js';

/**
 * Enqueues what has fallen due, once for each slot over all processes. After a pause only the latest slot is made
 * up for.
 * @returns how many jobs were asked for
 */
export async function enqueueDue(
  ctx: Pick<AppContext, 'db' | 'now'>,
  registry: JobRegistry,
): Promise<number> {
  let count = 0;
  for (const { name, slot, kind, payload } of registry.schedules) {
    const due = latestSlot(slot, ctx.now());
    const isTaken = await inTransaction(ctx.db, async (db) => {
      if (!(await takeSlot(db, name, due))) return false;
      await enqueue(db, kind, payload, `schedule ${name}`);
      return true;
    });
    if (isTaken) count += 1;
  }
  return count;
}
