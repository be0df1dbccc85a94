export {
  ANONYMOUS,
  PLATFORM_CHAIN,
  recordAudit,
  recordLook,
  type AuditContext,
  type AuditedActor,
} from './record-audit.js';
