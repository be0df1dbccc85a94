import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { discardJob, listFailedJobs, retryJob, type JobLabels } from './service.js';

/** What looks after the running system. */
export function registerJobApi(api: ApiRegistry, labels: JobLabels): void {
  handle(api, 'listFailedJobs', ({ ctx, actor, query }) => listFailedJobs(ctx, actor, query, labels));
  handle(api, 'retryJob', ({ ctx, actor, params }) => retryJob(ctx, actor, params.jobId, labels));
  handle(api, 'discardJob', ({ ctx, actor, params }) => discardJob(ctx, actor, params.jobId, labels));
}
