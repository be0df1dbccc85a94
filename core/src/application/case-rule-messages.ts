import { formatLocalDate, type LocalDate } from '../calendar/local-date.js';
import type { CaseRule } from './vocabulary.js';

/** What each rule tells the officer: what is wrong and what to do. {on} and {due} are days. */
const MESSAGES = {
  notConfirmedSameDay: '{on}提交的申请至今未与申请人确认收到：请当日联系申请人确认，确认日才是收到日。',
  neverSubmitted: '{on}的步骤之前没有申请提交的记录：请先登记申请。',
  stepBeforeReceipt: '{on}的步骤早于收到日（或尚无收到日）：请先确认收到申请的日期。',
  stepOutOfOrder: '{on}的步骤顺序不对，未予采用：请核对是否漏记了前一步，或日期写错。',
  stepAfterClose: '{on}的步骤发生在答复送达之后，未予采用：办结后的案件只能因被撤销、纠正而重新答复。',
  correctionNoticeLate: '补正告知书应在收到申请之日起7个工作日内（{due}前）发出，实际于{on}发出。',
  correctionNoticeRepeated: '{on}再次要求补正：补正内容应当一次性告知。',
  correctionTermMissing: '{on}的补正告知书没有合理的补正期限：请写明期限，否则不能认定逾期。',
  supplementLate: '补正材料于{on}收到，晚于{due}：有正当理由的请记录采纳，否则视为放弃申请。',
  consultationLate: '{on}发出征求意见时答复期限（{due}）已过，不能再扣除时间。',
  receiptOfConsultationUnknown:
    '{on}发出的征求意见书没有对方收到的日期：暂从发出日计15个工作日，请补记收到日。',
  thirdPartySilent: '第三方在{due}前未提出意见：由本机关决定是否公开。',
  coProducerSilent: '共同制作机关在{due}前未提出意见：视为同意公开。',
  thirdPartyNotConsulted: '{on}以保护第三方合法权益为由不予公开，但没有书面征求第三方意见的记录。',
  refusedDespiteConsent: '第三方已同意公开，{on}仍以其合法权益为由不予公开：第十五条不再是理由。',
  disclosedDespiteObjection:
    '第三方不同意公开而{on}决定公开：须认定不公开会对公共利益造成重大影响，并书面告知第三方公开的内容和理由。',
  extensionLate: '{on}的延期告知晚于当时的答复期限{due}，不产生延期效果。',
  extensionRepeated: '{on}再次延期：一件申请只能延期一次，本次不产生效果。',
  extensionTooLong: '{on}的延期超过法定最长期限，按最长期限计算。',
  reasonsNotDemanded: '{on}以申请数量、频次明显超过合理范围为由不予处理，但没有要求申请人说明理由的记录。',
  feeNoticeLate: '收费通知应在答复期限（{due}）内发出，实际于{on}发出。',
  feeNoticeRepeated: '{on}再次发出收费通知：一件申请只能通知一次。',
  feePaidLate: '费用于{on}缴纳，晚于{due}：已视为放弃申请。',
  withdrawnAfterReply: '{on}撤回时已经答复：答复后的撤回不改变办理结果。',
  combinationUnlawful:
    '{on}的决定把整件申请的处理（不合理大量申请、逾期视为放弃）与其他结论并列：二者不能同时成立。',
  mainFindingNotNamed: '{on}的决定各项结论不同而均未公开，请指明主要结论及理由；指明前暂按第一项计入表三。',
  unclearWithoutCorrection: '{on}认定补正后仍不明确，但没有先通知补正并收到补正材料的记录。',
  lapseWithoutNotice: '{on}按逾期视为放弃处理，但没有尚未了结的补正或收费通知。',
  lapseTooEarly: '{on}按逾期视为放弃处理时，申请人的期限还没有届满（或通知没有写明期限）。',
  closingLetterMissing: '申请人的期限已过，自{on}起视为放弃申请：请发出视为放弃告知书并记录送达。',
  overdue: '答复期限{due}已过，尚未答复：请立即办理，申请人可以申请行政复议或者提起行政诉讼。',
  repliedLate: '答复于{on}送达，晚于期限{due}。',
  redecisionLate: '重新答复的期限是{due}，未按期送达。',
  provisionalCalendar: '日期落在尚未发布放假安排的年份，为暂定推算；通知发布后将重新计算。',
} as const satisfies Record<CaseRule, string>;

export function describeCaseRule(rule: CaseRule, on?: LocalDate, dueOn?: LocalDate): string {
  return MESSAGES[rule]
    .replaceAll('{on}', on === undefined ? '' : formatLocalDate(on))
    .replaceAll('{due}', dueOn === undefined ? '' : formatLocalDate(dueOn));
}
