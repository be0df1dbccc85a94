import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';
import { FEE_BASIS_NAMES, FEE_STATUS_NAMES } from './case-fee.js';

const ofCase = agencyParamsSchema.extend({ caseId: z.string() });
const ofFee = ofCase.extend({ feeId: z.string() });
const yuan = z.number().int().min(0);
const reason = z.string().trim().min(2, { error: '请说明理由。' }).max(1000);

const feeLineSchema = z.object({
  from: z.number().int(),
  to: z.number().int().nullable(),
  yuanEach: yuan,
  count: z.number().int(),
  amountYuan: yuan,
});

/** What a fee would be and how it is reckoned; nothing is recorded of the applicant. */
export const feeQuoteSchema = z.object({
  basis: z.enum(FEE_BASIS_NAMES),
  quantity: z.number().int(),
  /** Items of the same applicant received earlier in the calendar month; 0 where it is by pages. */
  itemsBefore: z.number().int(),
  amountYuan: yuan,
  lines: z.array(feeLineSchema),
});
export type FeeQuote = z.infer<typeof feeQuoteSchema>;

export const caseFeeSchema = feeQuoteSchema.extend({
  feeId: z.string(),
  status: z.enum(FEE_STATUS_NAMES),
  reason: z.string().nullable(),
  proposedOn: localDateSchema,
  proposedBy: z.string(),
  approvedOn: localDateSchema.nullable(),
  approvedBy: z.string().nullable(),
  paymentCode: z.string().nullable(),
  noticeOn: localDateSchema.nullable(),
  noticeReceivedOn: localDateSchema.nullable(),
  /** Last day of payment: 20 working days from the day after receipt; null before. */
  payBy: localDateSchema.nullable(),
  derivation: z.array(z.string()),
  paidOn: localDateSchema.nullable(),
  receiptNumber: z.string().nullable(),
  waivedOn: localDateSchema.nullable(),
  refundedOn: localDateSchema.nullable(),
  refundedYuan: yuan.nullable(),
  /** What the approver, waiver or refund said. */
  closeReason: z.string().nullable(),
});
export type CaseFee = z.infer<typeof caseFeeSchema>;

export const feeBasisSchema = z.object({
  basis: z.enum(FEE_BASIS_NAMES),
  /** Items where the application is split by 一事一申请, else 1; or pages, one side of A4 or smaller each. */
  quantity: z.number().int().min(1, { error: '请填写件数或者页数。' }).max(100_000),
});
export const feeProposalSchema = feeBasisSchema.extend({ reason });
export const feeDecisionSchema = z.object({ isApproved: z.boolean(), reason: reason.or(z.literal('')) });
export const feeNoticeSchema = z.object({
  on: localDateSchema,
  receivedOn: localDateSchema.nullable().default(null),
  /** From the treasury's own system; left out: one is made. */
  paymentCode: z
    .string()
    .regex(/^[0-9A-Za-z]{8,40}$/, { error: '缴款码应为 8 到 40 位数字或者字母。' })
    .optional(),
});
export const feePaymentSchema = z.object({
  on: localDateSchema,
  amountYuan: yuan,
  receiptNumber: z.string().trim().min(2, { error: '请填写票据号码。' }).max(60),
});
export const feeWaiverSchema = z.object({ reason });
export const feeRefundSchema = z.object({
  on: localDateSchema,
  amountYuan: z.number().int().min(1, { error: '请填写退还的金额。' }),
  reason,
});

export const FEE_ROUTES = {
  quoteFee: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/fee-quotes',
    summary: '测算信息处理费；按件的，当场数同一申请人当月的件数，不留标记',
    tag: 'application',
    permission: 'fee.handle',
    audit: 'party.frequencyViewed',
    params: ofCase,
    body: feeBasisSchema,
    response: feeQuoteSchema,
  },
  listFees: {
    method: 'get',
    path: '/agencies/{code}/cases/{caseId}/fees',
    summary: '一件申请的信息处理费',
    tag: 'application',
    permission: 'case.view',
    audit: { none: '只有金额和日期，没有申请人的信息；看案件本身已有记录。' },
    params: ofCase,
    response: z.object({ items: z.array(caseFeeSchema) }),
  },
  proposeFee: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/fees',
    summary: '提出收费，等待审批',
    tag: 'application',
    permission: 'fee.handle',
    audit: 'fee.proposed',
    params: ofCase,
    body: feeProposalSchema,
    response: caseFeeSchema,
  },
  decideFee: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/fees/{feeId}/decision',
    summary: '审批收费；提出的人不能审批',
    tag: 'application',
    permission: 'fee.approve',
    audit: 'fee.decided',
    params: ofFee,
    body: feeDecisionSchema,
    response: caseFeeSchema,
  },
  notifyFee: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/fees/{feeId}/notice',
    summary: '登记收费通知，生成缴款码，同时记录环节',
    tag: 'application',
    permission: 'fee.handle',
    audit: 'fee.notified',
    params: ofFee,
    body: feeNoticeSchema,
    response: caseFeeSchema,
  },
  payFee: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/fees/{feeId}/payment',
    summary: '登记足额缴费和票据，答复期限自次日重新计算',
    tag: 'application',
    permission: 'fee.handle',
    audit: 'fee.paid',
    params: ofFee,
    body: feePaymentSchema,
    response: caseFeeSchema,
  },
  waiveFee: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/fees/{feeId}/waiver',
    summary: '减免收费；已经通知的，通知一并作废',
    tag: 'application',
    permission: 'fee.approve',
    audit: 'fee.waived',
    params: ofFee,
    body: feeWaiverSchema,
    response: caseFeeSchema,
  },
  refundFee: {
    method: 'post',
    path: '/agencies/{code}/cases/{caseId}/fees/{feeId}/refund',
    summary: '退还已缴的费用',
    tag: 'application',
    permission: 'fee.approve',
    audit: 'fee.refunded',
    params: ofFee,
    body: feeRefundSchema,
    response: caseFeeSchema,
  },
  getFeeTotals: {
    method: 'get',
    path: '/agencies/{code}/fee-totals/{year}',
    summary: '一年的收费通知、应收、实收和退费，供年度报告第六部分',
    tag: 'application',
    permission: 'report.view',
    audit: { none: '只有合计。' },
    params: agencyParamsSchema.extend({ year: z.coerce.number().int() }),
    response: z.object({
      notices: z.number().int(),
      billedYuan: yuan,
      chargedCases: z.number().int(),
      collectedYuan: z.number().int(),
      refundedYuan: yuan,
      waivedYuan: yuan,
      /** How the bound sentence reads now; null: nothing to report. */
      sentence: z.string().nullable(),
    }),
  },
} as const satisfies Record<string, ApiRoute>;
