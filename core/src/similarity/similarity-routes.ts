import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { APPLICANT_CLASSES, OUTCOME_ROWS } from '../annual-report/tables.js';
import { CASE_STATUSES, type CaseStatus } from '../application/vocabulary.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { partyValuesSchema } from '../personal-data/party-values.js';
import { SIMILARITY_GRADES, type SimilarityGrade } from './compare-requests.js';

const statuses = Object.keys(CASE_STATUSES) as [CaseStatus, ...CaseStatus[]];
const grades = Object.keys(SIMILARITY_GRADES) as [SimilarityGrade, ...SimilarityGrade[]];
const piecesSchema = z.array(z.object({ text: z.string(), isShared: z.boolean() }));

/** An earlier request that is like one, with what both say side by side. It says nothing of persons. */
export const similarRequestSchema = z.object({
  /** `fact`: of the old system's ledger. */
  source: z.enum(['case', 'fact']),
  caseId: z.string(),
  grade: z.enum(grades),
  /** 0–1 of what is asked for. */
  share: z.number(),
  receivedOn: localDateSchema.nullable(),
  /** Null for a case of an old system. */
  status: z.enum(statuses).nullable(),
  /** The day on which its reply was served; null: none was. */
  repliedOn: localDateSchema.nullable(),
  row: z.enum(OUTCOME_ROWS).nullable(),
  /** By the number of the document, the organisation's code, or else by name and class; null: not known. */
  isSameApplicant: z.boolean().nullable(),
  /** The conditions of 条例第三十六条第（六）项 are met as far as the register can tell. */
  mayBeRepeat: z.boolean(),
  isReceivedSameDay: z.boolean(),
  here: piecesSchema,
  there: piecesSchema,
});
export type SimilarRequest = z.infer<typeof similarRequestSchema>;

export const similarRequestsSchema = z.object({ items: z.array(similarRequestSchema) });

export const SIMILARITY_ROUTES = {
  findSimilarRequests: {
    method: 'post',
    path: '/agencies/{code}/similar-requests',
    summary: '登记之前核对：与所填内容相近的已有申请及其答复',
    tag: 'application',
    permission: 'case.register',
    audit: 'case.similarSought',
    params: agencyParamsSchema,
    body: z.object({
      request: z.string().min(1, { error: '请填写所需政府信息的名称或者特征描述。' }).max(5000),
      receivedOn: localDateSchema.optional(),
      applicantClass: z.enum(APPLICANT_CLASSES).optional(),
      applicantName: z.string().max(200).nullable().optional(),
      applicantDetails: partyValuesSchema.optional(),
    }),
    response: similarRequestsSchema,
  },
  listSimilarCases: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/similar',
    summary: '与一件申请相近的其他申请及其答复',
    tag: 'application',
    permission: 'case.view',
    audit: 'case.similarSought',
    params: agencyParamsSchema.extend({ caseId: z.string() }),
    response: similarRequestsSchema,
  },
} as const satisfies Record<string, ApiRoute>;
