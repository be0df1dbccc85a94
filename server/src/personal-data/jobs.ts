import { systemActor } from '@gongkai/core';
import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { eraseDueData } from './erase.js';
import { countToSealAnew, sealEverythingAnew } from './keys.js';

const eraseDue = defineJob({
  name: 'personalData.erase',
  label: '删除到期的个人信息',
  payload: z.object({}),
});
const reencrypt = defineJob({
  name: 'personalData.reencrypt',
  label: '用新密钥重新加密个人信息',
  payload: z.object({}),
});

export function registerPersonalDataJobs(registry: JobRegistry): void {
  handleJob(registry, eraseDue, async (ctx) => {
    await eraseDueData(ctx, systemActor(eraseDue.name));
  });
  scheduleJob(registry, { dailyAt: '03:30' }, eraseDue, {});

  handleJob(registry, reencrypt, async (ctx, _payload, job) => {
    const total = await countToSealAnew(ctx);
    if (total === 0) return;
    const report = (done: number) => job.reportProgress(done, total);
    await sealEverythingAnew(ctx, systemActor(reencrypt.name), report, job.signal);
  });
  scheduleJob(registry, { everyMinutes: 60 }, reencrypt, {});
}
