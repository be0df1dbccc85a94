import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { forgetRegisterExports, makeRegisterExport, REGISTER_EXPORT_JOB } from './register-exports.js';

const forgetExports = defineJob({
  name: 'ledger.forgetExports',
  label: '清除到期的台账导出文件',
  payload: z.object({}),
});

export function registerLedgerJobs(registry: JobRegistry): void {
  handleJob(registry, REGISTER_EXPORT_JOB, (ctx, key, job) => makeRegisterExport(ctx, key, job));
  handleJob(registry, forgetExports, async (ctx) => {
    await forgetRegisterExports(ctx);
  });
  scheduleJob(registry, { dailyAt: '03:40' }, forgetExports, {});
}
