import { createJobRegistry, type JobRegistry } from './platform/jobs/job-kind.js';
import { registerQueueJobs } from './platform/jobs/service.js';

/** Every slice's jobs: add its `registerXxxJobs` here. */
export function registerJobs(): JobRegistry {
  const registry = createJobRegistry();
  registerQueueJobs(registry);
  return registry;
}
