import { NOTIFICATION_KINDS, type NotificationKind } from './notification-kinds.js';
import type { NotificationDetails, NotificationSubjectType } from './notification-rule.js';

/** The sentence of a piece of news. @throws RangeError when a detail is missing that the sentence names */
export function notificationText(kind: NotificationKind, details: NotificationDetails): string {
  return NOTIFICATION_KINDS[kind].body.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = details[name as keyof NotificationDetails];
    if (value === undefined) throw new RangeError(`The news ${kind} needs the detail ${name}.`);
    return detailWords(name, value);
  });
}

function detailWords(name: string, value: string | number): string {
  if (name !== 'days') return String(value);
  return value === 0 ? '今天到期' : `还有 ${value} 个工作日`;
}

/** Where the subject is opened, below the site's address. `year` is that which the console shows it in. */
export function notificationPath(
  about: {
    readonly type: NotificationSubjectType;
    readonly id: string;
    readonly agencyCode: string | null;
  },
  year: number,
): string {
  const { type, id, agencyCode } = about;
  if (type === 'account') return '/account';
  if (type === 'job') return '/console/jobs';
  if (type === 'administrators') return '/console/administrators';
  if (agencyCode === null) return '/console/';
  const place = `/console/agencies/${encodeURIComponent(agencyCode)}/${year}`;
  const tails: Readonly<
    Record<Exclude<NotificationSubjectType, 'account' | 'administrators' | 'job'>, string>
  > = {
    case: `/cases/${encodeURIComponent(id)}`,
    task: '/unit-tasks',
    cases: '',
    remedy: `/remedies/${encodeURIComponent(id)}`,
    rightsRequest: `/rights-requests/${encodeURIComponent(id)}`,
    document: `/documents/${encodeURIComponent(id)}`,
    report: '/report',
    incident: '/secrecy-incidents',
    exchange: '/exchange',
    delegation: '/people',
  };
  return `${place}${tails[type]}`;
}
