import { parseLocalDate, type LocalDate } from '../calendar/local-date.js';

/** A year, or a quarter of it. */
export interface StatisticsPeriod {
  readonly year: number;
  /** 1–4; null: the whole year. */
  readonly quarter: number | null;
}

const LAST_DAYS = ['03-31', '06-30', '09-30', '12-31'] as const;
const FIRST_DAYS = ['01-01', '04-01', '07-01', '10-01'] as const;

/** The first and the last day of the period. */
export function daysOfPeriod({ year, quarter }: StatisticsPeriod): {
  readonly from: LocalDate;
  readonly until: LocalDate;
} {
  const first = FIRST_DAYS[(quarter ?? 1) - 1] ?? FIRST_DAYS[0];
  const last = LAST_DAYS[(quarter ?? 4) - 1] ?? LAST_DAYS[3];
  return { from: parseLocalDate(`${year}-${first}`), until: parseLocalDate(`${year}-${last}`) };
}

/** A period as an address writes it: `2026`, or `2026-Q3`. */
export const PERIOD_TEXT = /^(20\d\d)(?:-Q([1-4]))?$/;

/** The period that an address means; null: it means none. */
export function parsePeriod(text: string): StatisticsPeriod | null {
  const [, year, quarter] = PERIOD_TEXT.exec(text) ?? [];
  if (year === undefined) return null;
  return { year: Number(year), quarter: quarter === undefined ? null : Number(quarter) };
}

export function periodText({ year, quarter }: StatisticsPeriod): string {
  return quarter === null ? String(year) : `${year}-Q${quarter}`;
}

export function periodName({ year, quarter }: StatisticsPeriod): string {
  const names = ['一', '二', '三', '四'];
  return quarter === null ? `${year}年` : `${year}年第${names[quarter - 1] ?? quarter}季度`;
}

/** Events that are counted in the period in which they happened. */
export const COUNTED_EVENTS = { extension: '延期', feeNotice: '发出收费通知', feePaid: '缴费' } as const;
export type CountedEvent = keyof typeof COUNTED_EVENTS;

/** Such an event in a period, as an address writes it: `extension@2026-Q3`; null: the address means none. */
export function parseEventPeriod(
  text: string,
): { readonly event: CountedEvent; readonly period: StatisticsPeriod } | null {
  const [name = '', written = ''] = text.split('@');
  const event = (Object.keys(COUNTED_EVENTS) as CountedEvent[]).find((it) => it === name);
  const period = parsePeriod(written);
  return event === undefined || period === null ? null : { event, period };
}
