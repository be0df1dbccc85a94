import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { announceChanges, deliver, DELIVER_JOB } from './deliveries.js';

const announce = defineJob({
  name: 'integration.announce',
  label: '汇集要告知外部系统的办理进展',
  payload: z.object({}),
});

export function registerIntegrationJobs(registry: JobRegistry): void {
  handleJob(registry, DELIVER_JOB, (ctx, { agencyId, deliveryId }, { attempt }) =>
    deliver(ctx, agencyId, deliveryId, attempt >= DELIVER_JOB.maxAttempts),
  );
  handleJob(registry, announce, async (ctx) => {
    await announceChanges(ctx);
  });
  scheduleJob(registry, { everyMinutes: 1 }, announce, {});
}
