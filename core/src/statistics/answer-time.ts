import { addDays, laterOf, parseLocalDate, type LocalDate } from '../calendar/local-date.js';
import { isWorkingDay, type WorkingDayCalendar } from '../calendar/working-day-calendar.js';
import { parsePeriod, type StatisticsPeriod } from './period.js';

/** Working days from receipt to the service of the reply, in bands: of 条例第三十三条 the 20 days, and 20 more. */
export const ANSWER_BANDS = {
  '0-5': { label: '5个工作日以内', from: 0, through: 5 },
  '6-10': { label: '6至10个工作日', from: 6, through: 10 },
  '11-20': { label: '11至20个工作日', from: 11, through: 20 },
  '21-40': { label: '21至40个工作日', from: 21, through: 40 },
  '41-': { label: '40个工作日以上', from: 41, through: null },
} as const;
export type AnswerBand = keyof typeof ANSWER_BANDS;
export const ANSWER_BAND_NAMES = Object.keys(ANSWER_BANDS) as [AnswerBand, ...AnswerBand[]];

/** Years before the period from which a case may come whose reply is counted in days. */
const YEARS_BACK = 5;

/** How many working days had passed by each day. */
export interface WorkingDayCount {
  readonly days: readonly LocalDate[];
  readonly counts: readonly number[];
}

/**
 * The working days that pass until the last day of a period, from some years before it on. Before the first known year
 * nobody can tell working days: cases of then have no time to answer.
 */
export function workingDaysUntil(
  calendar: WorkingDayCalendar,
  { from, until }: { readonly from: LocalDate; readonly until: LocalDate },
): WorkingDayCount {
  const days: LocalDate[] = [];
  const counts: number[] = [];
  let passed = 0;
  const first = laterOf(addDays(from, -366 * YEARS_BACK), parseLocalDate(`${calendar.firstYear}-01-01`));
  for (let day = first; day <= until; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) passed += 1;
    days.push(day);
    counts.push(passed);
  }
  return { days, counts };
}

/** What was received from one day through another and answered on `closedOn`. */
export interface AnsweredSpan {
  readonly closedOn: LocalDate;
  readonly receivedFrom: LocalDate;
  readonly receivedThrough: LocalDate;
}

/** For each day of a period the days of receipt from which a reply served on it took as long as the band says. */
export function answeredWithin(
  calendar: WorkingDayCalendar,
  band: AnswerBand,
  period: { readonly from: LocalDate; readonly until: LocalDate },
): AnsweredSpan[] {
  const { days, counts } = workingDaysUntil(calendar, period);
  const { from, through } = ANSWER_BANDS[band];
  const spans: AnsweredSpan[] = [];
  // Both ends of the days of receipt only move forward with the day of service.
  let first = 0;
  let after = 0;
  days.forEach((closedOn, place) => {
    const passed = counts[place] ?? 0;
    while (through !== null && passed - (counts[first] ?? 0) > through) first += 1;
    while (after <= place && passed - (counts[after] ?? 0) >= from) after += 1;
    const [receivedFrom, receivedThrough] = [days[first], days[after - 1]];
    if (closedOn < period.from || receivedFrom === undefined || receivedThrough === undefined) return;
    if (receivedFrom <= receivedThrough) spans.push({ closedOn, receivedFrom, receivedThrough });
  });
  return spans;
}

/** A band and a period, as an address writes them: `6-10@2026-Q3`; null: the address means none. */
export function parseAnswerTime(
  text: string,
): { readonly band: AnswerBand; readonly period: StatisticsPeriod } | null {
  const [name = '', written = ''] = text.split('@');
  const band = ANSWER_BAND_NAMES.find((it) => it === name);
  const period = parsePeriod(written);
  return band === undefined || period === null ? null : { band, period };
}
