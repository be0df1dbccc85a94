import { z } from 'zod';
import { localDateSchema } from '../calendar/local-date.js';
import { APPLICANT_CLASSES, OUTCOME_ROWS, type OutcomeRow } from '../annual-report/tables.js';

/** Ways in which an application arrives (条例第二十九、三十一条; 国办公开办函〔2017〕19号). E-mail counts as internet. */
export const CHANNELS = ['counter', 'registeredMail', 'letter', 'web', 'email', 'fax', 'oral'] as const;
export type Channel = (typeof CHANNELS)[number];

/** Channels whose receipt date is the day on which both sides confirm (条例第三十一条). */
export const CHANNELS_NEEDING_CONFIRMATION = [
  'letter',
  'web',
  'email',
  'fax',
] as const satisfies readonly Channel[];

/** Kinds of organs, which decide the reconsideration authority (行政复议法 2023 第二十四至二十八条). */
export const AGENCY_KINDS = [
  'localDepartment',
  'localGovernment',
  'stateCouncilDepartment',
  'verticalSystem',
] as const;
export type AgencyKind = (typeof AGENCY_KINDS)[number];

/** What the organ found about one requested item: the rows of 表三 and the grounds behind them (条例第三十六至三十九条). */
export const ITEM_FINDINGS = [
  ...OUTCOME_ROWS,
  'disclosed',
  'alreadyPublic',
  'notExist',
  'notThisAgency',
  'notGovernmentInformation',
  'transferredToArchives',
  'inquiry',
] as const;
export type ItemFinding = (typeof ITEM_FINDINGS)[number];

/** The row of 表三 that each finding is counted in. */
export const ROW_OF_FINDING = {
  granted: 'granted',
  disclosed: 'granted',
  alreadyPublic: 'granted',
  partiallyGranted: 'partiallyGranted',
  'refused.stateSecret': 'refused.stateSecret',
  'refused.forbiddenByLaw': 'refused.forbiddenByLaw',
  'refused.threeSecuritiesOneStability': 'refused.threeSecuritiesOneStability',
  'refused.thirdPartyRights': 'refused.thirdPartyRights',
  'refused.internalAffairs': 'refused.internalAffairs',
  'refused.processInformation': 'refused.processInformation',
  'refused.enforcementCaseFile': 'refused.enforcementCaseFile',
  'refused.specialQuery': 'refused.specialQuery',
  'unable.notHeld': 'unable.notHeld',
  notExist: 'unable.notHeld',
  notThisAgency: 'unable.notHeld',
  'unable.needsCreation': 'unable.needsCreation',
  'unable.stillUnclear': 'unable.stillUnclear',
  'unprocessed.petition': 'unprocessed.petition',
  'unprocessed.repeat': 'unprocessed.repeat',
  'unprocessed.publication': 'unprocessed.publication',
  'unprocessed.abusive': 'unprocessed.abusive',
  'unprocessed.confirmOrReissue': 'unprocessed.confirmOrReissue',
  'other.lapsedCorrection': 'other.lapsedCorrection',
  'other.lapsedFee': 'other.lapsedFee',
  'other.rest': 'other.rest',
  notGovernmentInformation: 'other.rest',
  transferredToArchives: 'other.rest',
  inquiry: 'other.rest',
} as const satisfies Record<ItemFinding, OutcomeRow>;

const on = localDateSchema;
const receivedOn = localDateSchema.optional();
const workingDays = z.number().int().positive();
/** Tells two consultations of one kind apart: the id that an answer shares with the sending. */
const ref = z.string().max(60).optional();
/** Left out: an opinion that is neither consent nor objection. */
const agrees = z.boolean().optional();

/**
 * Everything that can happen to an application. `on` is the day that the law counts. Days of terms are working days.
 * A payload may carry further keys (notes, ids); they are ignored here.
 */
