export {
  discardIntakeDraft,
  forgetStaleDrafts,
  getIntakeDraft,
  listIntakeDrafts,
  removeIntakePaper,
  saveIntakeDraft,
  uploadIntakePaper,
} from './drafts.js';
export { addAttachment, listAttachments, openAttachment, removeAttachment } from './attachments.js';
export { printLabels } from './labels.js';
export { getIntakeRecord, printIntake } from './records.js';
export { registerIntake } from './submit.js';
export { registerRightsIntake } from './submit-rights.js';
export { printRightsReceipt } from './print-rights.js';
