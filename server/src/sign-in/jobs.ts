import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { forgetOldAttempts } from '../platform/rate-limit/attempt-limit.js';
import { forgetEndedSessions } from './session.js';

const forget = defineJob({ name: 'sign-in.forget', label: '清除已结束的登录', payload: z.object({}) });

/** Addresses and browsers of sessions are kept no longer than the sessions. */
export function registerSignInJobs(registry: JobRegistry): void {
  handleJob(registry, forget, async (ctx) => {
    await forgetEndedSessions(ctx);
    await forgetOldAttempts(ctx);
  });
  scheduleJob(registry, { everyMinutes: 60 }, forget, {});
}
