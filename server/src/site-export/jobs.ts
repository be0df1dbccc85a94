import { z } from 'zod';
import { defineJob, handleJob, scheduleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { exportSite } from './export-site.js';
import type { PageSource, SiteExportSettings } from './settings.js';

const run = defineJob({
  name: 'site-export.run',
  label: '更新静态网站',
  payload: z.object({}),
});

/** Where the site is written after each publication, and what draws its pages. */
export interface SiteExportJob {
  readonly settings: Omit<SiteExportSettings, 'isFull' | 'isSkippedIfSame'>;
  readonly source: PageSource;
}

/** Looks each minute whether something public has changed, where a folder is set up. */
export function registerSiteExportJobs(registry: JobRegistry, job: SiteExportJob | null): void {
  handleJob(registry, run, async (ctx) => {
    // A job that was asked for before the folder was taken out of the settings.
    if (job === null) return;
    const result = await exportSite(ctx, job.source, {
      ...job.settings,
      isFull: false,
      isSkippedIfSame: true,
    });
    if (result === null) return;
    const { broken, ...figures } = result;
    ctx.logger.info(figures, 'site exported');
    if (broken.length > 0) ctx.logger.warn({ broken: broken.slice(0, 20) }, 'pages lead to nothing');
  });
  if (job !== null) scheduleJob(registry, { everyMinutes: 1 }, run, {});
}
