import { addDays, type CaseDetail, type CaseStatus, type LocalDate, type RecordedEvent } from '@gongkai/core';

/** The last number that was seen: the server refuses a change made without seeing what came after. */
export function lastSeqOf({ events }: Pick<CaseDetail, 'events'>): number {
  return Math.max(0, ...events.map(({ seq }) => seq));
}

export function recordedSince({ events }: Pick<CaseDetail, 'events'>, seq: number): RecordedEvent[] {
  return events.filter((record) => record.seq > seq);
}

/** Records by the day that the law counts; those of one day as they were recorded. */
export function byDay(events: readonly RecordedEvent[]): RecordedEvent[] {
  return [...events].sort((a, b) =>
    a.event.on === b.event.on ? a.seq - b.seq : a.event.on < b.event.on ? -1 : 1,
  );
}

/** Whether the record with the number says that another never happened. */
export function isVoiding({ events }: Pick<CaseDetail, 'events'>, seq: number): boolean {
  return events.some((record) => record.seq === seq && record.isVoid);
}

/** Every record but the application itself, without which there is no case. */
export function mayBeVoided({ event, isVoid }: RecordedEvent): boolean {
  return !isVoid && event.type !== 'submitted';
}

const STANDSTILL: Partial<Record<CaseStatus, string>> = {
  unconfirmed: '尚未与申请人确认收到，期限还没有起算',
  suspended: '征求意见期间不计入答复期限',
  awaitingApplicant: '等待申请人补正或者缴费，期限停止，自收到之次日重新计算',
  lapsed: '申请人逾期，视为放弃申请',
};

/** What stops the clock, in the words of the law; null while it runs or has ended. */
export function standstillOf(status: CaseStatus): string | null {
  return STANDSTILL[status] ?? null;
}

const CLOSED: readonly CaseStatus[] = ['closed', 'withdrawn', 'lapsed'];

/** Nothing is due any more. */
export function isClosedStatus(status: CaseStatus): boolean {
  return CLOSED.includes(status);
}

/** How many of the cases that are not overdue come due today and within seven days, as the workplace says it. */
export function dueWords(cases: readonly { readonly dueOn: LocalDate | null }[], today: LocalDate): string {
  const within = (last: LocalDate) => cases.filter(({ dueOn }) => dueOn !== null && dueOn <= last).length;
  return `今天到期 ${within(today)} 件，七日内到期 ${within(addDays(today, 7))} 件。`;
}
