import { expect, test } from 'vitest';
import { addDays, parseLocalDate, type LocalDate } from '../calendar/local-date.js';
import { isWorkingDay, shippedCalendar } from '../calendar/working-day-calendar.js';
import { ANSWER_BAND_NAMES, ANSWER_BANDS, answeredWithin, parseAnswerTime } from './answer-time.js';

const calendar = shippedCalendar();
const day = (text: string) => parseLocalDate(text);

/** One day after the other, the day of receipt not among them. */
function workingDaysBetween(received: LocalDate, closed: LocalDate): number {
  let count = 0;
  for (let at = addDays(received, 1); at <= closed; at = addDays(at, 1))
    if (isWorkingDay(calendar, at)) count += 1;
  return count;
}

// 2026: off from 15 to 23 February, worked on 14 and 28 February (国办发明电 of November 2025).
test.each([
  ['2026-02-13', '2026-02-25', '0-5'],
  ['2026-01-26', '2026-02-09', '6-10'],
  ['2026-03-02', '2026-03-30', '11-20'],
  ['2026-03-02', '2026-03-31', '21-40'],
  ['2025-10-09', '2026-03-31', '41-'],
] as const)('a reply of %s to %s falls into %s and no other band', (received, closed, band) => {
  const found = ANSWER_BAND_NAMES.filter((name) =>
    answeredWithin(calendar, name, { from: day('2026-01-01'), until: day('2026-03-31') }).some(
      (span) => span.closedOn === closed && span.receivedFrom <= received && received <= span.receivedThrough,
    ),
  );
  expect(found).toEqual([band]);
});

test('the days of receipt are exactly those that a count day by day gives', () => {
  const period = { from: day('2026-02-01'), until: day('2026-03-10') };
  for (const band of ANSWER_BAND_NAMES) {
    const { from, through } = ANSWER_BANDS[band];
    const spans = new Map(answeredWithin(calendar, band, period).map((span) => [span.closedOn, span]));
    for (let closed = period.from; closed <= period.until; closed = addDays(closed, 1)) {
      const span = spans.get(closed);
      for (let received = addDays(closed, -90); received <= closed; received = addDays(received, 1)) {
        const took = workingDaysBetween(received, closed);
        const isIn = span !== undefined && span.receivedFrom <= received && received <= span.receivedThrough;
        expect(isIn, `${received} to ${closed}: ${took}, ${band}`).toBe(
          took >= from && (through === null || took <= through),
        );
      }
    }
  }
});

test('an address names a band and a period, or nothing', () => {
  expect(parseAnswerTime('6-10@2026-Q3')).toEqual({ band: '6-10', period: { year: 2026, quarter: 3 } });
  expect(parseAnswerTime('41-@2026')).toEqual({ band: '41-', period: { year: 2026, quarter: null } });
  expect(parseAnswerTime('7-8@2026')).toBeNull();
  expect(parseAnswerTime('6-10')).toBeNull();
});
