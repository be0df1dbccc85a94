import { addDays, type LocalDate } from '../calendar/local-date.js';
import type { WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { countTerm, type DerivationStep } from '../deadline/derivation.js';
import type { RemedyLevel, RemedyProcedure } from './remedy-case.js';

interface AnswerTerm {
  readonly days: number;
  readonly unit: 'workingDays' | 'calendarDays';
  readonly source: string;
}

/**
 * Within how many days of receiving the copy the organ answers with its evidence. Terms of up to ten days of the
 * reconsideration law are working days (第八十八条); those of the courts are days of the calendar.
 */
export const ANSWER_TERMS = {
  simplified: { days: 5, unit: 'workingDays', source: '行政复议法第五十四、八十八条' },
  ordinary: { days: 10, unit: 'workingDays', source: '行政复议法第四十八、八十八条' },
  first: { days: 15, unit: 'calendarDays', source: '行政诉讼法第六十七条' },
  second: { days: 15, unit: 'calendarDays', source: '行政诉讼法第八十五条' },
  retrial: { days: 15, unit: 'calendarDays', source: '行政诉讼法第一百零一条；民事诉讼法第二百一十四条' },
} as const satisfies Record<RemedyProcedure | Exclude<RemedyLevel, 'reconsideration'>, AnswerTerm>;

export interface AnswerClock {
  readonly dueOn: LocalDate;
  readonly term: AnswerTerm;
  readonly isProvisional: boolean;
  readonly steps: readonly DerivationStep[];
}

/**
 * By when the organ answers, counted from the day after it received the copy. A reconsideration of which the procedure is
 * not yet known is taken for a simplified one, as the shorter term is the safe one. A term of calendar days that ends on a
 * day off ends on the next working day (民事诉讼法第八十五条).
 */
export function answerClock(
  calendar: WorkingDayCalendar,
  level: RemedyLevel,
  procedure: RemedyProcedure | null,
  copyReceivedOn: LocalDate,
): AnswerClock {
  const term: AnswerTerm = ANSWER_TERMS[level === 'reconsideration' ? (procedure ?? 'simplified') : level];
  const { days } = term;
  const received: DerivationStep = { kind: 'received', date: copyReceivedOn, days };
  const counted =
    term.unit === 'workingDays'
      ? countTerm(calendar, copyReceivedOn, days)
      : countCalendarDays(calendar, copyReceivedOn, days);
  const { dueOn, isProvisional, steps } = counted;
  return { dueOn, term, isProvisional, steps: [received, ...steps, { kind: 'due', date: dueOn }] };
}

function countCalendarDays(calendar: WorkingDayCalendar, from: LocalDate, days: number) {
  const steps: DerivationStep[] = [];
  let date = addDays(from, days);
  let status = calendar.dayStatus(date);
  let isProvisional = status.isProvisional;
  for (; !status.isWorkingDay; status = calendar.dayStatus(date)) {
    const { isProvisional: provisional, ...day } = status;
    steps.push({ kind: 'skipped', ...day, ...(provisional && { isProvisional: true as const }) });
    date = addDays(date, 1);
    isProvisional ||= provisional;
  }
  return { dueOn: date, isProvisional, steps };
}
