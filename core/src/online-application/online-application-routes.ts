import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { disclosureGuideSchema, presentedGuideSchema } from './guide.js';
import {
  rightsAnswerSchema,
  rightsContactSchema,
  rightsFileSchema,
  rightsRequestPageSchema,
  rightsRequestQuerySchema,
  rightsRequestSchema,
} from './rights-request.js';

const agency = agencyParamsSchema;
const caseOf = agency.extend({ caseId: z.string() });
const requestOf = agency.extend({ requestId: z.string() });

/** What came over the public pages with a case; `isOnline` false: it came another way. */
/** What an applicant does with an open case; `feePaid` is his word, and the office registers the payment itself. */
export const ONLINE_ACTS = ['supplement', 'withdrawn', 'feePaid'] as const;

export const onlineApplicationSchema = z.object({
  isOnline: z.boolean(),
  submittedAt: z.string().nullable(),
  /** The wish of 条例第二十九条第二款第三项, in words. */
  provision: z.string().nullable(),
  help: z.string().nullable(),
  items: z.array(z.string()),
  /** Others in the application, their names masked. */
  companions: z.array(z.object({ relation: z.string(), name: z.string().nullable() })),
  applicantConfirmedOn: localDateSchema.nullable(),
  officeConfirmedOn: localDateSchema.nullable(),
  files: z.array(rightsFileSchema.extend({ purpose: z.string(), addedOn: localDateSchema })),
  acts: z.array(z.object({ kind: z.enum(ONLINE_ACTS), on: localDateSchema, text: z.string().nullable() })),
});
export type OnlineApplication = z.infer<typeof onlineApplicationSchema>;

export const ONLINE_APPLICATION_ROUTES = {
  getDisclosureGuide: {
    method: 'get',
    path: '/agencies/{code}/disclosure-guide',
    summary: '政府信息公开指南（条例第十二条）',
    tag: 'application',
    isPublic: true,
    params: agency,
    response: presentedGuideSchema,
  },
  saveDisclosureGuide: {
    method: 'put',
    path: '/agencies/{code}/disclosure-guide',
    summary: '修改政府信息公开指南；revision 是所见的修订号',
    tag: 'application',
    permission: 'guide.edit',
    audit: 'guide.changed',
    params: agency,
    body: disclosureGuideSchema.extend({ revision: z.number().int() }),
    response: presentedGuideSchema,
  },
  getOnlineApplication: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/online-application',
    summary: '网上申请随附的内容、附件和双方确认情况',
    tag: 'application',
    permission: 'case.view',
    audit: 'case.viewed',
    params: caseOf,
    response: onlineApplicationSchema,
  },
  confirmOnlineReceipt: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/online-application/confirmation',
    summary: '本机关确认收到网上申请；申请人也已确认的，记录双方确认（条例第三十一条）',
    tag: 'application',
    permission: 'case.record',
    audit: 'online.receiptConfirmed',
    params: caseOf,
    /** `isAgreedByContact`: the applicant confirmed by telephone or in person. */
    body: z.object({ isAgreedByContact: z.boolean() }),
    response: onlineApplicationSchema,
  },
  listRightsRequests: {
    method: 'get',
    path: '/agencies/{code}/rights-requests',
    summary: '更正记录的要求（第四十一条）和主动公开的建议（第四十四条）',
    tag: 'application',
    permission: 'rightsRequest.view',
    audit: { none: '只有编号、日期和状态，不含个人信息。' },
    params: agency,
    query: rightsRequestQuerySchema,
    response: rightsRequestPageSchema,
  },
  getRightsRequest: {
    method: 'get',
    path: '/agencies/{code}/rights-requests/{requestId}',
    summary: '一件要求或者建议',
    tag: 'application',
    permission: 'rightsRequest.view',
    audit: 'rightsRequest.viewed',
    params: requestOf,
    response: rightsRequestSchema,
  },
  recordRightsContact: {
    method: 'post',
    path: '/agencies/{code}/rights-requests/{requestId}/contacts',
    summary: '记录与提出人的一次联系；确认收到的，以这一天为收到之日（条例第三十一条）',
    tag: 'application',
    permission: 'rightsRequest.answer',
    audit: 'rightsRequest.contacted',
    params: requestOf,
    body: rightsContactSchema,
    response: rightsRequestSchema,
  },
  answerRightsRequest: {
    method: 'post',
    path: '/agencies/{code}/rights-requests/{requestId}/answer',
    summary: '答复一件要求或者建议；lastSeq 是所见的最后序号',
    tag: 'application',
    permission: 'rightsRequest.answer',
    audit: 'rightsRequest.answered',
    params: requestOf,
    body: rightsAnswerSchema,
    response: rightsRequestSchema,
  },
} as const satisfies Record<string, ApiRoute>;
