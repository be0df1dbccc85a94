import { z } from 'zod';
import type { ApiRoute } from './api-route.js';
import { pageOf } from './identity/agency-api.js';

/** A job that has failed, for whoever looks after the system. */
export const failedJobSchema = z.object({
  jobId: z.string(),
  kind: z.string(),
  /** Chinese; the kind's name where no program of today knows it. */
  label: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'failed', 'discarded']),
  attempt: z.number().int(),
  /** What went wrong last, without personal data. */
  error: z.string().nullable(),
  enqueuedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type FailedJob = z.infer<typeof failedJobSchema>;

const job = z.object({ jobId: z.string().min(1).max(100) });

export const JOB_ROUTES = {
  listFailedJobs: {
    method: 'get',
    path: '/jobs',
    summary: '失败的后台任务，最近失败的在前',
    tag: 'system',
    permission: 'job.view',
    audit: { none: '任务只有种类、时间和故障，没有个人信息。' },
    query: z.object({
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: pageOf(failedJobSchema),
  },
  retryJob: {
    method: 'post',
    path: '/jobs/{jobId}/retry',
    summary: '重试一项失败的后台任务',
    tag: 'system',
    permission: 'job.retry',
    audit: 'job.retried',
    params: job,
    response: failedJobSchema,
  },
  discardJob: {
    method: 'delete',
    path: '/jobs/{jobId}',
    summary: '放弃一项失败的后台任务',
    tag: 'system',
    permission: 'job.retry',
    audit: 'job.discarded',
    params: job,
    response: failedJobSchema,
  },
} as const satisfies Record<string, ApiRoute>;
