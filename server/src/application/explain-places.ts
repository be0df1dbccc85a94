import {
  CHANNEL_LABELS,
  LETTERS,
  SERVICE_WAY_LABELS,
  replyLettersOf,
  rowName,
  yearOf,
  type CaseEvaluation,
  type CaseEvent,
  type LocalDate,
} from '@gongkai/core';

type EventOf<T extends CaseEvent['type']> = Extract<CaseEvent, { readonly type: T }>;

/** Plain Chinese lines for each report year of a case: in which cells it is counted, and because of which event. */
export function explainPlaces(
  evaluation: CaseEvaluation,
  events: readonly CaseEvent[],
  today: LocalDate,
): Record<string, string[]> {
  const reasons: Record<string, string[]> = {};
  for (const [year, place] of Object.entries(evaluation.years)) {
    const lines: string[] = [];
    if (place.isNew) lines.push(`${explainReceipt(evaluation, events)}，计入“${rowName('newReceived')}”。`);
    if (place.isCarriedIn) {
      lines.push(`${Number(year) - 1}年12月31日尚未办结，计入“${rowName('carriedIn')}”。`);
    }
    if (place.row !== null) lines.push(`${explainClose(evaluation, events)}，计入“${rowName(place.row)}”。`);
    if (place.isCarriedOut)
      lines.push(`${explainOpen(Number(year), today)}，计入“${rowName('carriedOut')}”。`);
    reasons[year] = lines;
  }
  return reasons;
}

function explainReceipt({ receivedOn }: CaseEvaluation, events: readonly CaseEvent[]): string {
  const submitted = firstOf(events, 'submitted');
  const channel = submitted === undefined ? '' : CHANNEL_LABELS[submitted.channel];
  const isConfirmed = events.some(({ type, on }) => type === 'receiptConfirmed' && on === receivedOn);
  const how = isConfirmed ? `${channel}，双方确认` : channel;
  const before =
    submitted !== undefined && receivedOn !== null && yearOf(submitted.on) < yearOf(receivedOn)
      ? `，${submitted.on} 提交的以确认之日为收到之日（条例第三十一条）`
      : '';
  return `${receivedOn ?? ''} 收到（${how}）${before}`;
}

function explainClose({ closedOn, lapsesOn, row }: CaseEvaluation, events: readonly CaseEvent[]): string {
  const decided = firstOf(events, 'decided');
  const served = events.find(
    (event): event is EventOf<'served'> => event.type === 'served' && event.on === closedOn,
  );
  if (decided && served) {
    const letters = replyLettersOf(decided).map((letter) => LETTERS[letter]);
    return `${served.on} ${served.way === undefined ? '' : SERVICE_WAY_LABELS[served.way]}送达${letters.join('、')}`;
  }
  if (events.some(({ type, on }) => type === 'withdrawn' && on === closedOn)) {
    return `${closedOn ?? ''} 申请人撤回申请`;
  }
  const lapse = row === 'other.lapsedFee' ? '未按收费通知缴费' : '未补正';
  return `申请人到 ${lapsesOn ?? ''} 期限届满${lapse}，自 ${closedOn ?? ''} 起不再处理`;
}

function explainOpen(year: number, today: LocalDate): string {
  return yearOf(today) > year
    ? `${year}年12月31日尚未向申请人送达答复，也没有撤回或者视为放弃`
    : `到今日（${today}）尚未办结`;
}

function firstOf<T extends CaseEvent['type']>(events: readonly CaseEvent[], type: T): EventOf<T> | undefined {
  return events
    .filter((event): event is EventOf<T> => event.type === type)
    .reduce<EventOf<T> | undefined>(
      (first, event) => (first && first.on <= event.on ? first : event),
      undefined,
    );
}
