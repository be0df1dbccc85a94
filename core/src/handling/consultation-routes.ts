import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import {
  CONSULTATION_ANSWER_NAMES,
  CONSULTATION_KINDS,
  CONSULTATION_STANDINGS,
  type ConsultationStanding,
} from './consultation.js';
import { keptFileSchema } from './file-api.js';

const ofCase = agencyParamsSchema.extend({ caseId: z.string() });
const ofConsultation = ofCase.extend({ consultationId: z.string() });
const standings = Object.keys(CONSULTATION_STANDINGS) as [ConsultationStanding, ...ConsultationStanding[]];

/** Whom the organ asked, and how that stands. */
export const consultationSchema = z.object({
  consultationId: z.string(),
  kind: z.enum(CONSULTATION_KINDS),
  addressee: z.string().nullable(),
  asked: z.string().nullable(),
  sentOn: localDateSchema,
  receivedOn: localDateSchema.nullable(),
  /** The last day of its term; null: none in law, or its receipt is not known. */
  lapseOn: localDateSchema.nullable(),
  derivation: z.array(z.string()),
  answeredOn: localDateSchema.nullable(),
  answer: z.enum(CONSULTATION_ANSWER_NAMES).nullable(),
  opinion: z.string().nullable(),
  standing: z.enum(standings),
  /** Public interest prevails over an objection or silence: the reasons, and the day of the written notice to the third party. */
  override: z.object({ reasons: z.string().nullable(), noticeOn: localDateSchema }).nullable(),
  /** A link of the third party's own was handed out. */
  hasLink: z.boolean(),
  files: z.array(keptFileSchema),
});
export type Consultation = z.infer<typeof consultationSchema>;

export const newConsultationSchema = z.object({
  kind: z.enum(CONSULTATION_KINDS),
  addressee: z.string().trim().min(2, { error: '请填写征求谁的意见。' }).max(200),
  address: z.string().trim().max(300).default(''),
  /** Must not name the applicant: it is printed in the letter. */
  asked: z.string().trim().min(2, { error: '请写明征求意见的内容。' }).max(4000),
  sentOn: localDateSchema,
  /** When it is known on sending, e.g. handed over. */
  receivedOn: localDateSchema.nullable().default(null),
});
export type NewConsultation = z.infer<typeof newConsultationSchema>;

export const consultationAnswerSchema = z.object({
  on: localDateSchema,
  answer: z.enum(CONSULTATION_ANSWER_NAMES),
  opinion: z.string().trim().max(8000).default(''),
});
export type ConsultationReply = z.infer<typeof consultationAnswerSchema>;

export const overrideSchema = z.object({
  reasons: z.string().trim().min(10, { error: '请写明不公开会对公共利益造成什么重大影响。' }).max(4000),
  noticeOn: localDateSchema,
});
export type PublicInterestOverride = z.infer<typeof overrideSchema>;

export const consultationReceiptSchema = z.object({ on: localDateSchema });

export const CONSULTATION_ROUTES = {
  sendConsultation: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/consultations',
    summary: '征求第三方、共同制作机关意见或者请其他机关协助，同时记录环节',
    tag: 'application',
    permission: 'case.record',
    audit: 'consultation.sent',
    params: ofCase,
    body: newConsultationSchema,
    response: consultationSchema,
  },
  recordConsultationReceipt: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/consultations/{consultationId}/receipt',
    summary: '登记对方收到的日期，期限由此推算',
    tag: 'application',
    permission: 'case.record',
    audit: 'consultation.received',
    params: ofConsultation,
    body: consultationReceiptSchema,
    response: consultationSchema,
  },
  recordConsultationAnswer: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/consultations/{consultationId}/answer',
    summary: '登记对方的答复，同时记录环节',
    tag: 'application',
    permission: 'case.record',
    audit: 'consultation.answered',
    params: ofConsultation,
    body: consultationAnswerSchema,
    response: consultationSchema,
  },
  overrideThirdParty: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/consultations/{consultationId}/override',
    summary: '认定不公开会对公共利益造成重大影响，并书面告知第三方（第三十二条）',
    tag: 'application',
    permission: 'case.approve',
    audit: 'consultation.overridden',
    params: ofConsultation,
    body: overrideSchema,
    response: consultationSchema,
  },
  makeThirdPartyLink: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/consultations/{consultationId}/links',
    summary: '生成第三方自己的网上答复凭证，只显示这一次，旧的随即失效',
    tag: 'application',
    permission: 'case.record',
    audit: 'consultation.linkMade',
    params: ofConsultation,
    response: z.object({ token: z.string() }),
  },
  uploadConsultationFile: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/consultations/{consultationId}/files',
    summary: '上传征求意见的往来材料',
    tag: 'application',
    permission: 'case.record',
    audit: 'file.uploaded',
    params: ofConsultation,
    body: 'upload',
    response: keptFileSchema,
  },
} as const satisfies Record<string, ApiRoute>;
