import { z } from 'zod';
import { defineJob } from '../platform/jobs/job-kind.js';

/** Tries for about four hours, longer than a mail server's grey-listing or a usual restart. */
const PATIENCE = { maxAttempts: 10, firstDelaySeconds: 30 } as const;

export const MAIL_JOB = defineJob({
  name: 'notification.mail',
  label: '发送通知邮件',
  payload: z.object({ agencyId: z.string(), notificationId: z.string() }),
  ...PATIENCE,
});

/** The mail with the link that proves an address; the address itself is sealed in its table. */
export const VERIFY_JOB = defineJob({
  name: 'notification.verifyAddress',
  label: '发送邮箱验证邮件',
  isAwaited: true,
  payload: z.object({ agencyId: z.string(), accountId: z.string(), nonce: z.string() }),
  ...PATIENCE,
});

export const DIGEST_JOB = defineJob({
  name: 'notification.digest',
  label: '发送每日通知汇总邮件',
  payload: z.object({ agencyId: z.string(), accountId: z.string() }),
  ...PATIENCE,
});
