import { z } from 'zod';
import type { ApiRoute } from '../api-route.js';
import { localDateSchema } from '../calendar/local-date.js';
import { agencyParamsSchema } from '../identity/agency-api.js';

/** What the applicant can do now, by the names of its calls. */
const APPLICANT_ACTS = ['confirm', 'supplement', 'withdraw', 'rate'] as const;

const fileSchema = z.object({
  fileId: z.string(),
  label: z.string(),
  fileName: z.string(),
  /** Bytes. */
  size: z.number().int(),
  sha256: z.string(),
});

/** A fee that the applicant was told of, in yuan. 国办函〔2020〕109号 */
const feeSchema = z.object({
  status: z.enum(['noticed', 'paid', 'waived', 'refunded']),
  basis: z.string(),
  lines: z.array(
    z.object({ what: z.string(), quantity: z.number(), yuanEach: z.number(), yuan: z.number() }),
  ),
  amountYuan: z.number(),
  paymentCode: z.string().nullable(),
  noticeOn: localDateSchema,
  payBy: localDateSchema,
  paidOn: localDateSchema.nullable(),
  receiptNumber: z.string().nullable(),
  waivedOn: localDateSchema.nullable(),
  refundedOn: localDateSchema.nullable(),
  refundedYuan: z.number().nullable(),
});

/** As the applicant's page shows it; of a demand or a suggestion there are no terms. */
const progressShape = z.object({
  number: z.string(),
  agencyCode: z.string(),
  status: z.string(),
  dueOn: localDateSchema.nullable(),
  /** Until when the applicant has to act. */
  lapsesOn: localDateSchema.nullable(),
  /** Why the term ends on that day, a line a day. */
  derivation: z.array(z.string()),
  timeline: z.array(z.object({ on: localDateSchema, text: z.string() })),
  answer: z.string().nullable(),
  acts: z.array(z.enum(APPLICANT_ACTS)),
  fees: z.array(feeSchema),
  /** What can be done against the answer, in sentences. */
  remedies: z.array(z.string()),
  /** Letters that were served; each file is at `/progress/files/{fileId}` with the same `progress-token`. */
  letters: z.array(
    z.object({
      title: z.string(),
      documentNumber: z.string().nullable(),
      servedOn: localDateSchema,
      files: z.array(fileSchema),
    }),
  ),
});
/* Named, so that the table of routes does not spell them out at each call. */
/* eslint-disable @typescript-eslint/no-empty-object-type */
export interface PublicProgress extends z.output<typeof progressShape> {}
export interface GivenProgress extends z.input<typeof progressShape> {}
/* eslint-enable @typescript-eslint/no-empty-object-type */
export const progressSchema: z.ZodType<PublicProgress, GivenProgress> = progressShape;

export const progressLookupSchema = z.object({
  number: z.string().trim().min(1, { error: '请输入回执上的编号。' }).max(80),
  queryCode: z.string().trim().min(1, { error: '请输入回执上的查询码。' }).max(40),
});

/** The same key with the same content is one effect and one answer. */
export const idempotencyKeySchema = z
  .string()
  .min(8, { error: '幂等键（Idempotency-Key）至少8个字符，建议用随机的UUID。' })
  .max(200)
  .optional();

const opened = z.object({ 'progress-token': z.string({ error: '请先用编号和查询码取得 progress-token。' }) });
const openedOnce = opened.extend({ 'idempotency-key': idempotencyKeySchema });
const linked = z.object({ 'link-token': z.string({ error: '请写明征求意见链接中的 token。' }).max(200) });
const done = { tag: 'application', isPublic: true, response: progressSchema } as const;
const keptFileSchema = z.object({ fileName: z.string(), size: z.number().int() });

/** What a third party was asked; nothing of who applied (条例第三十二条). */
const askedSchema = z.object({
  addressee: z.string().nullable(),
  asked: z.string().nullable(),
  sentOn: localDateSchema,
  lapseOn: localDateSchema.nullable(),
  isAnswered: z.boolean(),
});

/** All that the pages of an applicant, and of a third party that was asked, let one do. */
export const OWN_CASE_ROUTES = {
  openProgress: {
    method: 'post',
    path: '/progress-sessions',
    summary: '用编号和查询码取得 progress-token，30分钟内有效；以下各项都在请求头里带上它',
    tag: 'application',
    isPublic: true,
    body: progressLookupSchema,
    response: z.object({ token: z.string() }),
  },
  getOwnProgress: {
    ...done,
    method: 'get',
    path: '/own-progress',
    summary: '办到哪里、现在可以做什么、费用、文书和救济途径',
    headers: opened,
  },
  confirmOwnReceipt: {
    ...done,
    method: 'post',
    path: '/own-progress/confirmation',
    summary: '申请人确认机关已经收到申请（条例第三十一条）；重复确认没有影响',
    headers: opened,
  },
  uploadOwnSupplement: {
    method: 'post',
    path: '/own-progress/supplement-files',
    summary: '上传补正的文件，随后提交补正',
    tag: 'application',
    isPublic: true,
    headers: opened,
    body: 'upload',
    response: keptFileSchema,
  },
  supplementOwnCase: {
    ...done,
    method: 'post',
    path: '/own-progress/supplement',
    summary: '提交补正，答复期限重新计算（条例第三十条）；上传过补正文件的，文字可以不填',
    headers: openedOnce,
    body: z.object({ text: z.string().trim().max(5000).default('') }),
  },
  withdrawOwnCase: {
    ...done,
    method: 'post',
    path: '/own-progress/withdrawal',
    summary: '撤回申请，不能恢复',
    headers: openedOnce,
    body: z.object({ reason: z.string().trim().max(1000).default('') }),
  },
  rateOwnCase: {
    ...done,
    method: 'post',
    path: '/own-progress/rating',
    summary: '评价这次办理，只统计件数；重复评价没有影响',
    headers: opened,
    /** 5: very satisfied. */
    body: z.object({ grade: z.number().int().min(1).max(5) }),
  },
  getAskedOpinion: {
    method: 'get',
    path: '/agencies/{code}/asked-opinion',
    summary: '征求意见的内容和期限，用征求意见链接中的 token',
    tag: 'application',
    isPublic: true,
    params: agencyParamsSchema,
    headers: linked,
    response: askedSchema,
  },
  uploadOpinionFile: {
    method: 'post',
    path: '/agencies/{code}/asked-opinion/files',
    summary: '上传意见的附件，随后提交意见',
    tag: 'application',
    isPublic: true,
    params: agencyParamsSchema,
    headers: linked,
    body: 'upload',
    response: keptFileSchema,
  },
  giveOpinion: {
    method: 'post',
    path: '/agencies/{code}/asked-opinion/answer',
    summary: '第三方答复是否同意公开（条例第三十二条）；同样的意见再交一次没有影响',
    tag: 'application',
    isPublic: true,
    params: agencyParamsSchema,
    headers: linked,
    body: z
      .object({
        answer: z.enum(['agrees', 'objects', 'other'], { error: '请选择同意还是不同意。' }),
        opinion: z.string().trim().max(8000).default(''),
      })
      .refine(({ answer, opinion }) => answer === 'agrees' || opinion !== '', {
        path: ['opinion'],
        error: '请写明理由。',
      }),
    response: askedSchema,
  },
} as const satisfies Record<string, ApiRoute>;
