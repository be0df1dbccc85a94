import { handleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { BUNDLE_JOB } from './bundle-job.js';
import { makeBundle } from './make-bundle.js';

export function registerCaseBundleJobs(registry: JobRegistry): void {
  handleJob(registry, BUNDLE_JOB, (ctx, key, job) => makeBundle(ctx, key, job));
}
