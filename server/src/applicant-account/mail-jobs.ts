import { z } from 'zod';
import { defineJob } from '../platform/jobs/job-kind.js';

/** Tries for about four hours, as the mails of the staff. */
const PATIENCE = { maxAttempts: 10, firstDelaySeconds: 30 } as const;

/** The mail with a link; the address it goes to is sealed in its table. */
export const LINK_MAIL_JOB = defineJob({
  name: 'applicantAccount.mailLink',
  label: '发送申请人账号的链接',
  isAwaited: true,
  payload: z.object({
    accountId: z.string(),
    purpose: z.enum(['address', 'password']),
    nonce: z.string(),
  }),
  ...PATIENCE,
});

/** Somebody wanted to register an address that has an account: its owner is told so, and nobody else. */
export const KNOWN_MAIL_JOB = defineJob({
  name: 'applicantAccount.mailKnown',
  label: '告知已有申请人账号',
  isAwaited: true,
  payload: z.object({ accountId: z.string(), nonce: z.string() }),
  ...PATIENCE,
});

export const PROGRESS_MAIL_JOB = defineJob({
  name: 'applicantAccount.mailProgress',
  label: '发送申请进展邮件',
  payload: z.object({ accountId: z.string(), noticeId: z.string(), caseIds: z.array(z.string()) }),
  ...PATIENCE,
});
