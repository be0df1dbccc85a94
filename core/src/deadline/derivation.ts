import { addDays, type LocalDate } from '../calendar/local-date.js';
import type { DayStatus, WorkingDayCalendar } from '../calendar/working-day-calendar.js';

/** Whose consultation stops the clock. */
export type Consulted = 'thirdParty' | 'coProducer' | 'agency';

/** One line of a due date's derivation, in the order in which it is told. */
export type DerivationStep =
  | { readonly kind: 'received'; readonly date: LocalDate; readonly days: number }
  | { readonly kind: 'stopped'; readonly date: LocalDate; readonly by: 'correctionNotice' | 'feeNotice' }
  | { readonly kind: 'restarted'; readonly date: LocalDate; readonly by: 'supplement' | 'feePaid' }
  | { readonly kind: 'extended'; readonly date: LocalDate; readonly days: number }
  | { readonly kind: 'delayed'; readonly date: LocalDate; readonly until: LocalDate }
  | {
      readonly kind: 'consulted';
      readonly date: LocalDate;
      readonly with: Consulted;
      /** Last day not counted: answer, lapse, or today while an organ has not answered. */
      readonly through: LocalDate;
      readonly ended: 'answer' | 'lapse' | 'open';
    }
  | (DayOfStep & { readonly kind: 'counted'; readonly number: number })
  | (DayOfStep & { readonly kind: 'skipped' })
  | (DayOfStep & { readonly kind: 'suspended' })
  | { readonly kind: 'due'; readonly date: LocalDate }
  | { readonly kind: 'lapses'; readonly date: LocalDate };

type DayOfStep = Omit<DayStatus, 'isProvisional'> & { readonly isProvisional?: true };

/** Days after `from` up to and including `through` are not counted. */
export interface Suspension {
  readonly from: LocalDate;
  readonly through: LocalDate;
}

export interface CountedTerm {
  readonly dueOn: LocalDate;
  readonly isProvisional: boolean;
  readonly steps: readonly DerivationStep[];
}

function stepDay(status: DayStatus): DayOfStep {
  const { isProvisional, ...rest } = status;
  return isProvisional ? { ...rest, isProvisional } : rest;
}

/**
 * `limit` working days after `base`, longer by the working days inside suspensions (条例第三十三条第三款).
 * Day 1 is the first working day after `base`; a consultation begun on the last day still lengthens the term.
 */
export function countTerm(
  calendar: WorkingDayCalendar,
  base: LocalDate,
  limit: number,
  suspensions: readonly Suspension[] = [],
): CountedTerm {
  const steps: DerivationStep[] = [];
  let pending: DerivationStep[] = [];
  let dueOn = base;
  let isProvisional = false;
  let counted = 0;
  for (let date = addDays(base, 1); ; date = addDays(date, 1)) {
    const status = calendar.dayStatus(date);
    if (!status.isWorkingDay) {
      pending.push({ kind: 'skipped', ...stepDay(status) });
      continue;
    }
    const day = date;
    const isSuspended = suspensions.some(({ from, through }) => from < day && day <= through);
    if (!isSuspended && counted === limit) return { dueOn, isProvisional, steps };
    if (!isSuspended) counted += 1;
    steps.push(
      ...pending,
      isSuspended
        ? { kind: 'suspended', ...stepDay(status) }
        : { kind: 'counted', ...stepDay(status), number: counted },
    );
    pending = [];
    dueOn = date;
    isProvisional ||= status.isProvisional;
  }
}
