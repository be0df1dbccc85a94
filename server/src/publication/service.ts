export {
  attachFile,
  detachFile,
  listHiddenData,
  openDocumentFile,
  scrubDocumentFile,
  type DocumentFilePlace,
} from './document-files.js';
export { draftDocument, draftDocumentIn, saveDraft, startChange } from './draft-document.js';
export { loadDocuments, type DocumentToLoad } from './load-documents.js';
export { getPublicationSetting, savePublicationSetting } from './publication-setting.js';
export { getDocument, listDocuments } from './list-documents.js';
export {
  changeValidity,
  expireDocuments,
  publishDocument,
  publishIn,
  reassessDocument,
  setValidityIn,
  withdrawDocument,
} from './publish-document.js';
export {
  exportPublishedLinks,
  listPublishedLinks,
  lookUpItems,
  recheckLink,
  takePublishedLinks,
} from './published-links.js';
export {
  exportPublishedFindings,
  listPublishedFindings,
  recheckPublished,
  settlePublishedFinding,
} from './published-findings.js';
export { reviewDocument, waiveFinding } from './review-document.js';
export { configureReviewPath, listReviewPaths } from './review-paths.js';
export {
  walkOpenDocuments,
  walkShownStates,
  type OpenDocument,
  type ShownState,
} from './public-documents.js';
