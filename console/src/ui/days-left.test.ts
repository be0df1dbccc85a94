import { parseLocalDate, shippedCalendar } from '@gongkai/core';
import { expect, test } from 'vitest';
import { daysLeft } from './days-left.js';

const day = parseLocalDate;
const left = (dueOn: string, today: string): string => daysLeft(day(dueOn), day(today), shippedCalendar());

test('days left are told in working days, across a weekend and a holiday', () => {
  expect(left('2026-03-06', '2026-03-02')).toBe('还有 4 个工作日（4 天）');
  expect(left('2026-03-09', '2026-03-06')).toBe('还有 1 个工作日（3 天）');
  // 02-14 is a make-up working day; 02-15 to 02-23 are off.
  expect(left('2026-02-24', '2026-02-13')).toBe('还有 2 个工作日（11 天）');
});

test('the last day and the days after it', () => {
  expect(left('2026-03-02', '2026-03-02')).toBe('今天是最后一日');
  expect(left('2026-03-02', '2026-03-12')).toBe('已超过 10 天');
});
