import type { ItemFinding, Letter } from '../application/vocabulary.js';
import type { LocalDate } from '../calendar/local-date.js';
import { isGrounded } from './item-basis.js';
import { GROUND_KINDS, letterInputSchema, type LetterInput } from './letter-input.js';
import type { LetterSetting } from './letter-setting.js';
import { findingsOf } from './mandatory-parts.js';

/** What a preview takes from a real case; the rest is invented. */
export interface SampleCase {
  readonly number: string;
  readonly receivedOn: LocalDate;
  readonly channel: LetterInput['application']['channel'];
  readonly request: string;
  /** Masked. */
  readonly addressees: readonly string[];
  /** Findings of its decision; those that the letter cannot carry are left out. */
  readonly findings: readonly ItemFinding[];
}

const INVENTED = {
  number: '预览0001',
  channel: 'counter',
  request: '某项信息（预览用）',
  addressees: ['某某'],
  findings: [],
} as const;

/** A whole input with every value given, to look at a text of a letter before it is used; never sent to anybody. */
export function sampleLetterInput(
  letter: Letter,
  settings: readonly LetterSetting[],
  on: LocalDate,
  of: SampleCase | null,
): LetterInput {
  const given = { ...INVENTED, receivedOn: on, ...of };
  return letterInputSchema.parse({
    ...sampleFields(letter, on, given.findings),
    letter,
    addressees: [...given.addressees],
    decidedOn: on,
    serviceWay: settings.some(({ onlineReconsideration }) => onlineReconsideration !== null)
      ? 'electronic'
      : 'post',
    application: {
      number: given.number,
      receivedOn: given.receivedOn,
      channel: given.channel,
      request: given.request,
      ...(letter === 'replyUnclear' || letter === 'replyPartial' || letter === 'replyMixed'
        ? { supplementedOn: on }
        : {}),
    },
    settings: settings.map((setting) => ({
      ...setting,
      payment: setting.payment ?? { payee: '（收款单位）', how: '（缴纳方式）' },
    })),
  });
}

function sampleFields(letter: Letter, on: LocalDate, findings: readonly ItemFinding[]): object {
  const lawful = findingsOf(letter);
  if (lawful.length > 0) {
    const own = findings.filter((finding) => lawful.includes(finding));
    const shown = own.length > 0 ? own : letter === 'replyPartial' ? ['granted' as const, ...lawful] : lawful;
    const isOne = own.length === 0 && letter !== 'replyPartial' && letter !== 'replyMixed';
    return {
      items: (isOne ? shown.slice(0, 1) : [...new Set(shown)]).map((finding) => sampleItem(finding, on)),
      mainItem: 0,
      lapse: { noticeOn: '2020-01-02', lapsedOn: '2020-01-03' },
      reasonsDemanded: { on, explained: '（申请人说明的理由）' },
    };
  }
  const reasons = '（理由）';
  const organ = { name: '（有权机关）', contact: '（联系方式）' };
  const own: Partial<Record<Letter, object>> = {
    correctionNotice: { itemsToCorrect: [{ what: '（补正内容）', how: '（补正方式）' }], termDays: 10 },
    reasonRequest: { frequency: '（数量和频次）', reasons, termDays: 10 },
    delayNotice35: { until: '9999-12-31', reasons },
    extensionNotice: {
      ...{ days: 20, dueOn: on, newDueOn: on, reasons, approver: '（负责人）', approvedOn: on },
    },
    thirdPartyConsult: { information: '（征求意见的信息）', question: '（请回答的问题）', termDays: 15 },
    consultNoticeToApplicant: { consulted: 'thirdParty', consultedOn: on },
    thirdPartyDecision: {
      ...{ consultedOn: on, objectedOn: on, content: '（公开的内容）', reasons, disclosesOn: on },
    },
    coProducerConsult: {
      information: '（征求意见的信息）',
      producedWith: '（共同制作的情况）',
      termDays: 15,
    },
    assistLetter: { isOtherOrgan: true, task: '（协办事项）', answerBy: on },
    feeNotice: {
      basis: 'perItem',
      lines: [{ what: '第11件至第30件', quantity: 1, yuanEach: 100, yuan: 100 }],
      totalYuan: 100,
      paymentCode: '（缴款码）',
    },
    withdrawalRecord: { withdrawnOn: on, proof: '（凭证）' },
    registrationForm: {
      ...{ applicantClass: '自然人', submittedOn: on, confirmedOn: on, receiving: '邮寄', dueOn: on },
      registrar: '（登记人）',
    },
    receipt: { queryCode: '（查询码）', queryAddress: '（查询地址）', dueOn: on },
    correctionOfRecord: {
      ...{ record: '（记录）', evidence: '（证据）', outcome: 'corrected', reasons, correctedOn: on, organ },
    },
    serviceReceipt: {
      served: [{ title: '（文书）', documentNumber: '（文号）' }],
      way: '直接送达',
      place: '（地点）',
    },
  };
  return own[letter] ?? {};
}

function sampleItem(finding: ItemFinding, on: LocalDate): object {
  return {
    asked: '（所申请的一项信息）',
    finding,
    kinds: isGrounded(finding) ? Object.keys(GROUND_KINDS[finding]).slice(0, 1) : [],
    law: '（规定及其条款）',
    reasons: '（理由）',
    attachments: ['（所提供的信息）'],
    path: '（方式和途径）',
    availableOn: on,
    form: '（形式）',
    withheld:
      finding === 'partiallyGranted'
        ? [
            {
              what: '（不予公开的部分）',
              finding: 'refused.thirdPartyRights',
              kinds: ['tradeSecret'],
              reasons: '（理由）',
            },
          ]
        : [],
    organ: { name: '（机关）', contact: '（联系方式）' },
    earlierReply: { documentNumber: '（此前文号）', servedOn: '2020-01-02' },
    searchRecord: { reference: '（检索记录）', searchedOn: on, scope: '（检索范围和方法）' },
    answer: '（答复）',
  };
}
