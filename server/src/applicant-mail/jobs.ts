import { handleJob, type JobRegistry } from '../platform/jobs/job-kind.js';
import { APPLICANT_MAIL_JOB } from './mail-job.js';
import { mailApplicant } from './service.js';

export function registerApplicantMailJobs(registry: JobRegistry): void {
  handleJob(registry, APPLICANT_MAIL_JOB, (ctx, payload) => mailApplicant(ctx, payload));
}
