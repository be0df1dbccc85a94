import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Transaction } from '../database/schema.js';
import type { JobKind } from './job-kind.js';
import { insertJob } from './queries.js';

/**
 * Asks for a job in the caller's transaction: undone with it, and begun only after it has committed.
 * @param key while a job of this kind waits under the same key, no second one is made; what runs already does not count
 * @returns the id of the job, to ask for its progress with `findJob`
 */
export function enqueue<P extends z.ZodType>(
  db: Transaction,
  kind: JobKind<P>,
  payload: z.input<P>,
  key: string | null = null,
): Promise<string> {
  kind.payload.parse(payload);
  return insertJob(db, {
    jobId: randomUUID(),
    kind: kind.name,
    payload,
    key,
    maxAttempts: kind.maxAttempts,
    isAwaited: kind.isAwaited,
  });
}
