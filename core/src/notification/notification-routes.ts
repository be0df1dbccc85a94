import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { pageOf } from '../identity/agency-api.js';
import { NOTIFICATION_KIND_NAMES } from './notification-kinds.js';
import {
  NOTIFICATION_DELIVERY_NAMES,
  NOTIFICATION_SUBJECTS,
  type NotificationSubjectType,
} from './notification-rule.js';

const kind = z.enum(NOTIFICATION_KIND_NAMES);
const delivery = z.enum(NOTIFICATION_DELIVERY_NAMES);
const subjectType = z.enum(
  Object.keys(NOTIFICATION_SUBJECTS) as [NotificationSubjectType, ...NotificationSubjectType[]],
);

export const notificationSchema = z.object({
  notificationId: z.string(),
  kind,
  /** The sentence in Chinese. */
  text: z.string(),
  subject: z.object({ type: subjectType, id: z.string(), agencyCode: z.string().nullable() }),
  /** Where the subject is opened, below the site's address. */
  path: z.string(),
  createdAt: z.string(),
  readAt: z.string().nullable(),
});
export type PresentedNotification = z.infer<typeof notificationSchema>;

/** How an address for mail stands. */
export const MAIL_ADDRESS_STATES = {
  none: '没有登记',
  pending: '等待验证',
  verified: '已验证',
  refused: '被邮件服务器退回',
  unsubscribed: '已退订',
} as const;
export type MailAddressState = keyof typeof MAIL_ADDRESS_STATES;

const unreadSchema = z.object({ unread: z.number().int() });
export const notificationSettingsSchema = z.object({
  /** Whether this installation sends mail. */
  sendsMail: z.boolean(),
  address: z.object({
    state: z.enum(Object.keys(MAIL_ADDRESS_STATES) as [MailAddressState, ...MailAddressState[]]),
    /** One's own, whole; null when none is registered. */
    value: z.string().nullable(),
  }),
  preferences: z.array(z.object({ kind, delivery })),
});
export type NotificationSettings = z.infer<typeof notificationSettingsSchema>;

const own = { none: '只有本人收件箱里的事项编号，没有个人信息。' } as const;

export const NOTIFICATION_ROUTES = {
  listNotifications: {
    method: 'get',
    path: '/notifications',
    summary: '本人的通知，新的在前',
    tag: 'system',
    permission: 'signedIn',
    audit: own,
    query: z.object({
      kind: kind.optional(),
      unread: z.enum(['true', 'false']).optional(),
      after: z.string().optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: pageOf(notificationSchema),
  },
  countUnreadNotifications: {
    method: 'get',
    path: '/notifications/unread',
    summary: '本人未读通知的件数',
    tag: 'system',
    permission: 'signedIn',
    audit: own,
    response: unreadSchema,
  },
  markNotificationRead: {
    method: 'post',
    path: '/notifications/{notificationId}/read',
    summary: '把一件通知标为已读',
    tag: 'system',
    permission: 'signedIn',
    audit: 'notification.read',
    params: z.object({ notificationId: z.string().min(1).max(100) }),
    response: unreadSchema,
  },
  markAllNotificationsRead: {
    method: 'post',
    path: '/notifications/read',
    summary: '把本人的通知全部标为已读',
    tag: 'system',
    permission: 'signedIn',
    audit: 'notification.read',
    response: unreadSchema,
  },
  getNotificationSettings: {
    method: 'get',
    path: '/notification-settings',
    summary: '本人的邮箱和各类通知的送达方式',
    tag: 'system',
    permission: 'signedIn',
    audit: { none: '只有本人自己登记的邮箱和选择。' },
    response: notificationSettingsSchema,
  },
  setNotificationPreference: {
    method: 'put',
    path: '/notification-settings/preferences',
    summary: '选择一类通知的送达方式',
    tag: 'system',
    permission: 'signedIn',
    audit: 'notification.settingsChanged',
    body: z.object({ kind, delivery }),
    response: notificationSettingsSchema,
  },
  setNotificationAddress: {
    method: 'put',
    path: '/notification-settings/address',
    summary: '登记收通知的邮箱；点开邮件里的链接确认后才使用',
    tag: 'system',
    permission: 'signedIn',
    audit: 'notification.settingsChanged',
    body: z.object({ address: z.email({ error: '请填写完整的邮箱地址。' }).max(200) }),
    response: notificationSettingsSchema,
  },
  removeNotificationAddress: {
    method: 'delete',
    path: '/notification-settings/address',
    summary: '撤掉收通知的邮箱',
    tag: 'system',
    permission: 'signedIn',
    audit: 'notification.settingsChanged',
    response: notificationSettingsSchema,
  },
} as const satisfies Record<string, ApiRoute>;
