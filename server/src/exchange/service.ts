export {
  addPeer,
  exchangeStanding,
  exportPackages,
  importPackages,
  ownNode,
  type ImportResult,
  type PeerStanding,
} from './exchange.js';
export { confirmAtInbox, openInboxProgress, submitToInbox } from './inbox.js';
