import { expect, test } from 'vitest';
import { inTimeRate } from './describe-statistics.js';
import { daysOfPeriod, periodName } from './period.js';

test.each([
  [{ year: 2026, quarter: 1 }, '2026-01-01', '2026-03-31', '2026年第一季度'],
  [{ year: 2026, quarter: 2 }, '2026-04-01', '2026-06-30', '2026年第二季度'],
  [{ year: 2026, quarter: 3 }, '2026-07-01', '2026-09-30', '2026年第三季度'],
  [{ year: 2026, quarter: 4 }, '2026-10-01', '2026-12-31', '2026年第四季度'],
  [{ year: 2026, quarter: null }, '2026-01-01', '2026-12-31', '2026年'],
])('%j runs from %s to %s', (period, from, until, name) => {
  expect(daysOfPeriod(period)).toEqual({ from, until });
  expect(periodName(period)).toBe(name);
});

test('a rate of nothing is a dash', () => {
  expect(inTimeRate({ inTime: 0, judged: 0 })).toBe('—');
  expect(inTimeRate({ inTime: 2, judged: 3 })).toBe('66.7%');
});
