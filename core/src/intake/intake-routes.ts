import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { CHANNELS } from '../application/vocabulary.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { keptFileSchema } from '../handling/file-api.js';
import { REPRESENTATIVE_RELATIONS, type RepresentativeRelation } from '../personal-data/party-values.js';
import { attachmentKindSchema, attachmentRemovalSchema, attachmentSchema } from './attachment.js';
import { newIntakeSchema } from './intake-form.js';
import { newRightsIntakeSchema } from './rights-intake.js';

const ofCase = agencyParamsSchema.extend({ caseId: z.string() });
const draftId = z.string().regex(/^[\w-]{8,60}$/, { error: '草稿的编号不对，请重新打开登记页面。' });
const ofDraft = agencyParamsSchema.extend({ draftId });
const relations = Object.keys(REPRESENTATIVE_RELATIONS) as [
  RepresentativeRelation,
  ...RepresentativeRelation[],
];

/** What was typed, as the page keeps it: a flat list of answers. At most 200,000 characters. */
const typedSchema = z.string().max(200_000);

export const intakePaperSchema = keptFileSchema.extend({ kind: attachmentKindSchema });
export type IntakePaper = z.infer<typeof intakePaperSchema>;

/** A form that was begun: kept sealed for the one who fills it in, until it is sent or a week is over. */
export const intakeDraftSchema = z.object({
  draftId: z.string(),
  savedAt: z.string(),
  typed: z.string(),
  papers: z.array(intakePaperSchema),
  /** What it became; null while it is a draft. */
  caseIds: z.array(z.string()).nullable(),
  /** A demand for correction or a suggestion that it became, which is no case. */
  rightsRequestId: z.string().nullable(),
});
export type IntakeDraft = z.infer<typeof intakeDraftSchema>;

/** How a case was taken in at the desk. */
export const intakeRecordSchema = z.object({
  channel: z.enum(CHANNELS),
  takenBy: z.string(),
  takenAt: z.string(),
  /** Null once it was erased. */
  details: z
    .object({
      mailNumber: z.string(),
      sentFrom: z.string(),
      provision: z.string(),
      authority: z.string(),
      hardship: z.string(),
      agreed: z.string(),
      note: z.string(),
    })
    .nullable(),
  companions: z.array(z.object({ relation: z.enum(relations), name: z.string().nullable() })),
  /** What 第二十九条 asks for and the application lacked. */
  gaps: z.array(z.string()),
  /** Proposed as a second copy of this case. */
  duplicateOf: z.string().nullable(),
});
export type IntakeRecord = z.infer<typeof intakeRecordSchema>;

export const INTAKE_ROUTES = {
  listIntakeDrafts: {
    method: 'get',
    path: '/agencies/{code}/intake-drafts',
    summary: '本人没有登记完的收件草稿',
    tag: 'application',
    permission: 'case.register',
    audit: { none: '只有本人草稿的编号和时间。' },
    params: agencyParamsSchema,
    response: z.object({ items: z.array(z.object({ draftId: z.string(), savedAt: z.string() })) }),
  },
  getIntakeDraft: {
    method: 'get',
    path: '/agencies/{code}/intake-drafts/{draftId}',
    summary: '本人的一份收件草稿',
    tag: 'application',
    permission: 'case.register',
    audit: 'intake.draftOpened',
    params: ofDraft,
    response: intakeDraftSchema,
  },
  saveIntakeDraft: {
    method: 'put',
    path: '/agencies/{code}/intake-drafts/{draftId}',
    summary: '保存收件草稿，只有本人看得到，七天后删除',
    tag: 'application',
    permission: 'case.register',
    audit: { none: '只改变本人的草稿。' },
    params: ofDraft,
    body: z.object({ typed: typedSchema }),
    response: z.object({ savedAt: z.string() }),
  },
  discardIntakeDraft: {
    method: 'post',
    path: '/agencies/{code}/intake-drafts/{draftId}/removal',
    summary: '丢弃本人的收件草稿和其中的扫描件',
    tag: 'application',
    permission: 'case.register',
    audit: 'intake.draftDiscarded',
    params: ofDraft,
    response: z.object({ isRemoved: z.boolean() }),
  },
  uploadIntakePaper: {
    method: 'post',
    path: '/agencies/{code}/intake-drafts/{draftId}/papers/{kind}',
    summary: '上传收到的材料的扫描件；带涉密标志的不收',
    tag: 'application',
    permission: 'case.register',
    audit: 'file.uploaded',
    params: ofDraft.extend({ kind: attachmentKindSchema }),
    body: 'upload',
    response: intakePaperSchema,
  },
  removeIntakePaper: {
    method: 'post',
    path: '/agencies/{code}/intake-drafts/{draftId}/papers/{fileId}/removal',
    summary: '从草稿中去掉一份扫描件',
    tag: 'application',
    permission: 'case.register',
    audit: 'intake.draftDiscarded',
    params: ofDraft.extend({ fileId: z.string() }),
    response: z.object({ isRemoved: z.boolean() }),
  },
  registerIntake: {
    method: 'post',
    path: '/agencies/{code}/intake-drafts/{draftId}/submission',
    summary: '登记收到的申请；同一份草稿登记两次仍是一次',
    tag: 'application',
    permission: 'case.register',
    audit: 'case.registered',
    params: ofDraft,
    body: newIntakeSchema,
    response: z.object({ caseIds: z.array(z.string()) }),
  },
  registerRightsIntake: {
    method: 'post',
    path: '/agencies/{code}/intake-drafts/{draftId}/rights-request',
    summary: '登记收到的更正要求或者公开建议（条例第四十一、四十四条）；同一份草稿登记两次仍是一次',
    tag: 'application',
    permission: 'case.register',
    audit: 'rightsRequest.submitted',
    params: ofDraft,
    body: newRightsIntakeSchema,
    response: z.object({ requestId: z.string() }),
  },
  getIntakeRecord: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/intake',
    summary: '一件申请的收件登记；不是在窗口登记的为 null',
    tag: 'application',
    permission: 'case.view',
    audit: 'handling.viewed',
    params: ofCase,
    response: z.object({ record: intakeRecordSchema.nullable() }),
  },
  listAttachments: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/attachments',
    summary: '一件申请的附件，移除的也列出',
    tag: 'application',
    permission: 'case.view',
    audit: 'handling.viewed',
    params: ofCase,
    response: z.object({ items: z.array(attachmentSchema) }),
  },
  addAttachment: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/attachments/{kind}',
    summary: '给一件申请添加附件',
    tag: 'application',
    permission: 'case.record',
    audit: 'file.uploaded',
    params: ofCase.extend({ kind: attachmentKindSchema }),
    body: 'upload',
    response: attachmentSchema,
  },
  removeAttachment: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/attachments/{attachmentId}/removal',
    summary: '说明理由，移除一份误传的附件',
    tag: 'application',
    permission: 'file.remove',
    audit: 'attachment.removed',
    params: ofCase.extend({ attachmentId: z.string() }),
    body: attachmentRemovalSchema,
    response: z.object({ items: z.array(attachmentSchema) }),
  },
} as const satisfies Record<string, ApiRoute>;