export const caseEventSchema = z.discriminatedUnion('type', [
  /** `on`: day handed in, day the organ signed for registered mail, or day sent by the other channels. */
  z.object({
    type: z.literal('submitted'),
    on,
    channel: z.enum(CHANNELS),
    /** Registered mail handed to the disclosure office later than the organ signed: kept apart, never counted from. */
    officeReceivedOn: localDateSchema.optional(),
    /** The class of the applicant as the register holds it; a correction of this event may change it. */
    applicantClass: z.enum(APPLICANT_CLASSES).optional(),
  }),
  z.object({ type: z.literal('receiptConfirmed'), on }),
  z.object({ type: z.literal('correctionNotice'), on, receivedOn, termDays: workingDays.optional() }),
  /** `reasonAccepted`: the organ accepts the reason for lateness (条例第三十条). */
  z.object({ type: z.literal('supplement'), on, reasonAccepted: z.boolean().optional() }),
  z.object({ type: z.literal('thirdPartyConsulted'), on, receivedOn, ref }),
  z.object({ type: z.literal('thirdPartyAnswered'), on, agrees, ref }),
  z.object({ type: z.literal('coProducerConsulted'), on, receivedOn, ref }),
  z.object({ type: z.literal('coProducerAnswered'), on, agrees, ref }),
  z.object({ type: z.literal('agencyConsulted'), on, receivedOn, ref }),
  z.object({ type: z.literal('agencyAnswered'), on, ref }),
  z.object({ type: z.literal('extension'), on, days: workingDays }),
  z.object({ type: z.literal('reasonsDemanded'), on }),
  /** 条例第三十五条: reasons accepted, but the volume needs a longer, notified term ending on `until`. */
  z.object({ type: z.literal('delayNotice35'), on, until: localDateSchema }),
  z.object({ type: z.literal('feeNotice'), on, receivedOn }),
  z.object({ type: z.literal('feePaid'), on }),
  z.object({ type: z.literal('withdrawn'), on }),
  z.object({
    type: z.literal('decided'),
    on,
    items: z.array(z.object({ finding: z.enum(ITEM_FINDINGS) })).min(1),
    /** Index of the item that the officer named as the main finding, where nothing is granted and the items differ. */
    mainItem: z.number().int().nonnegative().optional(),
  }),
  z.object({ type: z.literal('served'), on, way: z.enum(['post', 'direct', 'electronic']).optional() }),
  /**
   * The same text of the same applicant came twice on one day: this one leaves 新收 by a signed decision, and the other
   * is answered. Recorded by its own use case alone.
   */
  z.object({ type: z.literal('duplicateExcluded'), on, ofCaseId: z.string().max(60) }),
  z.object({
    type: z.literal('overturned'),
    on,
    by: z.enum(['reconsideration', 'court']),
    redoDays: workingDays.optional(),
  }),
]);
export type CaseEvent = z.infer<typeof caseEventSchema>;
export type CaseEventType = CaseEvent['type'];

/** One application as its events tell it; the class is that of the applicant named, not of an agent. */
export const caseHistorySchema = z.object({
  applicant: z.union([
    z.enum(APPLICANT_CLASSES),
    z.object({ class: z.enum(APPLICANT_CLASSES) }).transform((applicant) => applicant.class),
  ]),
  agency: z.enum(AGENCY_KINDS),
  events: z.array(caseEventSchema).min(1),
});
export type CaseHistory = z.infer<typeof caseHistorySchema>;

/** Where a case stands on a day. Overdue is derived from `dueOn`, not a status. */
export const CASE_STATUSES = {
  unconfirmed: '待确认',
  processing: '办理中',
  suspended: '征求意见中',
  awaitingApplicant: '待申请人补正或缴费',
  lapsed: '逾期视为放弃',
  decided: '已决定待送达',
  closed: '已答复',
  withdrawn: '已撤回',
  duplicate: '重复提交已并入',
  redeciding: '重新答复中',
} as const;
export type CaseStatus = keyof typeof CASE_STATUSES;

