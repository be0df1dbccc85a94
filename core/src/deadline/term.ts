import { type LocalDate } from '../calendar/local-date.js';
import { unsettledYears, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { countTerm, type DerivationStep } from './derivation.js';

/** The end of a plain term of working days and how it was counted. */
export interface TermEnd {
  readonly dueOn: LocalDate;
  readonly isProvisional: boolean;
  readonly missingYears: readonly number[];
  readonly steps: readonly DerivationStep[];
}

/** 补正, consultation, payment or publication: `days` working days after `startsOn`, which is not counted. */
export function workingDayTerm(calendar: WorkingDayCalendar, startsOn: LocalDate, days: number): TermEnd {
  const { dueOn, isProvisional, steps } = countTerm(calendar, startsOn, days);
  return {
    dueOn,
    isProvisional,
    missingYears: isProvisional ? unsettledYears(calendar, dueOn) : [],
    steps: [{ kind: 'received', date: startsOn, days }, ...steps, { kind: 'due', date: dueOn }],
  };
}
