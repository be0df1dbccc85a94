import { formatLocalDate, type LocalDate } from '../calendar/local-date.js';
import { CHANNEL_LABELS } from '../application/labels.js';
import type { CaseEvaluation } from '../application/evaluate-case.js';
import { isOfSeveralItems, type Remedy } from '../application/remedies.js';
import type { CaseEvent, CaseStatus } from '../application/vocabulary.js';
import type { DerivationStep } from '../deadline/derivation.js';

/** One line of what happened, as it is told to the applicant. */
export interface TimelineLine {
  readonly on: LocalDate;
  readonly text: string;
}

/**
 * What happened to a case, in plain words for the applicant: never who was consulted, what they said, nor what is decided
 * before it is served. The day of receipt is that of 条例第三十一条.
 */
export function applicantTimeline(events: readonly CaseEvent[]): TimelineLine[] {
  const lines = events.flatMap((event) => {
    const text = wordsOf(event);
    return text === null ? [] : [{ on: event.on, text }];
  });
  return lines.sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

function wordsOf(event: CaseEvent): string | null {
  switch (event.type) {
    case 'submitted':
      return `申请提交（${CHANNEL_LABELS[event.channel]}）。`;
    case 'receiptConfirmed':
      return '双方确认机关已收到申请。答复期限从下一个工作日起算。';
    case 'correctionNotice':
      return '机关告知您需要补正。从这天起等您补正，机关的期限停止。';
    case 'supplement':
      return '机关收到补正材料。答复期限从下一个工作日起重新计算。';
    case 'thirdPartyConsulted':
      return '您要的信息涉及第三方，机关书面征求其意见。征求意见的时间不计入期限。';
    case 'thirdPartyAnswered':
      return '第三方已经答复机关。';
    case 'coProducerConsulted':
      return '您要的信息由几个机关共同制作，机关征求其他制作机关的意见，时间不计入期限。';
    case 'coProducerAnswered':
      return '共同制作的机关已经答复。';
    case 'agencyConsulted':
      return '机关征求其他机关的意见，时间不计入期限。';
    case 'agencyAnswered':
      return '其他机关已经答复。';
    case 'extension':
      return `机关告知延长答复期限${event.days}个工作日。`;
    case 'reasonsDemanded':
      return '机关请您说明多次申请的理由，请在告知书写明的时间内回复。';
    case 'delayNotice35':
      return `机关告知需要更长的时间，最迟${formatLocalDate(event.until)}答复。`;
    case 'feeNotice':
      return '机关告知需要缴纳信息处理费。从这天起等您缴费，机关的期限停止。';
    case 'feePaid':
      return '机关收到足额费用。答复期限从下一个工作日起重新计算。';
    case 'withdrawn':
      return '您撤回了申请，机关不再办理。';
    case 'decided':
      return null;
    case 'served':
      return '答复已经送出。';
    case 'duplicateExcluded':
      return '您同一天提交了两份相同的申请，机关合并为一件答复。';
    case 'overturned':
      return event.by === 'court' ? '法院判决后，机关重新答复。' : '行政复议后，机关重新答复。';
  }
}

/** What the status means to the applicant, one sentence. */
export const STATUS_WORDS = {
  unconfirmed: '您的申请已经提交，等待机关与您确认收到。确认之日起开始计算答复期限。',
  processing: '机关正在办理。',
  suspended: '机关正在征求意见，期限暂停。',
  awaitingApplicant: '现在等您补正或者缴费。您办好之前，机关的期限不走。',
  lapsed: '您没有在期限内补正或者缴费，依法视为放弃申请，机关不再办理。仍然需要的，可以重新申请。',
  decided: '机关已经作出答复，正在送达。',
  closed: '机关已经答复。',
  withdrawn: '您已经撤回申请，办理结束。',
  duplicate: '您同一天提交了两份相同的申请，机关合并为一件答复，请查看另一件的进度。',
  redeciding: '原来的答复已被撤销，机关正在重新答复。',
} as const satisfies Record<CaseStatus, string>;

const WAITING_FOR = {
  correctionNotice: { word: '补正', open: '现在等您补正。您补正之前，机关的期限不走。' },
  feeNotice: { word: '缴费', open: '现在等您缴费。您缴费之前，机关的期限不走。' },
} as const;

/** The same of one case: what is waited for, or was waited for in vain, is named by the last notice. */
export function statusSentence(status: CaseStatus, events: readonly Pick<CaseEvent, 'type'>[]): string {
  const notice = events.findLast(({ type }) => type === 'correctionNotice' || type === 'feeNotice')?.type;
  if (notice !== 'correctionNotice' && notice !== 'feeNotice') return STATUS_WORDS[status];
  const { word, open } = WAITING_FOR[notice];
  if (status === 'awaitingApplicant') return open;
  return status === 'lapsed' ? STATUS_WORDS.lapsed.replace('补正或者缴费', word) : STATUS_WORDS[status];
}

/** What the applicant can still do by himself. */
export type ApplicantAct = 'confirm' | 'supplement' | 'withdraw' | 'rate';

/** An application can be withdrawn until the reply is given, supplemented while the notice is open (条例第三十条). */
export function actsOpenTo(
  { status }: Pick<CaseEvaluation, 'status'>,
  events: readonly Pick<CaseEvent, 'type'>[],
): ApplicantAct[] {
  const types = events.map(({ type }) => type);
  const isCorrectionOpen = types.lastIndexOf('correctionNotice') > types.lastIndexOf('supplement');
  const isWaiting = status === 'awaitingApplicant' || status === 'lapsed';
  return [
    ...(status === 'unconfirmed' ? (['confirm'] as const) : []),
    ...(isWaiting && isCorrectionOpen ? (['supplement'] as const) : []),
    ...(['unconfirmed', 'processing', 'suspended', 'awaitingApplicant'].includes(status)
      ? (['withdraw'] as const)
      : []),
    ...(status === 'closed' ? (['rate'] as const) : []),
  ];
}

/** One line of why the due date is what it is. */
export function dueReason(steps: readonly DerivationStep[]): string | null {
  const due = steps.find((step) => step.kind === 'due');
  const start = steps.find((step) => step.kind === 'received');
  if (due === undefined || start === undefined) return null;
  const restarted = steps.filter((step) => step.kind === 'restarted').at(-1);
  const delayed = steps.filter((step) => step.kind === 'delayed').at(-1);
  if (delayed !== undefined) return `机关依条例第三十五条告知的延迟期限。`;
  const counted = steps.filter((step) => step.kind === 'counted').length;
  const suspended = steps.filter((step) => step.kind === 'suspended').length;
  const from = restarted ?? start;
  const extended = steps.reduce((days, step) => (step.kind === 'extended' ? days + step.days : days), 0);
  const begin = `${formatLocalDate(from.date)}${
    restarted === undefined ? '收到申请' : restarted.by === 'supplement' ? '收到补正材料' : '收到足额费用'
  }，从次日起第${counted}个工作日${extended === 0 ? '' : `（含延长的${extended}个工作日）`}`;
  return suspended === 0 ? `${begin}。` : `${begin}，征求意见的${suspended}个工作日不计。`;
}

const ROUTE_WORDS = {
  reconsiderationFirst:
    '应当先自知道该答复之日起60日内申请行政复议；对复议决定不服的，再自收到复议决定之日起15日内提起行政诉讼',
  choice: '可以自知道该答复之日起60日内申请行政复议，也可以自知道之日起6个月内直接提起行政诉讼',
} as const;
const AUTHORITY_WORDS = {
  peopleGovernmentOfSameLevel: '本级人民政府',
  peopleGovernmentOrUpperDepartment: '本级人民政府或者上一级主管部门',
  nextUpperGovernment: '上一级人民政府',
  itself: '本机关',
  upperDepartment: '上一级主管部门',
} as const satisfies Record<NonNullable<Remedy['authority']>, string>;

function numbered(items: readonly number[]): string {
  return items.map((item) => item + 1).join('、');
}

/**
 * What can be done against each part of an answer, in sentences that name the part as the letter does: of what was given in
 * part, that which was withheld (条例第三十七、五十一条; 行政复议法第二十三条).
 */
export function remedySentences(remedies: readonly Remedy[], events: readonly CaseEvent[]): string[] {
  const decision = events.findLast((event) => event.type === 'decided');
  const isPartial = (item: number): boolean => decision?.items[item]?.finding === 'partiallyGranted';
  const isOfOne = !isOfSeveralItems(remedies);
  return remedies.flatMap(({ items, route, authority }) => {
    if (route === 'none') return [];
    const partial = items.filter((item) => isPartial(item) && (isOfOne || route === 'reconsiderationFirst'));
    const whole = items.filter((item) => !partial.includes(item));
    const subjects = isOfOne
      ? partial.map(() => '答复中不予公开的部分')
      : [
          ...(whole.length === 0 ? [] : [`第${numbered(whole)}项`]),
          ...(partial.length === 0 ? [] : [`第${numbered(partial)}项中不予公开的部分`]),
        ];
    const part = subjects.length === 0 ? '' : `对${subjects.join('以及')}不服的，`;
    const to = authority === undefined ? '' : `复议机关是${AUTHORITY_WORDS[authority]}。`;
    return [`${part}${ROUTE_WORDS[route]}。${to}`];
  });
}
