import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { tellOfHandling, tellOfUnconfirmed } from './reminders.js';

const tell = defineJob({
  name: 'handling.tell',
  label: '提醒协办和征求意见的期限',
  payload: z.object({}),
});

const tellUnconfirmed = defineJob({
  name: 'handling.tellUnconfirmed',
  label: '提醒没有确认收到的申请',
  payload: z.object({}),
});

export function registerHandlingJobs(registry: JobRegistry): void {
  handleJob(registry, tell, async (ctx) => {
    await tellOfHandling(ctx);
  });
  scheduleJob(registry, { dailyAt: '08:05' }, tell, {});
  handleJob(registry, tellUnconfirmed, async (ctx) => {
    await tellOfUnconfirmed(ctx);
  });
  // While there is still time to call on the same day.
  scheduleJob(registry, { dailyAt: '15:00' }, tellUnconfirmed, {});
}
