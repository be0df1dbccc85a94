import { addDays, dayOfWeek, parseLocalDate, type DayStatus, type WorkingDayCalendar } from '@gongkai/core';

/** A month as weeks from Monday to Sunday; null before its first day and after its last. */
export interface MonthDays {
  readonly month: number;
  readonly weeks: readonly (readonly (DayStatus | null)[])[];
}

/** The twelve months of a year with why each day is or isn't a working day. */
export function monthsOf(calendar: WorkingDayCalendar, year: number): MonthDays[] {
  return Array.from({ length: 12 }, (_, index) => ({
    month: index + 1,
    weeks: weeksOf(calendar, year, index + 1),
  }));
}

function weeksOf(calendar: WorkingDayCalendar, year: number, month: number): (DayStatus | null)[][] {
  const first = parseLocalDate(`${year}-${String(month).padStart(2, '0')}-01`);
  const sinceMonday = (dayOfWeek(first) + 6) % 7;
  const days: (DayStatus | null)[] = Array.from({ length: sinceMonday }, () => null);
  for (let day = first; day.slice(0, 7) === first.slice(0, 7); day = addDays(day, 1)) {
    days.push(calendar.dayStatus(day));
  }
  while (days.length % 7 !== 0) days.push(null);
  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** 休 on a weekday off, 班 on a weekend day at work; null where the day is as the week has it. */
export function markOf({ date, isWorkingDay }: DayStatus): '休' | '班' | null {
  const isWeekend = [0, 6].includes(dayOfWeek(date));
  if (isWorkingDay === !isWeekend) return null;
  return isWorkingDay ? '班' : '休';
}

/** Why, in words: `春节放假，国办发明电〔2025〕7号`. */
export function reasonOf({ reason, holiday = '', notice, replaced }: DayStatus): string {
  const words = {
    weekday: '工作日',
    weekend: '双休日',
    holiday: `${holiday}放假`,
    makeUp: `${holiday}调休，上班`,
    statutoryHoliday: `${holiday}（法定节假日，放假通知尚未印发）`,
  }[reason];
  return [words, notice, replaced === undefined ? undefined : `取代${replaced}`]
    .filter((part) => part !== undefined)
    .join('，');
}
