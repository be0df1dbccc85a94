import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { systemActor } from '@gongkai/core';
import { RECOUNT_JOBS } from '../calendar/service.js';
import { reprojectForCalendar } from './calendar-change.js';
import { tellOfDueCases, tellSupervisors } from './tell-due.js';

const tellDue = defineJob({
  name: 'application.tellDue',
  label: '提醒临近和超过期限的申请',
  payload: z.object({}),
});
const tellWeek = defineJob({
  name: 'application.tellSupervisors',
  label: '向监督人员通知每周期限情况',
  payload: z.object({}),
});

export function registerApplicationJobs(registry: JobRegistry): void {
  handleJob(registry, RECOUNT_JOBS.cases, async (ctx, { firstDay }) => {
    await reprojectForCalendar(ctx, systemActor(RECOUNT_JOBS.cases.name), firstDay);
  });
  handleJob(registry, tellDue, async (ctx) => {
    await tellOfDueCases(ctx);
  });
  scheduleJob(registry, { dailyAt: '08:00' }, tellDue, {});
  handleJob(registry, tellWeek, async (ctx) => {
    await tellSupervisors(ctx);
  });
  // Every day, so that a Monday off is made up for; once a week in effect.
  scheduleJob(registry, { dailyAt: '08:10' }, tellWeek, {});
}
