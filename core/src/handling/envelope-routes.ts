import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { keptFileSchema } from './file-api.js';

const ofCase = agencyParamsSchema.extend({ caseId: z.string() });
const ofEnvelope = agencyParamsSchema.extend({ envelopeId: z.string() });

/** How two applications belong together. */
export const CASE_LINKS = {
  merged: '并案答复',
  split: '经申请人同意拆分',
  duplicate: '同日重复提交',
} as const;
export type CaseLinkKind = keyof typeof CASE_LINKS;
export const CASE_LINK_KINDS = Object.keys(CASE_LINKS) as [CaseLinkKind, ...CaseLinkKind[]];

/** One envelope in which several applications came: one scan, a case each, one mail back. */
export const envelopeSchema = z.object({
  envelopeId: z.string(),
  mailNumber: z.string().nullable(),
  /** The organ's signature: the day from which the reply is reckoned (条例第三十一条). */
  signedOn: localDateSchema,
  /** Handed to the disclosure office; kept apart. */
  officeReceivedOn: localDateSchema.nullable(),
  caseIds: z.array(z.string()),
  files: z.array(keptFileSchema),
  returnMailNumber: z.string().nullable(),
  returnMailedOn: localDateSchema.nullable(),
});
export type Envelope = z.infer<typeof envelopeSchema>;

export const caseLinkSchema = z.object({
  caseId: z.string(),
  kind: z.enum(CASE_LINK_KINDS),
  /** What the other is to this one: it was split from it, or this one is answered there. */
  isLeading: z.boolean(),
  reason: z.string().nullable(),
  linkedOn: localDateSchema,
  linkedBy: z.string(),
});
export type CaseLink = z.infer<typeof caseLinkSchema>;

export const returnMailSchema = z.object({
  mailNumber: z.string().trim().min(4, { error: '请填写邮件号。' }).max(60),
  on: localDateSchema,
});
const reason = z.string().trim().min(4, { error: '请说明理由。' }).max(2000);
export const mergeSchema = z.object({
  otherCaseIds: z.array(z.string()).min(1, { error: '请填写一并答复的申请编号。' }).max(50),
  reason,
});
export const splitSchema = z.object({
  parts: z.array(z.string().trim().min(2).max(5000)).min(1, { error: '请填写拆分出去的各部分。' }).max(50),
  /** What this application still asks for. */
  rest: z.string().trim().min(2, { error: '请写明本件还办理哪一部分。' }).max(5000),
  agreedOn: localDateSchema,
  agreedHow: z.string().trim().min(2, { error: '请填写申请人怎样同意的。' }).max(500),
});
export const exclusionSchema = z.object({ ofCaseId: z.string().min(1), reason });

export const ENVELOPE_ROUTES = {
  uploadEnvelopeFile: {
    method: 'post',
    path: '/agencies/{code}/envelopes/{envelopeId}/files',
    summary: '上传信封的扫描件，一份归各件申请',
    tag: 'application',
    permission: 'case.register',
    audit: 'file.uploaded',
    params: ofEnvelope,
    body: 'upload',
    response: keptFileSchema,
  },
  recordReturnMail: {
    method: 'post',
    path: '/agencies/{code}/envelopes/{envelopeId}/return-mail',
    summary: '登记一并寄回的邮件号',
    tag: 'application',
    permission: 'case.register',
    audit: 'envelope.returned',
    params: ofEnvelope,
    body: returnMailSchema,
    response: envelopeSchema,
  },
  getCaseLinks: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/links',
    summary: '同一信封、并案、拆分和重复提交',
    tag: 'application',
    permission: 'case.view',
    audit: 'handling.viewed',
    params: ofCase,
    response: z.object({ envelope: envelopeSchema.nullable(), links: z.array(caseLinkSchema) }),
  },
  mergeCases: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/merges',
    summary: '与同一申请人的其他申请一并答复；各自计数，各自送达',
    tag: 'application',
    permission: 'case.correct',
    audit: 'case.linked',
    params: ofCase,
    body: mergeSchema,
    response: z.object({ linked: z.number().int() }),
  },
  splitCase: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/splits',
    summary: '经申请人同意拆分为几件；不同意的只影响收费的件数',
    tag: 'application',
    permission: 'case.correct',
    audit: 'case.linked',
    params: ofCase,
    body: splitSchema,
    response: z.object({ caseIds: z.array(z.string()) }),
  },
  excludeDuplicate: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/duplicate-exclusion',
    summary: '认定为另一件的同日重复提交，不再计入新收；由负责人说明理由',
    tag: 'application',
    permission: 'case.approve',
    audit: 'case.linked',
    params: ofCase,
    body: exclusionSchema,
    response: z.object({ ofCaseId: z.string() }),
  },
} as const satisfies Record<string, ApiRoute>;