/** Letters of the office (a published municipal set and the letters of each outcome), with their Chinese names. */
export const LETTERS = {
  correctionNotice: '补正告知书',
  reasonRequest: '说明理由告知书',
  delayNotice35: '延迟答复告知书',
  extensionNotice: '延期答复告知书',
  thirdPartyConsult: '征求第三方意见书',
  consultNoticeToApplicant: '征求意见告知书',
  thirdPartyDecision: '公开告知书（致第三方）',
  coProducerConsult: '征求意见书（共同制作机关）',
  assistLetter: '协办函',
  feeNotice: '收费通知书',
  replyDisclose: '予以公开告知书',
  replyPartial: '部分公开告知书',
  replyMixed: '分项答复告知书',
  replyRefuse: '不予公开告知书',
  replySpecialQuery: '依特别规定查询告知书',
  replyNotExist: '政府信息不存在告知书',
  replyNotThisAgency: '非本机关政府信息告知书',
  replyNeedsCreation: '需加工分析不予提供告知书',
  replyUnclear: '补正后仍不明确告知书',
  replyPetition: '不作为政府信息公开申请处理告知书',
  replyRepeat: '不予重复处理告知书',
  replyPublication: '公开出版物告知书',
  replyAbusive: '不予处理告知书',
  replyConfirmOrReissue: '不予确认或重新出具告知书',
  replyNotGovernmentInformation: '非政府信息告知书',
  replyTransferredToArchives: '已移交国家档案馆告知书',
  replyInquiry: '咨询事项告知书',
  replyOther: '其他处理告知书',
  closeLapsed: '视为放弃告知书',
  withdrawalRecord: '撤回申请确认书',
  registrationForm: '申请登记表',
  receipt: '登记回执',
  correctionOfRecord: '信息更正告知书',
  serviceReceipt: '送达回证',
} as const;
export type Letter = keyof typeof LETTERS;

/** What `evaluateCase` can find wrong with a history, with severity and source. */
export const CASE_RULES = {
  notConfirmedSameDay: { severity: 'warning', source: '条例第三十一条' },
  neverSubmitted: { severity: 'error', source: '条例第二十九条' },
  stepBeforeReceipt: { severity: 'error', source: '条例第三十一条' },
  stepOutOfOrder: { severity: 'error', source: '条例第三十至三十六条' },
  stepAfterClose: { severity: 'error', source: '条例第三十六条' },
  correctionNoticeLate: { severity: 'error', source: '条例第三十条' },
  correctionNoticeRepeated: { severity: 'error', source: '条例第三十条' },
  correctionTermMissing: { severity: 'warning', source: '条例第三十条' },
  supplementLate: { severity: 'warning', source: '条例第三十条' },
  consultationLate: { severity: 'error', source: '条例第三十三条' },
  receiptOfConsultationUnknown: { severity: 'warning', source: '条例第三十二、三十四条' },
  thirdPartySilent: { severity: 'info', source: '条例第三十二条' },
  coProducerSilent: { severity: 'info', source: '条例第三十四条' },
  thirdPartyNotConsulted: { severity: 'warning', source: '条例第三十二条' },
  refusedDespiteConsent: { severity: 'error', source: '条例第十五条' },
  disclosedDespiteObjection: { severity: 'warning', source: '条例第三十二条' },
  extensionLate: { severity: 'error', source: '条例第三十三条' },
  extensionRepeated: { severity: 'error', source: '条例第三十三条' },
  extensionTooLong: { severity: 'error', source: '条例第三十三条' },
  reasonsNotDemanded: { severity: 'error', source: '条例第三十五条' },
  feeNoticeLate: { severity: 'error', source: '国办函〔2020〕109号' },
  feeNoticeRepeated: { severity: 'error', source: '国办函〔2020〕109号' },
  feePaidLate: { severity: 'warning', source: '国办函〔2020〕109号' },
  withdrawnAfterReply: { severity: 'error', source: '条例第三十六条' },
  combinationUnlawful: { severity: 'error', source: '条例第三十六、三十七条' },
  mainFindingNotNamed: { severity: 'error', source: '国办公开办函〔2021〕30号表三' },
  unclearWithoutCorrection: { severity: 'error', source: '条例第三十条' },
  lapseWithoutNotice: { severity: 'error', source: '条例第三十条; 国办函〔2020〕109号' },
  lapseTooEarly: { severity: 'error', source: '条例第三十条; 国办函〔2020〕109号' },
  closingLetterMissing: { severity: 'warning', source: '条例第三十条' },
  overdue: { severity: 'error', source: '条例第三十三条' },
  repliedLate: { severity: 'error', source: '条例第三十三条' },
  redecisionLate: { severity: 'error', source: '行政复议法第七十七条; 行政诉讼法第九十四条' },
  provisionalCalendar: { severity: 'info', source: '全国年节及纪念日放假办法' },
} as const;
export type CaseRule = keyof typeof CASE_RULES;
