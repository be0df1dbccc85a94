import { z } from 'zod';
import { CHANNELS, ITEM_FINDINGS, type Letter } from '../application/vocabulary.js';
import { localDateSchema } from '../calendar/local-date.js';
import { letterSettingSchema } from './letter-setting.js';

const said = z.string().trim().min(1, { error: '请填写。' });
const optional = said.optional();
const day = localDateSchema;
/** One service as it was registered. 国办公开办函〔2016〕235号 */
const serviceRecord = z.object({
  way: z.enum(['post', 'direct', 'otherAgency', 'electronic']),
  servedOn: day,
  trackingNumber: optional,
  receivedOn: day.nullable().default(null),
  /** What came back by the organ's own fault was no service. */
  returned: z
    .object({ on: day, cause: said, keepsDay: z.boolean().default(true) })
    .nullable()
    .default(null),
});
export type ServiceRecord = z.infer<typeof serviceRecord>;
const workingDays = z.number().int().positive();

/** What a finding leaves open under its article: which of the kinds that the article names. 条例第十四至十六条 */
export const GROUND_KINDS = {
  'refused.threeSecuritiesOneStability': {
    nationalSecurity: '国家安全',
    publicSecurity: '公共安全',
    economicSecurity: '经济安全',
    socialStability: '社会稳定',
  },
  'refused.thirdPartyRights': {
    tradeSecret: '商业秘密',
    personalPrivacy: '个人隐私',
    otherRights: '第三方其他合法权益',
  },
  'refused.internalAffairs': {
    personnel: '人事管理',
    logistics: '后勤管理',
    workflow: '内部工作流程',
  },
  'refused.processInformation': {
    discussionRecord: '讨论记录',
    draft: '过程稿',
    negotiationLetter: '磋商信函',
    requestReport: '请示报告',
  },
} as const;
export type GroundedFinding = keyof typeof GROUND_KINDS;

const groundKinds = Object.values(GROUND_KINDS).flatMap((kinds) => Object.keys(kinds)) as [
  string,
  ...string[],
];

/** Findings of 条例第十四至十六条, which a withheld part of a partial disclosure can rest on. */
export const WITHHOLDING_FINDINGS = [
  'refused.stateSecret',
  'refused.forbiddenByLaw',
  'refused.threeSecuritiesOneStability',
  'refused.thirdPartyRights',
  'refused.internalAffairs',
  'refused.processInformation',
  'refused.enforcementCaseFile',
] as const;

/** One part kept back of an item disclosed in part. 条例第三十七条 */
const withheldSchema = z.object({
  what: said,
  finding: z.enum(WITHHOLDING_FINDINGS),
  kinds: z.array(z.enum(groundKinds)).default([]),
  /** The law or administrative regulation with its article, for `refused.forbiddenByLaw`. */
  law: optional,
  reasons: said,
});
export type WithheldInput = z.infer<typeof withheldSchema>;

/** One requested item and what the organ found about it. Which fields a finding needs: `ITEM_NEEDS`. */
export const letterItemSchema = z.object({
  /** The item in the applicant's words. */
  asked: said,
  /** Of a letter that answers several applications: the number of the one that asked it; left out: all of them. */
  ofCase: optional,
  finding: z.enum(ITEM_FINDINGS),
  /** Kinds under the article, where it names several (`GROUND_KINDS`). */
  kinds: z.array(z.enum(groundKinds)).default([]),
  /** The special, forbidding or other rule, with its article. */
  law: optional,
  reasons: optional,
  /** Documents that go with the letter. */
  attachments: z.array(said).default([]),
  /** Way and path to the information: an address on a site, a place, a channel, where to buy it. */
  path: optional,
  /** When it can be had on that path. 条例第三十六条第二项 */
  availableOn: day.optional(),
  /** The form it is given in, where another than asked for, and why. 条例第四十条 */
  form: optional,
  withheld: z.array(withheldSchema).default([]),
  /** The organ or archive to turn to. */
  organ: z.object({ name: said, contact: said }).optional(),
  earlierReply: z.object({ documentNumber: said, servedOn: day }).optional(),
  /** The search that found nothing: its record's reference, its day and where was searched for what. */
  searchRecord: z.object({ reference: said, searchedOn: day, scope: said }).optional(),
  /** The matter has moved from or to another organ. 国办公开办函〔2019〕14号 */
  succession: z.object({ organ: said, movedOn: day, isConsulted: z.boolean() }).optional(),
  /** The answer to a question that asks for no information, where the organ gives one. */
  answer: optional,
});
export type LetterItem = z.infer<typeof letterItemSchema>;

/** The application as the letter restates it. */
const applicationFactsSchema = z.object({
  /** Registration number of the case. */
  number: said,
  receivedOn: day,
  channel: z.enum(CHANNELS),
  /** The request in the applicant's words, summed up. */
  request: said,
  /** The last supplement, from which the term ran anew. */
  supplementedOn: day.optional(),
});

const common = {
  schema: z.literal(1).default(1),
  addressees: z.array(said).min(1, { error: '请填写收件人。' }),
  /** 您 or 你单位. */
  addressAs: z.enum(['person', 'organization']).default('person'),
  application: applicationFactsSchema,
  /** Day of the letter; the law as of this day decides its remedies. */
  decidedOn: day,
  serviceWay: z.enum(['post', 'direct', 'electronic']),
  /** All settings of the agency; the one in force on the day is taken. */
  settings: z.array(letterSettingSchema).min(1, { error: '请先设置本机关文书的固定信息。' }),
};

