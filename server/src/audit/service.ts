export {
  ANONYMOUS,
  auditRecordOf,
  PLATFORM_CHAIN,
  recordAudit,
  recordLook,
  type AuditContext,
  type AuditedActor,
} from './record-audit.js';
export { pendingWhen, type PendingRecord } from './queries.js';
export { makeAnchor, signerOf } from './anchor.js';
export { listChainHeads, verifyChainsAgainst, type ChainHead } from './chain-heads.js';
export { listRecordsAbout, LOOK_KINDS, type RecordPage } from './search.js';
export { sealAllChains } from './seal-records.js';
