import { systemActor } from '@gongkai/core';
import { z } from 'zod';
import { RECOUNT_JOBS } from '../calendar/jobs.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { recountDocumentTerms } from './recount-terms.js';
import { expireDocuments } from './service.js';

const expire = defineJob({
  name: 'publication.expire',
  label: '标明有效期届满的文件',
  payload: z.object({}),
});

export function registerPublicationJobs(registry: JobRegistry): void {
  handleJob(registry, expire, async (ctx) => {
    // As many as there are, each part in its own short transaction.
    while ((await expireDocuments(ctx)) > 0);
  });
  scheduleJob(registry, { dailyAt: '00:10' }, expire, {});
  handleJob(registry, RECOUNT_JOBS.documents, async (ctx, { firstDay }) => {
    await recountDocumentTerms(ctx, systemActor(RECOUNT_JOBS.documents.name), firstDay);
  });
}
