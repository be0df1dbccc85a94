export {
  actFromInboxIn,
  attachFromInbox,
  attachToRightsFromInbox,
  confirmFromInboxIn,
  enterFromInboxIn,
  keepActIn,
  rateFromInboxIn,
  readInboxProgress,
  type InboxAct,
  type InboxCase,
} from './from-inbox.js';
export { getGuide, saveGuide } from './guide.js';
export { checkOnlineForm, lookUpProgress, submitOnlineForm } from './public-forms.js';
export { confirmOnlineReceipt, getOnlineApplication, openOnlineFile } from './office.js';
export { openProgress, sealSession, type ProgressSession } from './progress.js';
export type { AfterSubmit } from './submit.js';
