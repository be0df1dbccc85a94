import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import {
  countOwnUnread,
  getNotificationSettings,
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
  removeNotificationAddress,
  setNotificationAddress,
  setNotificationPreference,
} from './service.js';

/** One's own inbox and how one wants to be told; nobody's else. */
export function registerNotificationApi(api: ApiRegistry): void {
  handle(api, 'listNotifications', ({ ctx, actor, query }) => listNotifications(ctx, actor, query));
  handle(api, 'countUnreadNotifications', ({ ctx, actor }) => countOwnUnread(ctx, actor));
  handle(api, 'markNotificationRead', ({ ctx, actor, params }) =>
    markNotificationRead(ctx, actor, params.notificationId),
  );
  handle(api, 'markAllNotificationsRead', ({ ctx, actor }) => markAllNotificationsRead(ctx, actor));
  handle(api, 'getNotificationSettings', ({ ctx, actor }) => getNotificationSettings(ctx, actor));
  handle(api, 'setNotificationPreference', ({ ctx, actor, body }) =>
    setNotificationPreference(ctx, actor, body),
  );
  handle(api, 'setNotificationAddress', ({ ctx, actor, body }) =>
    setNotificationAddress(ctx, actor, body.address),
  );
  handle(api, 'removeNotificationAddress', ({ ctx, actor }) => removeNotificationAddress(ctx, actor));
}
