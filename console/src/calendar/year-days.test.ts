import { calendarWith, parseLocalDate, shippedCalendar } from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { markOf, monthsOf, reasonOf } from './year-days.js';

describe('the working days of a year', () => {
  const calendar = shippedCalendar();
  const dayOf = (on: string) => calendar.dayStatus(parseLocalDate(on));

  test('every day of the year stands once, in weeks that begin on Monday', () => {
    const months = monthsOf(calendar, 2024);
    const days = months.flatMap(({ weeks }) => weeks.flat()).filter((day) => day !== null);
    expect(days).toHaveLength(366);
    expect(months[1]?.weeks.flat().filter((day) => day !== null)).toHaveLength(29);
    // 2024-05-01 was a Wednesday.
    expect(months[4]?.weeks[0]?.map((day) => day?.date ?? null)).toEqual([
      ...[null, null],
      ...['2024-05-01', '2024-05-02', '2024-05-03', '2024-05-04', '2024-05-05'],
    ]);
  });

  test('days that differ from the week are marked with the holiday and the notice', () => {
    // The notice for 2026: off 15 to 23 February, at work on 14 and 28 February.
    expect(markOf(dayOf('2026-02-16'))).toBe('休');
    expect(markOf(dayOf('2026-02-15'))).toBeNull();
    expect(markOf(dayOf('2026-02-14'))).toBe('班');
    expect(markOf(dayOf('2026-03-02'))).toBeNull();
    expect(reasonOf(dayOf('2026-02-14'))).toContain('春节调休，上班');
    expect(reasonOf(dayOf('2026-02-16'))).toContain('春节放假');
  });

  test('a year without a notice shows the statutory days only, and says so', () => {
    const newYear = calendarWith([]).dayStatus(parseLocalDate('2027-01-01'));
    expect(markOf(newYear)).toBe('休');
    expect(reasonOf(newYear)).toContain('尚未印发');
  });
});
