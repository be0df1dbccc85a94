import { type LocalDate } from '../calendar/local-date.js';
import { shippedCalendar, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { describeStep } from '../deadline/describe-step.js';
import { workingDayTerm } from '../deadline/term.js';

/**
 * A sub-task of one of the organ's own units (协办). It never stops the reply clock: 条例第三十三条第三款 leaves out only
 * the time of third parties and other organs.
 */
export const UNIT_TASK_STATUSES = {
  open: '办理中',
  answered: '已答复',
  handedOver: '已移交',
  withdrawn: '已撤销',
} as const;
export type UnitTaskStatus = keyof typeof UNIT_TASK_STATUSES;
export const UNIT_TASK_STATUS_NAMES = Object.keys(UNIT_TASK_STATUSES) as [
  UnitTaskStatus,
  ...UnitTaskStatus[],
];

/** The end of a term set in working days, with how it was counted, a line a day. */
export interface SetTerm {
  readonly dueOn: LocalDate;
  readonly derivation: readonly string[];
}

/** The last day of `days` working days after `from`, which is not counted. */
export function setTerm(
  from: LocalDate,
  days: number,
  calendar: WorkingDayCalendar = shippedCalendar(),
): SetTerm {
  const { dueOn, steps } = workingDayTerm(calendar, from, days);
  return { dueOn, derivation: steps.map(describeStep) };
}

/** A task that ends after the reply is due leaves no time for the reply itself; null: nothing to say. */
export function taskTermWarning(taskDueOn: LocalDate, replyDueOn: LocalDate | null): string | null {
  if (replyDueOn === null || taskDueOn < replyDueOn) return null;
  return `协办期限 ${taskDueOn} 不早于答复期限 ${replyDueOn}，协办不停止计算答复期限（条例第三十三条第三款），请缩短协办期限。`;
}
