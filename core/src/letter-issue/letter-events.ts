import type { CaseEvent } from '../application/vocabulary.js';
import { addDays, type LocalDate } from '../calendar/local-date.js';
import type { LetterInput } from '../letter/letter-input.js';

/** Ways of service. 国办公开办函〔2016〕235号; the last by the way that the applicant chose (条例第四十条) */
export const LETTER_WAYS = {
  post: '邮政企业寄送',
  direct: '直接送达',
  otherAgency: '委托其他行政机关送达',
  electronic: '电子送达',
} as const;
export type LetterWay = keyof typeof LETTER_WAYS;
export const LETTER_WAY_NAMES = Object.keys(LETTER_WAYS) as [LetterWay, ...LetterWay[]];

/** What the day of each way is, on which it counts as served, and what proves it. 国办公开办函〔2016〕235号 */
export const SERVICE_POINTS = {
  post: { day: '交邮日期', evidence: '交邮凭证（邮政收寄单）扫描件' },
  direct: { day: '签收日期', evidence: '送达回证扫描件' },
  otherAgency: { day: '签收日期', evidence: '受托机关送达回证扫描件' },
  electronic: { day: '到达申请人系统的日期', evidence: '电子送达凭证' },
} as const satisfies Record<LetterWay, { readonly day: string; readonly evidence: string }>;

/** How a served letter came back. */
export const RETURN_CAUSES = {
  refused: '收件人拒收',
  addressGiven: '按其提供的地址投递不到',
  ownFault: '地址或者收件人写错等本机关原因',
} as const;
export type ReturnCause = keyof typeof RETURN_CAUSES;
export const RETURN_CAUSE_NAMES = Object.keys(RETURN_CAUSES) as [ReturnCause, ...ReturnCause[]];

/**
 * Whether a service that came back keeps its day. Handing to the post is the organ's whole act (国办公开办函〔2016〕
 * 235号): what the addressee prevents does not undo it, what the organ did wrong was no service.
 */
export function keepsServicePoint(cause: ReturnCause): boolean {
  return cause !== 'ownFault';
}

/** One attempt to serve one addressee. */
export interface ServiceAttempt {
  /** Index in the letter's list of addressees. */
  readonly addressee: number;
  readonly way: LetterWay;
  /** The day that the law counts: handed to the post, or signed. */
  readonly servedOn: LocalDate;
  readonly receivedOn: LocalDate | null;
  readonly returnedOn: LocalDate | null;
  readonly returnCause: ReturnCause | null;
}

export interface ServiceStanding {
  /** The first day of each addressee that counts; null: not served yet. */
  readonly points: readonly (LocalDate | null)[];
  /** Addressees that a letter must be sent to: never served, or what was sent came back. */
  readonly toServe: readonly number[];
  /**
   * The last of the points, once everybody has one: every joint applicant is owed the reply within the term, so the
   * reply is given when the last of them is served (条例第三十三条, 国办公开办函〔2016〕235号).
   */
  readonly servedOn: LocalDate | null;
  readonly way: LetterWay | null;
  /** The last receipt, once it is known of everybody. */
  readonly receivedOn: LocalDate | null;
}

/** What the attempts come to. */
export function serviceStanding(addressees: number, attempts: readonly ServiceAttempt[]): ServiceStanding {
  const everybody = Array.from({ length: addressees }, (_, index) => {
    const own = attempts.filter(({ addressee }) => addressee === index);
    const counted = own.filter(({ returnCause }) => returnCause === null || keepsServicePoint(returnCause));
    const first = counted.reduce<ServiceAttempt | null>(
      (before, next) => (before === null || next.servedOn < before.servedOn ? next : before),
      null,
    );
    const received = own.map(({ receivedOn }) => receivedOn).filter((day) => day !== null);
    return {
      first,
      isOut: own.some(({ returnedOn }) => returnedOn === null),
      receivedOn: received.sort()[0] ?? null,
    };
  });
  const points = everybody.map(({ first }) => first?.servedOn ?? null);
  const toServe = everybody.flatMap(({ isOut }, index) => (isOut ? [] : [index]));
  const isComplete = points.length > 0 && points.every((point) => point !== null);
  const servedOn = isComplete ? latest(points) : null;
  const receipts = everybody.map(({ receivedOn }) => receivedOn);
  return {
    points,
    toServe,
    servedOn,
    way: everybody.find(({ first }) => first !== null && first.servedOn === servedOn)?.first?.way ?? null,
    receivedOn:
      receipts.length > 0 && receipts.every((receipt) => receipt !== null) ? latest(receipts) : null,
  };
}

