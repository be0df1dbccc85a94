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
export { readToken, signToken } from './signed-link.js';
export { endUnsubscription, isUnsubscribed, unsubscribeHeaders, unsubscribeLink } from './unsubscribe.js';
export { eraseOldNotifications, type MailRecipient } from './queries.js';
export { subjectLine } from './compose-mail.js';
