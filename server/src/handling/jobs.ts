import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { tellOfHandling } from './reminders.js';

const tell = defineJob({
  name: 'handling.tell',
  label: '提醒协办和征求意见的期限',
  payload: z.object({}),
});

export function registerHandlingJobs(registry: JobRegistry): void {
  handleJob(registry, tell, async (ctx) => {
    await tellOfHandling(ctx);
  });
  scheduleJob(registry, { dailyAt: '08:05' }, tell, {});
}
