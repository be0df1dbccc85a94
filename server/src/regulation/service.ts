export { exportRegulations, listRegulations, REGULATION_COLUMN_NAMES } from './regulation-ledger.js';
export {
  exportCleanup,
  findPublishedRound,
  getCleanup,
  listCleanups,
  listPublishedRounds,
  openCleanup,
  publishCleanup,
  setCleanupResults,
  signCleanup,
  type PublishedRound,
} from './cleanup.js';
