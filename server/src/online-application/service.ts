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
export {
  confirmOwnReceipt,
  getOwnProgress,
  lookUpProgress,
  openProgressToken,
  rateOwnCase,
  supplementOwnCase,
  uploadOwnSupplement,
  withdrawOwnCase,
} from './own-case.js';
export { getAskedOpinion, giveOpinion, uploadOpinionFile } from './opinion.js';
export {
  beginOnlineForm,
  checkOnlineForm,
  removeFromOnlineForm,
  submitOnlineForm,
  uploadToOnlineForm,
} from './public-forms.js';
export { confirmOnlineReceipt, getOnlineApplication, openOnlineFile } from './office.js';
export { openProgress, sealSession, type ProgressSession } from './progress.js';
export type { AfterSubmit } from './submit.js';
