export {
  addPeer,
  exportPackages,
  importPackages,
  ownNode,
  type ImportResult,
  type PackageFile,
} from './exchange.js';
export { exchangesUsing, replacePeerKey } from './key-change.js';
export { countExchangeByKey, sealExchangeUnderActiveKey } from './seal-anew.js';
export {
  confirmAtInbox,
  openInboxProgress,
  purgeInbox,
  submitRightsToInbox,
  submitToInbox,
} from './inbox.js';
export {
  actAtInbox,
  answerAtInbox,
  openInboxLetter,
  rateAtInbox,
  rightsStateOf,
  viewOfApplication,
} from './inbox-acts.js';
export { exchangeStanding, getExchange, type PeerStanding } from './standing.js';
