export {
  answerByLink,
  answerByLinkIn,
  BY_LINK,
  consultationOfLink,
  findAskedThirdParty,
  isAnsweredAlike,
  listAskedByLink,
  makeThirdPartyLink,
  overrideThirdParty,
  recordConsultationAnswer,
  recordConsultationReceipt,
  sendConsultation,
  uploadConsultationFile,
  type AskedThirdParty,
} from './consultations.js';
export {
  addHandlingEntry,
  addHandlingEntryIn,
  countUnconfirmedCases,
  getHandling,
  hasHandlingEntry,
  listUnconfirmedCases,
  printConference,
  uploadEntryFile,
} from './entries.js';
export {
  countFeesOfYear,
  decideFee,
  getFeeTotals,
  listFees,
  notifyFee,
  payFee,
  proposeFee,
  quoteFee,
  refundFee,
  waiveFee,
} from './fees.js';
export { feeToNotice, listOwnFees, noticeFeeIn, unnoticeFeeIn, type OwnFee } from './fee-notices.js';
export { enterEnvelopeIn, envelopeOf, recordReturnMail, uploadEnvelopeFile } from './envelopes.js';
export { openHandlingFile } from './files.js';
export { excludeDuplicate, getCaseLinks, listMergedCaseIds, mergeCases, splitCase } from './links.js';
export {
  answerUnitTask,
  assignUnitTask,
  handOverUnitTask,
  listUnitTasks,
  remindUnitTask,
  uploadTaskFile,
  withdrawUnitTask,
} from './unit-tasks.js';
