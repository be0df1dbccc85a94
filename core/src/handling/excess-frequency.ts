import { yearOf, type LocalDate } from '../calendar/local-date.js';

/** How many applications of one applicant came, each application counted as one. 条例第三十五条 */
export interface ExcessFrequency {
  /** Up to and on the day looked at. */
  readonly total: number;
  /** In the twelve months that end on that day. */
  readonly lastTwelveMonths: number;
  /** In the calendar month of that day, up to it. */
  readonly sameMonth: number;
  readonly mostOnOneDay: { readonly on: LocalDate; readonly count: number } | null;
  /** Months with applications in the last twelve months, the earliest first, as `2026-03`. */
  readonly months: readonly { readonly month: string; readonly count: number }[];
}

/** The figures behind “数量、频次”, from days of receipt alone: what they mean is for a person to judge. 条例第三十五条 */
export function excessFrequency(receivedOn: readonly LocalDate[], until: LocalDate): ExcessFrequency {
  const days = receivedOn.filter((day) => day <= until);
  const after = `${yearOf(until) - 1}${until.slice(4)}`;
  const recent = days.filter((day) => day > after);
  const [most] = [...tally(days)].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
  return {
    total: days.length,
    lastTwelveMonths: recent.length,
    sameMonth: recent.filter((day) => day.slice(0, 7) === until.slice(0, 7)).length,
    mostOnOneDay: most === undefined ? null : { on: most[0] as LocalDate, count: most[1] },
    months: [...tally(recent.map((day) => day.slice(0, 7)))]
      .map(([month, count]) => ({ month, count }))
      .sort((a, b) => (a.month < b.month ? -1 : 1)),
  };
}

function tally(values: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}
