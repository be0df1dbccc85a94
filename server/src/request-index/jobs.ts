import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { countCommonOfAll, fillRequestIndex } from './service.js';

const fill = defineJob({
  name: 'requestIndex.fill',
  label: '为已有申请建立查找索引',
  payload: z.object({}),
});
const count = defineJob({
  name: 'requestIndex.count',
  label: '统计申请内容的常用词',
  payload: z.object({}),
});

export function registerRequestIndexJobs(registry: JobRegistry): void {
  handleJob(registry, fill, async (ctx, _payload, job) => {
    await fillRequestIndex(ctx, job.signal);
  });
  scheduleJob(registry, { everyMinutes: 30 }, fill, {});
  handleJob(registry, count, async (ctx, _payload, job) => {
    await countCommonOfAll(ctx, job.signal);
  });
  scheduleJob(registry, { dailyAt: '04:10' }, count, {});
}
