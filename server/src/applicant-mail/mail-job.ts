import { z } from 'zod';
import { defineJob } from '../platform/jobs/job-kind.js';
import { MAILED_EVENT_NAMES } from './texts.js';

/** A mail to the address that an applicant gave; the address itself stays sealed with the party. */
export const APPLICANT_MAIL_JOB = defineJob({
  name: 'applicantMail.send',
  label: '向申请人发送进展邮件',
  payload: z.object({
    agencyId: z.string(),
    caseId: z.string(),
    type: z.enum(MAILED_EVENT_NAMES),
    seq: z.number().int(),
  }),
  // About four hours, longer than a mail server's grey-listing or a usual restart.
  maxAttempts: 10,
  firstDelaySeconds: 30,
});
