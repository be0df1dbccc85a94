import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyCodeSchema, pageOf } from '../identity/agency-api.js';
import { VALIDITY_NAMES } from '../publication/document-vocabulary.js';
import { CLEANUP_RESULT_NAMES, CLEANUP_STATUS_NAMES } from './cleanup-round.js';

/** What the ledger of 立改废 holds. */
export const REGULATION_KINDS = { rule: '规章', normativeDocument: '行政规范性文件' } as const;
export type RegulationKind = keyof typeof REGULATION_KINDS;
export const REGULATION_KIND_NAMES = Object.keys(REGULATION_KINDS) as [RegulationKind, ...RegulationKind[]];

/** What happened to a document in a year. */
export const REGULATION_CHANGES = {
  made: '立（本年制发）',
  amended: '改（本年修改）',
  ended: '废（本年废止、失效）',
} as const;
export type RegulationChange = keyof typeof REGULATION_CHANGES;
export const REGULATION_CHANGE_NAMES = Object.keys(REGULATION_CHANGES) as [
  RegulationChange,
  ...RegulationChange[],
];

export const REGULATION_SORTS = ['-madeOn', 'madeOn', 'expiresOn', '-endedOn', 'title'] as const;
export type RegulationSort = (typeof REGULATION_SORTS)[number];

const yearSchema = z.coerce.number().int().min(2000).max(2100);

