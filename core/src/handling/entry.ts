import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';

/** Levels of the risk that a decision is overturned, as the conference estimates them. */
export const LITIGATION_RISKS = { low: '较低', medium: '中等', high: '较高' } as const;
export type LitigationRisk = keyof typeof LITIGATION_RISKS;
const risks = Object.keys(LITIGATION_RISKS) as [LitigationRisk, ...LitigationRisk[]];

/** Ways of speaking with an applicant. */
export const CONTACT_WAYS = {
  telephone: '电话',
  sms: '短信',
  email: '电子邮件',
  visit: '当面',
  letter: '信函',
} as const;
export type ContactWay = keyof typeof CONTACT_WAYS;
const ways = Object.keys(CONTACT_WAYS) as [ContactWay, ...ContactWay[]];

/** What a contact was for; `confirm`: 条例第三十一条. */
export const CONTACT_PURPOSES = {
  confirm: '确认收到申请',
  clarify: '指导和释明',
  withdraw: '申请人表示撤回',
  service: '联系送达',
  other: '其他',
} as const;
export type ContactPurpose = keyof typeof CONTACT_PURPOSES;
const purposes = Object.keys(CONTACT_PURPOSES) as [ContactPurpose, ...ContactPurpose[]];

const text = (most: number) => z.string().trim().min(2).max(most);
const on = localDateSchema;

/** One search for information before it is said not to exist (条例第三十六条第四项). */
export const searchEntrySchema = z.object({
  kind: z.literal('search'),
  on,
  /** Whose hands searched: name and office. */
  searcher: text(100),
  systems: z.array(text(100)).min(1, { error: '请填写检索了哪些系统、档案或者处室。' }).max(20),
  words: z.array(z.string().trim().min(1).max(100)).min(1, { error: '请填写检索用的词。' }).max(50),
  /** What the search covered: years, file numbers. */
  range: z.string().trim().max(500).default(''),
  hasFound: z.boolean(),
  found: text(2000),
});

/** A call, message or talk with the applicant: an entry of evidence. */
export const contactEntrySchema = z.object({
  kind: z.literal('contact'),
  on,
  /** Time of day in China, HH:MM. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: '请按 14:30 的样子填写时间。' }),
  way: z.enum(ways),
  purpose: z.enum(purposes),
  hasReached: z.boolean(),
  summary: text(2000),
});

/** A conference on a hard case (疑难会商), as its minutes hold it; who enters it signs the conclusion. */
export const conferenceEntrySchema = z.object({
  kind: z.literal('conference'),
  on,
  question: text(2000),
  participants: z
    .array(z.object({ name: text(60), office: text(100), opinion: text(2000) }))
    .min(2, { error: '会商至少要有两人参加。' })
    .max(30),
  risk: z.enum(risks),
  riskReason: text(2000),
  conclusion: text(4000),
});

/** A petition, complaint or report handed to its proper channel (条例第三十九条第一款 says may). */
export const petitionEntrySchema = z
  .object({
    kind: z.literal('petition'),
    on,
    receiver: text(200),
    matter: text(2000),
    isHandedOver: z.boolean(),
    /** Whether the applicant's identity went along; never without the consent on record. */
    isWithIdentity: z.boolean().default(false),
    consentOn: localDateSchema.nullable().default(null),
    consentHow: z.string().trim().max(500).default(''),
  })
  .superRefine((entry, context) => {
    if (!entry.isWithIdentity) return;
    if (!entry.isHandedOver) {
      context.addIssue({
        code: 'custom',
        path: ['isWithIdentity'],
        message: '没有转交的，不涉及申请人身份。',
      });
    }
    if (entry.consentOn === null || entry.consentOn > entry.on || entry.consentHow.length < 2) {
      context.addIssue({
        code: 'custom',
        path: ['consentOn'],
        message:
          '转交时附带申请人身份的，须先取得申请人同意：请填写同意的日期和方式。没有同意的，请隐去身份后转交。',
      });
    }
  });

/**
 * 条例第三十五条: why number and frequency are clearly beyond reason, said in this very case. It judges the application
 * and says nothing of a person: no label, no score.
 */
export const excessEntrySchema = z.object({
  kind: z.literal('excess'),
  on,
  /** The term to give reasons, in working days. */
  termDays: z.number().int().min(1).max(60),
  why: text(2000),
});

/** The reasons given, and whether they are reasonable. */
export const excessJudgementEntrySchema = z
  .object({
    kind: z.literal('excessJudgement'),
    on,
    given: text(2000),
    isReasonable: z.boolean(),
    why: text(2000),
    /** Reasonable, but the term of 第三十三条 can't be kept: the delayed day of reply. */
    delayedUntil: localDateSchema.nullable().default(null),
  })
  .refine((entry) => entry.delayedUntil === null || (entry.isReasonable && entry.delayedUntil > entry.on), {
    path: ['delayedUntil'],
    error: '理由合理、不能按期答复的才延迟答复，延迟到的日期应在今后（条例第三十五条）。',
  });

/**
 * Who determined a state secret, when and on what basis, for a refusal by 条例第十四条. It has room for neither title nor
 * content: the platform is no classified system, and what the matter is about is handled off line.
 */
export const secrecyEntrySchema = z
  .object({
    kind: z.literal('secrecyDetermination'),
    on,
    /** The organ, or its person responsible for determining. */
    determinedBy: text(100),
    determinedOn: localDateSchema,
    /** The item of the catalogue of secret matters. */
    basis: text(200),
    /** The neutral number under which the matter is handled off line. */
    offlineNumber: z
      .string()
      .trim()
      .regex(/^[\p{L}\p{N}〔〕()（）-]{2,40}$/u, {
        error: '请填写中性的编号，只用字、数字、括号和连字符，不写标题、内容和密级标志。',
      })
      .refine((value) => !/[秘机绝]密/u.test(value), { error: '编号里不能有密级，请换一个中性的编号。' }),
  })
  .refine(({ determinedOn, on: entered }) => determinedOn <= entered, {
    path: ['determinedOn'],
    error: '定密日期不能晚于登记的日期。',
  });

/** What is entered in the handling of a case and never changed: a mistake is put right by another entry. */
export const handlingEntrySchema = z.discriminatedUnion('kind', [
  searchEntrySchema,
  contactEntrySchema,
  conferenceEntrySchema,
  petitionEntrySchema,
  excessEntrySchema,
  excessJudgementEntrySchema,
  secrecyEntrySchema,
]);
export type HandlingEntry = z.infer<typeof handlingEntrySchema>;
export type HandlingEntryKind = HandlingEntry['kind'];

export const HANDLING_ENTRIES = {
  search: '检索记录',
  contact: '联系记录',
  conference: '疑难会商',
  petition: '信访投诉举报转交',
  excess: '要求说明理由',
  excessJudgement: '理由的判断',
  secrecyDetermination: '线下办理的涉密事项',
} as const satisfies Record<HandlingEntryKind, string>;
