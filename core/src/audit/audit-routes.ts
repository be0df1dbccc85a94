import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyCodeSchema, agencyParamsSchema, pageOf } from '../identity/agency-api.js';
import {
  AUDIT_ACTOR_KINDS,
  AUDIT_OUTCOMES,
  AUDIT_PURPOSES,
  AUDIT_SUBJECTS,
  auditActorSchema,
  auditSubjectSchema,
} from './audit-event.js';
import { AUDIT_KINDS, type AuditKind } from './audit-kinds.js';

const kindSchema = z.enum(Object.keys(AUDIT_KINDS) as [AuditKind, ...AuditKind[]]);
const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>) => Object.keys(table) as [K, ...K[]];

/** A record as a page shows it; its details hold ids, counts and names of fields. */
export const auditRecordSchema = z.object({
  /** The place in the chain; null while it waits to be sealed. */
  seq: z.number().int().nullable(),
  occurredAt: z.string(),
  kind: kindSchema,
  actor: auditActorSchema.extend({ kind: z.enum(keysOf(AUDIT_ACTOR_KINDS)), name: z.string().nullable() }),
  subject: auditSubjectSchema,
  purpose: z.enum(keysOf(AUDIT_PURPOSES)).nullable(),
  outcome: z.enum(keysOf(AUDIT_OUTCOMES)),
  details: z.record(z.string(), z.unknown()),
  /** Names of the accounts that its subject and details mean, by id. */
  names: z.record(z.string(), z.string()),
});
export type PresentedAuditRecord = z.infer<typeof auditRecordSchema>;

/** Which records of a chain; without `agency` those of the platform as a whole. */
export const auditFilterSchema = z.object({
  agency: agencyCodeSchema.optional(),
  kind: kindSchema.optional(),
  actor: z.string().max(200).optional(),
  subjectType: z.enum(keysOf(AUDIT_SUBJECTS)).optional(),
  subject: z.string().max(200).optional(),
  /** Days in China, both included. */
  from: localDateSchema.optional(),
  to: localDateSchema.optional(),
});
export type AuditFilter = z.infer<typeof auditFilterSchema>;
export const auditQuerySchema = auditFilterSchema.extend({
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type AuditQuery = z.infer<typeof auditQuerySchema>;

const chainStateSchema = z.object({
  /** Null: the chain of the platform. */
  agencyCode: z.string().nullable(),
  records: z.number().int(),
  blocks: z.number().int(),
  lastSealedAt: z.string(),
  /** Records that no block holds yet. */
  waiting: z.number().int(),
  hash: z.string(),
});
export const auditStateSchema = z.object({
  chains: z.array(chainStateSchema),
  lastAnchor: z
    .object({ anchorId: z.string(), madeAt: z.string(), keyId: z.string(), chains: z.number().int() })
    .nullable(),
});
export type AuditState = z.infer<typeof auditStateSchema>;

/** Stands at `waiting` or `running` until the job has followed the chain. */
export const auditVerificationSchema = z.object({
  verificationId: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'failed']),
  records: z.number().int().nullable(),
  isIntact: z.boolean().nullable(),
  firstBroken: z.number().int().nullable(),
});
export type AuditVerification = z.infer<typeof auditVerificationSchema>;

const chainBody = z.object({ agency: agencyCodeSchema.nullable() });

export const AUDIT_ROUTES = {
  searchAudit: {
    method: 'get',
    path: '/audit/records',
    summary: '检索审计记录：按机关、人员、对象、种类、时间，新的在前',
    tag: 'audit',
    permission: 'audit.view',
    audit: 'audit.searched',
    query: auditQuerySchema,
    response: pageOf(auditRecordSchema),
  },
  getAuditState: {
    method: 'get',
    path: '/audit/state',
    summary: '审计链：已封记录、最近区块、最近的锚',
    tag: 'audit',
    permission: 'audit.view',
    audit: 'audit.stateViewed',
    response: auditStateSchema,
  },
  verifyAudit: {
    method: 'post',
    path: '/audit/verifications',
    summary: '在后台核验一条审计链',
    tag: 'audit',
    permission: 'audit.view',
    audit: 'audit.verificationAsked',
    body: chainBody,
    response: auditVerificationSchema,
  },
  getAuditVerification: {
    method: 'get',
    path: '/audit/verifications/{verificationId}',
    summary: '核验的进展与结论',
    tag: 'audit',
    permission: 'audit.view',
    audit: { none: '只有条数与结论，没有个人信息；核验本身已有记录。' },
    params: z.object({ verificationId: z.string() }),
    query: z.object({ agency: agencyCodeSchema.optional() }),
    response: auditVerificationSchema,
  },
  listCaseTrace: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/trace',
    summary: '一件申请的办理留痕；查看记录只给审计员看',
    tag: 'audit',
    permission: 'case.view',
    audit: 'case.traceViewed',
    params: agencyParamsSchema.extend({ caseId: z.string() }),
    query: auditQuerySchema.pick({ after: true, limit: true }),
    response: pageOf(auditRecordSchema),
  },
} as const satisfies Record<string, ApiRoute>;
