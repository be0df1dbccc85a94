import { handleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { renderLetter } from './render.js';
import { RENDER_LETTER_JOB } from './render-job.js';

export function registerLetterJobs(registry: JobRegistry): void {
  handleJob(registry, RENDER_LETTER_JOB, (ctx, payload) => renderLetter(ctx, payload));
}
