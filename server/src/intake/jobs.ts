import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { forgetStaleDrafts } from './service.js';

const forget = defineJob({ name: 'intake.forget', label: '清除过期的收件草稿', payload: z.object({}) });

/** What was typed at the desk and never registered is kept for a week. */
export function registerIntakeJobs(registry: JobRegistry): void {
  handleJob(registry, forget, async (ctx) => {
    while ((await forgetStaleDrafts(ctx)) > 0);
  });
  scheduleJob(registry, { everyMinutes: 60 }, forget, {});
}
