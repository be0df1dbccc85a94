import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { AUDIT_PURPOSES, type AuditPurpose } from '../audit/audit-event.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import {
  partyValuesSchema,
  presentedPartySchema,
  representativeSchema,
  REPRESENTATIVE_RELATIONS,
  type RepresentativeRelation,
} from './party-values.js';
import { RETENTION_TERM_KINDS, retentionTermSchema, setRetentionTermSchema } from './retention-terms.js';
import { ERASURE_REASONS, RETENTION_KINDS, type ErasureReason } from './retention.data.js';

const caseOf = agencyParamsSchema.extend({ caseId: z.string() });
const purposes = Object.keys(AUDIT_PURPOSES) as [AuditPurpose, ...AuditPurpose[]];

/** A look at personal data says what it is for. */
export const statedPurposeSchema = z.object({ purpose: z.enum(purposes, { error: '请选择查看的用途。' }) });

/** Who applied, and who acts for it. */
export const applicantSchema = z.object({
  values: presentedPartySchema,
  representative: z
    .object({
      relation: z.enum(
        Object.keys(REPRESENTATIVE_RELATIONS) as [RepresentativeRelation, ...RepresentativeRelation[]],
      ),
      values: presentedPartySchema,
    })
    .nullable(),
});
export type PresentedApplicant = z.infer<typeof applicantSchema>;

/**
 * The values that change, of the applicant and of who acts for it; what is left out stays. Leaving none is no correction
 * but an erasure, which needs a reason of law.
 */
export const correctedApplicantSchema = partyValuesSchema
  .safeExtend({ representative: representativeSchema.optional() })
  .refine(
    ({ representative, ...values }) =>
      [...Object.values(values), ...Object.values(representative?.values ?? {})].some(
        (value) => value != null,
      ),
    { error: '更正后的信息至少有一项；要删除全部信息，请用“删除个人信息”并说明理由。' },
  );
export type CorrectedApplicant = z.infer<typeof correctedApplicantSchema>;

export const erasureSchema = z.object({
  kinds: z.array(z.enum(RETENTION_KINDS)).min(1, { error: '请选择要删除的内容。' }),
  reason: z.enum(Object.keys(ERASURE_REASONS) as [ErasureReason, ...ErasureReason[]], {
    error: '请选择删除的理由。',
  }),
});

/** Why what was said in a demand or suggestion goes before its term. */
export const demandErasureSchema = erasureSchema.pick({ reason: true });

/** Everything that is held about one person. 个人信息保护法第四十五条 */
export const personalDataCopySchema = z.object({
  agencyCode: z.string(),
  madeAt: z.string(),
  applicant: applicantSchema,
  cases: z.array(
    z.object({
      caseId: z.string(),
      receivedOn: localDateSchema.nullable(),
      closedOn: localDateSchema.nullable(),
      request: z.string().nullable(),
      isOfOldSystem: z.boolean(),
    }),
  ),
  retention: z.array(z.object({ label: z.string(), years: z.number().int(), source: z.string() })),
});
export type PersonalDataCopy = z.infer<typeof personalDataCopySchema>;

/** How often the same applicant has applied, worked out when it is asked for and kept nowhere. 条例第三十五条 */
export const frequencySchema = z.object({
  total: z.number().int(),
  /** By which value the applicant was told again. */
  basis: z.enum(['identityNumber', 'organisationCode', 'name']).nullable(),
  cases: z.array(
    z.object({ caseId: z.string(), receivedOn: localDateSchema.nullable(), isOfOldSystem: z.boolean() }),
  ),
});
export type ApplicationFrequency = z.infer<typeof frequencySchema>;

export const PERSONAL_DATA_ROUTES = {
  unmaskApplicant: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/applicant/unmask',
    summary: '查看申请人的完整信息；每次查看都记录用途',
    tag: 'application',
    permission: 'personalData.unmask',
    audit: 'party.unmasked',
    params: caseOf,
    body: statedPurposeSchema,
    response: applicantSchema,
  },
  correctApplicant: {
    method: 'put',
    path: '/agencies/{code}/cases/{caseId}/applicant',
    summary: '更正申请人的信息；原来的值不再保留',
    tag: 'application',
    permission: 'personalData.correct',
    audit: 'party.corrected',
    params: caseOf,
    body: correctedApplicantSchema,
    response: applicantSchema,
  },
  eraseApplicant: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/applicant/erase',
    summary: '提前删除申请人的信息；案件和统计数字不变',
    tag: 'application',
    permission: 'personalData.erase',
    audit: 'party.erased',
    params: caseOf,
    body: erasureSchema,
    response: z.object({ erased: z.number().int() }),
  },
  eraseRightsRequest: {
    method: 'post',
    path: '/agencies/{code}/rights-requests/{requestId}/erase',
    summary: '提前删除更正要求或者公开建议的内容；编号、日期和结果不变',
    tag: 'application',
    permission: 'personalData.erase',
    audit: 'rightsRequest.erased',
    params: agencyParamsSchema.extend({ requestId: z.string() }),
    body: demandErasureSchema,
    response: z.object({ erased: z.number().int() }),
  },
  exportApplicant: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/applicant/export',
    summary: '一名申请人被保存的全部个人信息',
    tag: 'application',
    permission: 'personalData.unmask',
    audit: 'party.exported',
    params: caseOf,
    body: statedPurposeSchema,
    response: personalDataCopySchema,
  },
  countApplications: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/applicant/applications',
    summary: '同一申请人的申请次数，供判断是否明显超过合理范围；不保存',
    tag: 'application',
    permission: 'personalData.unmask',
    audit: 'party.frequencyViewed',
    params: caseOf,
    body: statedPurposeSchema,
    response: frequencySchema,
  },
  listRetentionTerms: {
    method: 'get',
    path: '/agencies/{code}/retention-terms',
    summary: '本机关个人信息、通知和登录网络的保存期限',
    tag: 'identity',
    permission: 'agency.view',
    audit: { none: '期限是公布的规则，不是谁的信息。' },
    params: agencyParamsSchema,
    response: z.object({ terms: z.array(retentionTermSchema) }),
  },
  setRetentionTerm: {
    method: 'put',
    path: '/agencies/{code}/retention-terms/{kind}',
    summary: '设定一种保存期限，或者恢复通常的期限',
    tag: 'identity',
    permission: 'settings.manage',
    audit: 'retention.termSet',
    params: agencyParamsSchema.extend({ kind: z.enum(RETENTION_TERM_KINDS) }),
    body: setRetentionTermSchema,
    response: z.object({ terms: z.array(retentionTermSchema) }),
  },
} as const satisfies Record<string, ApiRoute>;
