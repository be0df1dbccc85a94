import { describe, expect, test } from 'vitest';
import {
  addDays,
  dayOfWeek,
  daysBetween,
  earlierOf,
  formatLocalDate,
  laterOf,
  localDateInChina,
  localDateSchema,
  parseLocalDate,
  timeInChina,
  yearOf,
} from './local-date.js';

describe('parseLocalDate', () => {
  test.each([
    '2026-02-30',
    '2026-13-01',
    '2026-00-10',
    '2025-02-29',
    '20260302',
    '2026-3-2',
    '',
    '2026-03-02T00:00',
  ])('refuses %s', (text) => {
    expect(() => parseLocalDate(text)).toThrow(/日期/);
    expect(localDateSchema.safeParse(text).success).toBe(false);
  });
  test('accepts a leap day', () => {
    expect(parseLocalDate('2024-02-29')).toBe('2024-02-29');
    expect(localDateSchema.parse('2024-02-29')).toBe('2024-02-29');
  });
});

test('arithmetic crosses months, years and leap days', () => {
  expect(addDays(parseLocalDate('2024-02-28'), 2)).toBe('2024-03-01');
  expect(addDays(parseLocalDate('2026-01-01'), -1)).toBe('2025-12-31');
  expect(daysBetween(parseLocalDate('2024-02-28'), parseLocalDate('2024-03-01'))).toBe(2);
  expect(daysBetween(parseLocalDate('2024-03-01'), parseLocalDate('2024-02-28'))).toBe(-2);
  expect(yearOf(parseLocalDate('2026-12-31'))).toBe(2026);
});

test('weekdays', () => {
  expect(dayOfWeek(parseLocalDate('2026-03-01'))).toBe(0);
  expect(dayOfWeek(parseLocalDate('2026-03-02'))).toBe(1);
  expect(dayOfWeek(parseLocalDate('1969-12-31'))).toBe(3);
  expect(formatLocalDate(parseLocalDate('2026-03-02'))).toBe('2026-03-02（周一）');
});

test('order', () => {
  const [a, b] = [parseLocalDate('2026-03-02'), parseLocalDate('2026-11-01')];
  expect(laterOf(a, b)).toBe(b);
  expect(earlierOf(a, b)).toBe(a);
});

test('an instant becomes a day in UTC+8', () => {
  expect(localDateInChina(new Date('2025-12-31T15:59:59Z'))).toBe('2025-12-31');
  expect(localDateInChina(new Date('2025-12-31T16:00:00Z'))).toBe('2026-01-01');
});

test('an instant is printed by the clock of China, to the minute or to the second', () => {
  expect(timeInChina('2026-03-01T16:05:09.000Z')).toBe('2026-03-02 00:05');
  expect(timeInChina(new Date('2026-03-02T01:30:59Z'), 'second')).toBe('2026-03-02 09:30:59');
});