function latest(days: readonly (LocalDate | null)[]): LocalDate | null {
  return days.reduce((last, day) => (day !== null && (last === null || day > last) ? day : last), null);
}

/**
 * What is written into the case when the letter is approved: its decision (条例第三十六、三十七条), or the withdrawal.
 * @param caseId of a letter that answers several cases: the one that is written; its items are those that name it or none
 */
export function eventAtApproval(
  input: LetterInput,
  on: LocalDate,
  caseId: string | null = null,
): CaseEvent | null {
  if ('items' in input) {
    const own = input.items.flatMap(({ ofCase }, index) =>
      caseId === null || ofCase === undefined || ofCase === caseId ? [index] : [],
    );
    const items = own.flatMap((index) => input.items[index] ?? []).map(({ finding }) => ({ finding }));
    if (items.length === 0) return null;
    const mainItem = input.mainItem === undefined ? -1 : own.indexOf(input.mainItem);
    return { type: 'decided', on, items, ...(mainItem !== -1 && { mainItem }) };
  }
  return input.letter === 'withdrawalRecord' ? { type: 'withdrawn', on: input.withdrawnOn } : null;
}

/** What is written into the case when the letter has been served on everybody it is addressed to. */
export function eventAtService(
  input: LetterInput,
  service: {
    readonly servedOn: LocalDate;
    readonly way: LetterWay | null;
    readonly receivedOn: LocalDate | null;
  },
): CaseEvent | null {
  const on = service.servedOn;
  const received = service.receivedOn === null ? {} : { receivedOn: service.receivedOn };
  if ('items' in input) {
    return { type: 'served', on, ...(service.way !== null && { way: caseWay(service.way) }) };
  }
  switch (input.letter) {
    case 'correctionNotice':
      return { type: 'correctionNotice', on, ...received, termDays: input.termDays };
    case 'reasonRequest':
      return { type: 'reasonsDemanded', on };
    case 'delayNotice35':
      return { type: 'delayNotice35', on, until: input.until };
    case 'extensionNotice':
      return { type: 'extension', on, days: input.days };
    case 'thirdPartyConsult':
      return { type: 'thirdPartyConsulted', on, ...received };
    case 'coProducerConsult':
      return { type: 'coProducerConsulted', on, ...received };
    case 'assistLetter':
      // Units of one's own organ never suspend the term. 条例第三十三条第三款
      return input.isOtherOrgan ? { type: 'agencyConsulted', on, ...received } : null;
    case 'feeNotice':
      return { type: 'feeNotice', on, ...received };
    default:
      return null;
  }
}

/** Whether the day of receipt changes what follows from the letter: its own term runs from it. 条例第三十、三十二、三十四条 */
export function countsFromReceipt(event: CaseEvent): boolean {
  return 'receivedOn' in event || RECEIPT_COUNTS.has(event.type);
}

const RECEIPT_COUNTS: ReadonlySet<CaseEvent['type']> = new Set([
  'correctionNotice',
  'thirdPartyConsulted',
  'coProducerConsulted',
  'agencyConsulted',
  'feeNotice',
]);

/** A case knows three ways: through another organ is signed for like a direct one. */
export function caseWay(way: LetterWay): 'post' | 'direct' | 'electronic' {
  return way === 'otherAgency' ? 'direct' : way;
}

/** Days that a service can have: not before the letter, not to come. */
export function faultOfServiceDay(on: LocalDate, letterOn: LocalDate, today: LocalDate): string | null {
  if (on < letterOn) return `送达日期不能早于文书日期 ${letterOn}。`;
  return on >= addDays(today, 1) ? `送达日期不能晚于今日 ${today}：只能登记已经发生的事。` : null;
}
