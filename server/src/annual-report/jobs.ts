import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { EXPORT_JOB } from './export-job.js';
import { runExports } from './export-report.js';
import { indexPublishedReports } from './index-report.js';

/** A report is indexed as it is published; this finds those of before. */
const indexReports = defineJob({
  name: 'annualReport.index',
  label: '把已公布的年度报告编入搜索',
  payload: z.object({}),
});

export function registerAnnualReportJobs(registry: JobRegistry): void {
  handleJob(registry, EXPORT_JOB, (ctx, key, job) => runExports(ctx, key, job));
  handleJob(registry, indexReports, async (ctx) => {
    while ((await indexPublishedReports(ctx)) > 0);
  });
  scheduleJob(registry, { dailyAt: '00:20' }, indexReports, {});
}
