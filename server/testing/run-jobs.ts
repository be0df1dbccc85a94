import { registerJobs } from '../src/job-list.js';
import type { AppContext } from '../src/platform/context.js';
import { runUntilIdle } from '../src/platform/jobs/worker.js';

/**
 * Does every waiting job of the product in order, back-off or not, until none waits; one that fails each time
 * stands `failed` afterwards. @returns how many attempts were made
 */
export function runJobsUntilIdle(ctx: AppContext): Promise<number> {
  return runUntilIdle(ctx, registerJobs());
}
