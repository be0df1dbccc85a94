import { handleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { EXPORT_JOB } from './export-job.js';
import { runExports } from './export-report.js';

export function registerAnnualReportJobs(registry: JobRegistry): void {
  handleJob(registry, EXPORT_JOB, (ctx, key, job) => runExports(ctx, key, job));
}