/** Replies: one letter for each kind of finding, or one for a partial or mixed result. */
export const REPLY_LETTERS = [
  'replyDisclose',
  'replyPartial',
  'replyMixed',
  'replyRefuse',
  'replySpecialQuery',
  'replyNotExist',
  'replyNotThisAgency',
  'replyNeedsCreation',
  'replyUnclear',
  'replyPetition',
  'replyRepeat',
  'replyPublication',
  'replyAbusive',
  'replyConfirmOrReissue',
  'replyNotGovernmentInformation',
  'replyTransferredToArchives',
  'replyInquiry',
  'replyOther',
  'closeLapsed',
] as const satisfies readonly Letter[];
export type ReplyLetter = (typeof REPLY_LETTERS)[number];

const feeLine = z.object({ what: said, quantity: z.number().int(), yuanEach: z.number(), yuan: z.number() });

/** What the law asks of each letter beyond the common parts (law of each in `LETTER_BASIS`). */
export const letterInputSchema = z.discriminatedUnion('letter', [
  z.object({
    ...common,
    letter: z.enum(REPLY_LETTERS),
    /** All items of the decision; the letter takes those that are its own. */
    items: z.array(letterItemSchema).min(1),
    mainItem: z.number().int().nonnegative().optional(),
    /** Steps that explain the day of the reply: consultations, an extension. */
    extendedOn: day.optional(),
    /** For lapses: the notice and the last day of its term. */
    lapse: z.object({ noticeOn: day, lapsedOn: day }).optional(),
    /** For 条例第三十五条: when reasons were demanded, and what the applicant said. */
    reasonsDemanded: z.object({ on: day, explained: optional }).optional(),
    /** Duties that the agency took over or handed on: whoever finds nothing looks at them. 国办公开办函〔2019〕14号 */
    successions: z.array(z.object({ organ: said, movedOn: day })).default([]),
    /** Where the applicant turned to: the order that this reply answers. */
    redecision: z.object({ documentNumber: said, by: z.enum(['reconsideration', 'court']) }).optional(),
  }),
  z.object({
    ...common,
    letter: z.literal('correctionNotice'),
    itemsToCorrect: z.array(z.object({ what: said, how: said })).min(1),
    termDays: workingDays,
  }),
  z.object({
    ...common,
    letter: z.literal('reasonRequest'),
    /** Number and frequency as counted for this case. */
    frequency: said,
    reasons: said,
    termDays: workingDays,
  }),
  z.object({ ...common, letter: z.literal('delayNotice35'), until: day, reasons: said }),
  z.object({
    ...common,
    letter: z.literal('extensionNotice'),
    days: workingDays,
    dueOn: day,
    newDueOn: day,
    reasons: said,
    /** Head of the disclosure office. 条例第三十三条第二款 */
    approver: said,
    approvedOn: day,
  }),
  z.object({
    ...common,
    letter: z.literal('thirdPartyConsult'),
    /** What would be disclosed, without a word about who asks. */
    information: said,
    question: said,
    termDays: workingDays,
  }),
  z.object({
    ...common,
    letter: z.literal('consultNoticeToApplicant'),
    consulted: z.enum(['thirdParty', 'coProducer', 'agency']),
    consultedOn: day,
  }),
  z.object({
    ...common,
    letter: z.literal('thirdPartyDecision'),
    consultedOn: day,
    /** The third party's objection; null while it was silent. */
    objectedOn: day.nullable(),
    content: said,
    reasons: said,
    disclosesOn: day.optional(),
  }),
  z.object({
    ...common,
    letter: z.literal('coProducerConsult'),
    information: said,
    producedWith: said,
    termDays: workingDays,
  }),
  z.object({
    ...common,
    letter: z.literal('assistLetter'),
    isOtherOrgan: z.boolean(),
    task: said,
    answerBy: day,
  }),
  z.object({
    ...common,
    letter: z.literal('feeNotice'),
    basis: z.enum(['perItem', 'perPage']),
    lines: z.array(feeLine).min(1),
    totalYuan: z.number().nonnegative(),
    paymentCode: optional,
  }),
  z.object({ ...common, letter: z.literal('withdrawalRecord'), withdrawnOn: day, proof: said }),
  z.object({
    ...common,
    letter: z.literal('registrationForm'),
    applicantClass: said,
    submittedOn: day,
    confirmedOn: day.nullable(),
    officeReceivedOn: day.nullable().default(null),
    receiving: said,
    dueOn: day.nullable(),
    registrar: said,
  }),
  z.object({
    ...common,
    letter: z.literal('receipt'),
    queryCode: said,
    queryAddress: said,
    dueOn: day.nullable(),
  }),
  z.object({
    ...common,
    letter: z.literal('correctionOfRecord'),
    record: said,
    evidence: said,
    outcome: z.enum(['corrected', 'notCorrected', 'forwarded', 'directed']),
    reasons: said,
    correctedOn: day.optional(),
    organ: z.object({ name: said, contact: said }).optional(),
  }),
  z.object({
    ...common,
    letter: z.literal('serviceReceipt'),
    served: z.array(z.object({ title: said, documentNumber: said })).min(1),
    way: said,
    place: said,
    /** What was registered of the service; left out: the receipt goes along and is filled in by hand. */
    record: serviceRecord.optional(),
  }),
]);
export type LetterInput = z.infer<typeof letterInputSchema>;
export type ReplyInput = Extract<LetterInput, { items: unknown }>;
export type InputOf<L extends Letter> = Extract<LetterInput, { letter: L }>;
