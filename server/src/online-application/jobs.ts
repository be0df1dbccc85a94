import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { forgetExpiredDrafts } from './draft.js';

const forget = defineJob({
  name: 'online-application.forget',
  label: '清除过期的网上草稿',
  payload: z.object({}),
});

/** What somebody typed and did not send is kept no longer than its term. */
export function registerOnlineApplicationJobs(registry: JobRegistry): void {
  handleJob(registry, forget, async (ctx) => {
    while ((await forgetExpiredDrafts(ctx)) > 0);
  });
  scheduleJob(registry, { everyMinutes: 60 }, forget, {});
}
