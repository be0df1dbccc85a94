import { systemActor } from '@gongkai/core';
import { z } from 'zod';
import { RECOUNT_JOBS } from '../calendar/service.js';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { checkDraftLinks, checkPublishedLinks, RECHECK_LINK_JOB, tryLinkAgain } from './published-links.js';
import { RECHECK_PUBLISHED_JOB } from './publication-setting.js';
import { recheckAllPublished, recheckPublished } from './published-findings.js';
import { readEarlierFiles } from './earlier-files.js';
import { DRAFT_LINKS_JOB } from './review-document.js';
import { recountDocumentTerms } from './recount-terms.js';
import { expireDocuments } from './service.js';
import { tellOfDueDocuments } from './tell-due.js';

const expire = defineJob({
  name: 'publication.expire',
  label: '标明有效期届满的文件',
  payload: z.object({}),
});

const tellDue = defineJob({
  name: 'publication.tellDue',
  label: '提醒文稿的公开期限、评估和有效期',
  payload: z.object({}),
});

const checkLinks = defineJob({
  name: 'publication.checkLinks',
  label: '复查已公开的信息和其中的链接',
  payload: z.object({}),
});

export function registerPublicationJobs(registry: JobRegistry): void {
  handleJob(registry, expire, async (ctx) => {
    // As many as there are, each part in its own short transaction.
    while ((await expireDocuments(ctx)) > 0);
  });
  scheduleJob(registry, { dailyAt: '00:10' }, expire, {});
  handleJob(registry, tellDue, async (ctx) => {
    await tellOfDueDocuments(ctx);
  });
  scheduleJob(registry, { dailyAt: '08:05' }, tellDue, {});
  handleJob(registry, checkLinks, async (ctx, _, { signal }) => {
    await readEarlierFiles(ctx, signal);
    await recheckAllPublished(ctx, signal);
    await checkPublishedLinks(ctx, signal);
  });
  scheduleJob(registry, { dailyAt: '02:40' }, checkLinks, {});
  handleJob(registry, RECHECK_PUBLISHED_JOB, async (ctx, { agencyId }, { signal }) => {
    await recheckPublished(ctx, agencyId, signal);
  });
  handleJob(registry, DRAFT_LINKS_JOB, (ctx, place, { signal }) => checkDraftLinks(ctx, place, signal));
  handleJob(registry, RECHECK_LINK_JOB, (ctx, place, { signal }) => tryLinkAgain(ctx, place, signal));
  handleJob(registry, RECOUNT_JOBS.documents, async (ctx, { firstDay }) => {
    await recountDocumentTerms(ctx, systemActor(RECOUNT_JOBS.documents.name), firstDay);
  });
}
