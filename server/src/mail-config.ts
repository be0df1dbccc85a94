import { DomainError } from '@gongkai/core';
import { z } from 'zod';
import type { MailSettings } from './platform/mail/mailer.js';

/** What the environment says of mail. */
export const MAIL_ENVIRONMENT = {
  // The message names the shape only: what was typed holds a password.
  GONGKAI_SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: '写法如 smtps://账号:口令@主机:465 或 smtp://主机:587，口令里的特殊字符按百分号编码。',
    })
    .optional(),
  GONGKAI_MAIL_FROM: z
    .string()
    .regex(/^([^<>\r\n]{1,80} <[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/, {
      error: '写法如 政府信息公开平台 <xxgk@example.gov.cn>。',
    })
    .optional(),
  GONGKAI_SMTP_CA_FILE: z.string().min(1).optional(),
};
type MailEnvironment = z.infer<z.ZodObject<typeof MAIL_ENVIRONMENT>> & {
  readonly GONGKAI_PUBLIC_URL: string | null;
};

/** Null: no mail is sent. @throws DomainError INVALID_INPUT that names what is missing */
export function mailSettingsOf(settings: MailEnvironment): MailSettings | null {
  const { GONGKAI_SMTP_URL: url, GONGKAI_MAIL_FROM: from, GONGKAI_SMTP_CA_FILE: caFile = null } = settings;
  if (url === undefined) return null;
  if (from === undefined || settings.GONGKAI_PUBLIC_URL === null) {
    throw new DomainError(
      'INVALID_INPUT',
      '设置有误。GONGKAI_SMTP_URL：还要设置 GONGKAI_MAIL_FROM（发件人）和 GONGKAI_PUBLIC_URL（邮件里的链接以它开头）。',
    );
  }
  return { url, from, caFile };
}
