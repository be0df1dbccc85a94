import { countWorkingDays, daysBetween, type LocalDate, type WorkingDayCalendar } from '@gongkai/core';

/** Days left to a due date in a sentence. */
export function daysLeft(dueOn: LocalDate, today: LocalDate, calendar: WorkingDayCalendar): string {
  if (dueOn === today) return '今天是最后一日';
  if (dueOn < today) return `已超过 ${daysBetween(dueOn, today)} 天`;
  const working = countWorkingDays(calendar, today, dueOn);
  return `还有 ${working} 个工作日（${daysBetween(today, dueOn)} 天）`;
}