export const regulationQuerySchema = z.object({
  year: yearSchema,
  kind: z.enum(REGULATION_KIND_NAMES).optional(),
  validity: z.enum(VALIDITY_NAMES).optional(),
  change: z.enum(REGULATION_CHANGE_NAMES).optional(),
  /** In force, with a last day within this many days. */
  expiresWithin: z.coerce.number().int().min(1).max(3650).optional(),
  q: z.string().max(100).optional(),
  sort: z.enum(REGULATION_SORTS).default('-madeOn'),
  after: z
    .string()
    .regex(/^\d{1,7}$/)
    .optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RegulationQuery = z.infer<typeof regulationQuerySchema>;

export const regulationSchema = z.object({
  recordId: z.string(),
  kind: z.enum(REGULATION_KIND_NAMES),
  title: z.string(),
  number: z.string().nullable(),
  madeOn: localDateSchema,
  disclosedOn: localDateSchema.nullable(),
  endedOn: localDateSchema.nullable(),
  expiresOn: localDateSchema.nullable(),
  /** The latest day on which another document or a clean-up changed it. */
  amendedOn: localDateSchema.nullable(),
  validity: z.enum(VALIDITY_NAMES),
  /** The document of the register that it is; null: it was entered for table 二 alone. */
  documentId: z.string().nullable(),
  isPublic: z.boolean(),
  /** What the latest published clean-up found. */
  lastCleanup: z.enum(CLEANUP_RESULT_NAMES).nullable(),
});
export type Regulation = z.infer<typeof regulationSchema>;

/** A figure of table 二 of the year with the cell whose sources it comes from. */
const figureSchema = z.object({
  cell: z.string(),
  label: z.string(),
  value: z.number().nullable(),
  /** A total that somebody signed for, where no documents of the kind are kept one by one. */
  isAttested: z.boolean(),
});

export const regulationPageSchema = pageOf(regulationSchema).extend({
  figures: z.array(z.object({ kind: z.enum(REGULATION_KIND_NAMES), values: z.array(figureSchema) })),
});
export type RegulationPage = z.infer<typeof regulationPageSchema>;

export const newCleanupSchema = z.object({
  title: z.string().trim().min(2, { error: '请填写清理的名称。' }).max(200),
  /** What it is about and why: superior's order, change of a law. */
  scope: z.string().trim().min(2, { error: '请说明清理的范围和依据。' }).max(1000),
  kinds: z.array(z.enum(REGULATION_KIND_NAMES)).min(1, { error: '请选择清理的种类。' }),
  /** Documents in force at the end of this day are looked at. */
  asOf: localDateSchema,
  dueOn: localDateSchema.nullable().default(null),
});
export type NewCleanup = z.infer<typeof newCleanupSchema>;

export const cleanupEntrySchema = z.object({
  recordId: z.string(),
  kind: z.enum(REGULATION_KIND_NAMES),
  title: z.string(),
  number: z.string().nullable(),
  madeOn: localDateSchema,
  documentId: z.string().nullable(),
  result: z.enum(CLEANUP_RESULT_NAMES).nullable(),
  reason: z.string().nullable(),
  endedOn: localDateSchema.nullable(),
  decidedBy: z.string().nullable(),
});
export type CleanupEntry = z.infer<typeof cleanupEntrySchema>;

export const cleanupSummarySchema = z.object({
  roundId: z.string(),
  title: z.string(),
  scope: z.string(),
  kinds: z.array(z.enum(REGULATION_KIND_NAMES)),
  asOf: localDateSchema,
  dueOn: localDateSchema.nullable(),
  status: z.enum(CLEANUP_STATUS_NAMES),
  openedAt: z.string(),
  openedBy: z.string(),
  signedAt: z.string().nullable(),
  signedBy: z.string().nullable(),
  publishedAt: z.string().nullable(),
  /** Documents by their result; `none`: without one yet. */
  counts: z.object({
    none: z.number().int(),
    keep: z.number().int(),
    amend: z.number().int(),
    repeal: z.number().int(),
    lapse: z.number().int(),
  }),
});
export type CleanupSummary = z.infer<typeof cleanupSummarySchema>;

export const cleanupRoundSchema = cleanupSummarySchema.extend({ entries: z.array(cleanupEntrySchema) });
export type CleanupRound = z.infer<typeof cleanupRoundSchema>;

export const cleanupResultsSchema = z.object({
  results: z
    .array(
      z.object({
        recordId: z.string().min(1).max(120),
        result: z.enum(CLEANUP_RESULT_NAMES),
        reason: z.string().trim().min(2).max(1000).nullable().default(null),
        endedOn: localDateSchema.nullable().default(null),
      }),
    )
    .min(1)
    .max(2000),
});
export type CleanupResults = z.infer<typeof cleanupResultsSchema>;

const agency = z.object({ code: agencyCodeSchema });
const round = agency.extend({ roundId: z.string().min(1).max(60) });
const nothingPersonal = { none: '规章和规范性文件的台账不是个人信息。' } as const;

export const REGULATION_ROUTES = {
  listRegulations: {
    method: 'get',
    path: '/agencies/{code}/regulations',
    summary: '规章、行政规范性文件的立改废台账，附表二的数',
    tag: 'publication',
    permission: 'document.view',
    audit: nothingPersonal,
    params: agency,
    query: regulationQuerySchema,
    response: regulationPageSchema,
  },
  listCleanups: {
    method: 'get',
    path: '/agencies/{code}/cleanup-rounds',
    summary: '规章和规范性文件清理的各次',
    tag: 'publication',
    permission: 'document.view',
    audit: nothingPersonal,
    params: agency,
    response: z.object({ items: z.array(cleanupSummarySchema) }),
  },
  openCleanup: {
    method: 'post',
    path: '/agencies/{code}/cleanup-rounds',
    summary: '开始一次清理：范围内现行有效的文件全部列入',
    tag: 'publication',
    permission: 'regulation.cleanUp',
    audit: 'cleanup.opened',
    params: agency,
    body: newCleanupSchema,
    response: cleanupRoundSchema,
  },
  getCleanup: {
    method: 'get',
    path: '/agencies/{code}/cleanup-rounds/{roundId}',
    summary: '一次清理：每一件的结果和理由',
    tag: 'publication',
    permission: 'document.view',
    audit: nothingPersonal,
    params: round,
    response: cleanupRoundSchema,
  },
  setCleanupResults: {
    method: 'put',
    path: '/agencies/{code}/cleanup-rounds/{roundId}/results',
    summary: '拟定清理结果，全部成功才生效',
    tag: 'publication',
    permission: 'regulation.cleanUp',
    audit: 'cleanup.resultsSet',
    params: round,
    body: cleanupResultsSchema,
    response: cleanupRoundSchema,
  },
  signCleanup: {
    method: 'post',
    path: '/agencies/{code}/cleanup-rounds/{roundId}/signature',
    summary: '审定清理结果，或者退回',
    tag: 'publication',
    permission: 'document.signOff',
    audit: 'cleanup.signed',
    params: round,
    body: z.object({ action: z.enum(['sign', 'return']) }),
    response: cleanupRoundSchema,
  },
  publishCleanup: {
    method: 'post',
    path: '/agencies/{code}/cleanup-rounds/{roundId}/publication',
    summary: '公布清理结果，同时更新每一件的有效性',
    tag: 'publication',
    permission: 'document.publish',
    audit: 'cleanup.published',
    params: round,
    response: cleanupRoundSchema,
  },
} as const satisfies Record<string, ApiRoute>;
