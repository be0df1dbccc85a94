import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import {
  caseDetailSchema,
  casePageSchema,
  caseQuerySchema,
  eventCorrectionSchema,
  eventVoidingSchema,
  newCaseSchema,
} from './case-api.js';
import { caseEventSchema } from './vocabulary.js';

const agency = agencyParamsSchema;
const caseOf = agency.extend({ caseId: z.string() });

export const APPLICATION_ROUTES = {
  listCases: {
    method: 'get',
    path: '/agencies/{code}/cases',
    summary: '申请台账，按格、状态、类别等筛选',
    tag: 'application',
    permission: 'case.view',
    audit: 'case.listed',
    params: agency,
    query: caseQuerySchema,
    response: casePageSchema,
  },
  createCase: {
    method: 'post',
    path: '/agencies/{code}/cases',
    summary: '登记一件申请',
    tag: 'application',
    permission: 'case.register',
    audit: 'case.registered',
    params: agency,
    body: newCaseSchema,
    response: caseDetailSchema,
  },
  getCase: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}',
    summary: '一件申请：事件、期限、位次及理由',
    tag: 'application',
    permission: 'case.view',
    audit: 'case.viewed',
    params: caseOf,
    response: caseDetailSchema,
  },
  appendCaseEvent: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/events',
    summary: '记录一个事件；lastSeq 是所见的最后序号，变了则提示重看',
    tag: 'application',
    permission: 'case.record',
    audit: 'case.eventRecorded',
    params: caseOf,
    body: z.object({ event: caseEventSchema, lastSeq: z.number().int() }),
    response: caseDetailSchema,
  },
  correctCaseEvent: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/events/{seq}/corrections',
    summary: '更正一个事件，原记录保留',
    tag: 'application',
    permission: 'case.correct',
    audit: 'case.eventCorrected',
    params: caseOf.extend({ seq: z.coerce.number().int() }),
    body: eventCorrectionSchema.extend({ lastSeq: z.number().int() }),
    response: caseDetailSchema,
  },
  voidCaseEvent: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/events/{seq}/voidings',
    summary: '作废一个误记的事件，原记录保留',
    tag: 'application',
    permission: 'case.correct',
    audit: 'case.eventVoided',
    params: caseOf.extend({ seq: z.coerce.number().int() }),
    body: eventVoidingSchema.extend({ lastSeq: z.number().int() }),
    response: caseDetailSchema,
  },
} as const satisfies Record<string, ApiRoute>;
