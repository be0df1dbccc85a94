export { countAddressesByKey, sealAddressesUnderActiveKey } from './address-keys.js';
export {
  countOwnUnread,
  listNotifications,
  markAllNotificationsRead,
  markNotificationRead,
} from './inbox.js';
export { notify, tell, type News } from './notify.js';
export { recipientsOf } from './recipients.js';
export {
  getNotificationSettings,
  removeNotificationAddress,
  setNotificationAddress,
  setNotificationPreference,
} from './settings.js';
