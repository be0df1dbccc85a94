export {
  ANONYMOUS,
  PLATFORM_CHAIN,
  recordAudit,
  type AuditContext,
  type AuditedActor,
} from './record-audit.js';
