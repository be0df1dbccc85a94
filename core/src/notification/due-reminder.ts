import { countWorkingDays, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import type { LocalDate } from '../calendar/local-date.js';

/** So many working days before the end of the term of 条例第三十三条 those who handle a case are reminded. */
export const DUE_REMINDER_WORKING_DAYS: readonly number[] = [5, 3, 1, 0];
/** A reminder that is sent once for a case and due date: its threshold in working days. */
export type DueReminder = number | 'overdue';

/**
 * The reminder that a case calls for today; null: none yet. On a day between two thresholds it is the one passed last, so
 * that a day on which nothing ran is made up for. The last day itself is always one.
 */
export function dueReminder(
  dueOn: LocalDate,
  today: LocalDate,
  calendar: WorkingDayCalendar,
  beforeDays: readonly number[] = DUE_REMINDER_WORKING_DAYS,
): { readonly reminder: DueReminder; readonly daysLeft: number } | null {
  if (dueOn < today) return { reminder: 'overdue', daysLeft: 0 };
  const daysLeft = countWorkingDays(calendar, today, dueOn);
  const passed = [...beforeDays, 0].filter((days) => days >= daysLeft);
  return passed.length === 0 ? null : { reminder: Math.min(...passed), daysLeft };
}
