import { z } from 'zod';
import { defineJob } from '../platform/jobs/job-kind.js';

/** Writes what was asked for of a version; which formats, the rows of the exports say. */
export const EXPORT_JOB = defineJob({
  name: 'annualReport.export',
  label: '导出年度报告',
  isAwaited: true,
  payload: z.object({ agencyId: z.string(), year: z.number().int(), version: z.number().int() }),
});
