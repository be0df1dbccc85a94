import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';
import type { Permission } from '../identity/permission.js';
import type { Role } from '../identity/role.js';

/** How somebody learns of a kind of news; the inbox holds it in any case. */
export const NOTIFICATION_DELIVERIES = {
  mail: '收件箱，并立即发邮件',
  digest: '收件箱，并汇入每日一封邮件',
  inbox: '只在收件箱',
} as const;
export type NotificationDelivery = keyof typeof NOTIFICATION_DELIVERIES;
export const NOTIFICATION_DELIVERY_NAMES = Object.keys(NOTIFICATION_DELIVERIES) as [
  NotificationDelivery,
  ...NotificationDelivery[],
];

/** What news is about. */
export const NOTIFICATION_SUBJECTS = {
  case: '申请',
  remedy: '复议诉讼',
  task: '协办任务',
  cases: '申请台账',
  rightsRequest: '更正要求或者建议',
  document: '文稿',
  report: '年度报告',
  incident: '涉密标志事件',
  job: '后台任务',
  delegation: '代办',
  account: '账号',
  administrators: '三员',
  exchange: '网络间交换',
} as const;
export type NotificationSubjectType = keyof typeof NOTIFICATION_SUBJECTS;

/** All that a message may say beside its subject's number: counts and days. Names and texts have no place here. */
export const notificationDetailsSchema = z
  .strictObject({
    count: z.number().int().min(0),
    overdue: z.number().int().min(0),
    /** Working days left. */
    days: z.number().int().min(0),
    dueOn: localDateSchema,
    fromOn: localDateSchema,
    untilOn: localDateSchema,
    year: z.number().int(),
    version: z.number().int().min(1),
  })
  .partial();
export type NotificationDetails = z.infer<typeof notificationDetailsSchema>;

/** Who is told: those it is addressed to by name, or those who may do something there. */
export type NotificationAudience =
  | 'addressee'
  | {
      readonly permission: Permission;
      /** Of those, only these. */
      readonly roles?: readonly Role[];
      /** Only those whose role is of the very unit, not of the whole agency. */
      readonly isOfUnit?: true;
    };

/** A kind of news with its template. `version` goes up with every change of the words, and is named in the mail. */
export interface NotificationKindRule {
  readonly label: string;
  readonly english: string;
  readonly version: number;
  /** `{name}` stands for a detail. */
  readonly body: string;
  readonly subject: NotificationSubjectType;
  readonly audience: NotificationAudience;
  /** Unless the person has chosen otherwise. */
  readonly delivery: NotificationDelivery;
}
