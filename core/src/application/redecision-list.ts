import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema, pageOf } from '../identity/agency-api.js';
import { caseSummarySchema } from './case-api.js';

/** Who ordered the new answer. */
export const REDECISION_SOURCES = { reconsideration: '行政复议', court: '法院裁判' } as const;
export type RedecisionSource = keyof typeof REDECISION_SOURCES;
/** Whether the new answer is owed, overdue, or has been served. */
export const REDECISION_STATES = { open: '待重新答复', overdue: '已超过期限', served: '已重新答复' } as const;

/**
 * One new answer that a reconsideration or a court ordered, under way or served. It is counted neither as received nor as a
 * result again (国办公开办函〔2021〕30号表三): the list alone shows it.
 */
export const redecisionSchema = z.object({
  caseId: z.string(),
  request: caseSummarySchema.shape.request,
  unitCode: z.string().nullable(),
  by: z.enum(Object.keys(REDECISION_SOURCES) as [RedecisionSource, ...RedecisionSource[]]),
  orderedOn: localDateSchema,
  /** The order's own term; null: working days of that year are not known yet. */
  dueOn: localDateSchema.nullable(),
  servedOn: localDateSchema.nullable(),
  /** Null: not served, or no term to judge by. */
  inTime: z.boolean().nullable(),
});
export type Redecision = z.output<typeof redecisionSchema>;

export const redecisionQuerySchema = z.object({
  state: z.enum(['open', 'overdue', 'served']).optional(),
  by: redecisionSchema.shape.by.optional(),
  /** The order took effect in the year. */
  year: z.coerce.number().int().min(2008).max(2100).optional(),
  sort: z.enum(['orderedOn', '-orderedOn']).default('-orderedOn'),
  after: z.string().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
export type RedecisionQuery = z.output<typeof redecisionQuerySchema>;

export const REDECISION_ROUTES = {
  listRedecisions: {
    method: 'get',
    path: '/agencies/{code}/redecisions',
    summary: '重新答复：复议或者法院撤销后重做的，待办的和已经答复的',
    tag: 'application',
    permission: 'case.view',
    audit: 'case.listed',
    params: agencyParamsSchema,
    query: redecisionQuerySchema,
    response: pageOf(redecisionSchema),
  },
} as const satisfies Record<string, ApiRoute>;
