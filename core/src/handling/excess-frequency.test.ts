import { expect, test } from 'vitest';
import { parseLocalDate as day } from '../calendar/local-date.js';
import { excessFrequency } from './excess-frequency.js';

const DAYS = [
  '2025-03-09',
  '2025-03-10',
  '2025-11-03',
  '2026-03-02',
  '2026-03-02',
  '2026-03-09',
  '2026-03-10',
];

test('each application is one; what came after the day looked at is not counted', () => {
  const found = excessFrequency(DAYS.map(day), day('2026-03-09'));
  expect(found).toEqual({
    total: 6,
    // 2025-03-09 itself lies a year back; 2025-03-10 is the first day of the twelve months.
    lastTwelveMonths: 5,
    sameMonth: 3,
    mostOnOneDay: { on: '2026-03-02', count: 2 },
    months: [
      { month: '2025-03', count: 1 },
      { month: '2025-11', count: 1 },
      { month: '2026-03', count: 3 },
    ],
  });
});

test('nobody applied: nothing is counted', () => {
  expect(excessFrequency([], day('2026-03-09'))).toEqual({
    ...{ total: 0, lastTwelveMonths: 0, sameMonth: 0, mostOnOneDay: null, months: [] },
  });
});
