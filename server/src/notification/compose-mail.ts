import { createHash } from 'node:crypto';
import { notificationRule, notificationText, type NotificationKind } from '@gongkai/core';
import type { Mail } from '../platform/mail/mail.js';
import type { Site } from '../platform/portal/site.js';
import { pathOf } from './inbox.js';
import type { Inbox, NotificationRow } from './queries.js';
import { ADDRESS_LINK_HOURS } from './settings.js';

/** What every mail of an installation has in common. */
export interface MailFrame {
  readonly site: Pick<Site, 'name' | 'isDemonstration'>;
  /** Without a slash at its end. */
  readonly publicUrl: string;
  readonly unsubscribeLink: string;
}

type Composed = Pick<Mail, 'subject' | 'text' | 'id'>;

/** One piece of news. The subject line names its kind alone; the body ids, counts, days and a link. */
export function composeNews(row: NotificationRow, frame: MailFrame): Composed {
  const { label, english, version } = notificationRule(row.kind);
  return {
    id: `notification-${row.notificationId}`,
    subject: subjectLine(frame, `${label} ${english}`),
    text: [
      notificationText(row.kind, row.details),
      ...(row.subjectType === 'case' ? [`编号：${row.subjectId}`] : []),
      `查看：${frame.publicUrl}${pathOf(row)}`,
      '',
      `English: ${english}. Sign in to see it.`,
      ...foot(frame, `${row.kind}/${version}`),
    ].join('\n'),
  };
}

/** What has gathered since the last one, counted by kind. The number is that of its first piece of news: it stays when it is tried again. */
export function composeDigest(rows: readonly NotificationRow[], inbox: Inbox, frame: MailFrame): Composed {
  const counts = new Map<NotificationKind, number>();
  for (const { kind } of rows) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const first = rows[0]?.notificationId ?? '';
  const key = createHash('sha256').update(JSON.stringify([inbox.agencyId, inbox.accountId, first]));
  return {
    id: `digest-${key.digest('hex').slice(0, 32)}`,
    subject: subjectLine(frame, `您有 ${rows.length} 件通知 Daily digest`),
    text: [
      `您有 ${rows.length} 件通知：`,
      ...[...counts].map(([kind, count]) => {
        const { label, english } = notificationRule(kind);
        return `- ${label}（${english}）：${count} 件`;
      }),
      `查看：${frame.publicUrl}/console/notifications`,
      ...foot(frame, 'digest/1'),
    ].join('\n'),
  };
}

/** The link that proves an address. */
export function composeVerification(
  nonce: string,
  link: string,
  { site }: Pick<MailFrame, 'site'>,
): Composed {
  return {
    id: `verify-${nonce}`,
    subject: subjectLine({ site }, '验证邮箱 Confirm your address'),
    text: [
      `有人请求把${site.name}的通知发到这个邮箱。是您本人的，请在 ${ADDRESS_LINK_HOURS} 小时内打开下面的链接确认：`,
      link,
      '不是您本人的，不必理会，以后也不会收到邮件。',
      '',
      'English: open the link to confirm that notifications may be sent here; otherwise ignore this mail.',
      '',
      '模板 address/1',
    ].join('\n'),
  };
}

export function subjectLine({ site }: Pick<MailFrame, 'site'>, text: string): string {
  return `【${site.name}】${site.isDemonstration ? '〔演示〕' : ''}${text}`;
}

function foot({ site, unsubscribeLink }: MailFrame, template: string): string[] {
  return [
    '',
    '--',
    `${site.name}，自动发送，请勿回复。`,
    `不再接收邮件 Unsubscribe：${unsubscribeLink}`,
    `模板 ${template}`,
  ];
}
