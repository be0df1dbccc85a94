import { z } from 'zod';
import { DomainError } from '../error.js';

/** A day in China (UTC+8) as `YYYY-MM-DD`. Strings of this type order as the days do. */
export type LocalDate = string & { readonly __localDate: unique symbol };

const MS_PER_DAY = 86_400_000;
const PATTERN = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days since 1970-01-01, or null when the text is no calendar day. */
function toDayNumber(text: string): number | null {
  const match = PATTERN.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const date = new Date(Date.UTC(year, month - 1, day));
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day)
    return null;
  return date.getTime() / MS_PER_DAY;
}

/** The days of the working-day calendar as text: making them anew is most of what counting a term would cost. */
const textOfDay = new Map<number, LocalDate>();
const LAST_KEPT_DAY = 47_847; // 2100-12-31

function fromDayNumber(days: number): LocalDate {
  const known = textOfDay.get(days);
  if (known !== undefined) return known;
  const text = makeText(days);
  if (days >= 0 && days <= LAST_KEPT_DAY) textOfDay.set(days, text);
  return text;
}

function makeText(days: number): LocalDate {
  const text = new Date(days * MS_PER_DAY).toISOString();
  if (text.length > 24)
    throw new DomainError('INVALID_DATE', '日期超出可推算的范围（公元 1 至 9999 年）。', { days });
  return text.slice(0, 10) as LocalDate;
}

/** @throws DomainError INVALID_DATE when the text is not an existing day written `YYYY-MM-DD`. */
export function parseLocalDate(text: string): LocalDate {
  if (toDayNumber(text) === null) {
    throw new DomainError('INVALID_DATE', `日期“${text}”不正确，请按 2026-03-02 的写法填写一个存在的日期。`, {
      text,
    });
  }
  return text as LocalDate;
}

/** Zod schema of a day; the message is shown to people. */
export const localDateSchema = z
  .string({ error: '请填写日期，写法如 2026-03-02。' })
  .refine((text) => toDayNumber(text) !== null, { error: '日期不存在或写法不对，请按 2026-03-02 填写。' })
  .transform((text) => text as LocalDate);

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** Calendar days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 Sunday … 6 Saturday. */
export function dayOfWeek(date: LocalDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7;
}

export function yearOf(date: LocalDate): number {
  return Number(date.slice(0, 4));
}

export function laterOf(a: LocalDate, b: LocalDate): LocalDate {
  return a > b ? a : b;
}

export function earlierOf(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

/** Things by their day; those of one day keep the order in which they were given. */
export function orderByDay<T extends { readonly on: LocalDate }>(things: readonly T[]): T[] {
  return [...things].sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** The day that an instant falls on in China, which has the one time zone UTC+8. */
export function localDateInChina(instant: Date): LocalDate {
  const shifted = instant.getTime() + 8 * 3_600_000;
  const day = Math.floor(shifted / 86_400_000);
  // Every request asks for today's date, mostly that of the one before.
  if (day !== latest.day) latest = { day, date: new Date(shifted).toISOString().slice(0, 10) as LocalDate };
  return latest.date;
}

let latest = { day: 0, date: '1970-01-01' as LocalDate };

/** An instant as pages of the government print it, by the clock of China: `2026-03-02 09:30` (国办发〔2017〕47号). */
export function timeInChina(instant: Date | string, precision: 'minute' | 'second' = 'minute'): string {
  const shifted = new Date(new Date(instant).getTime() + 8 * 3_600_000);
  return shifted
    .toISOString()
    .slice(0, precision === 'minute' ? 16 : 19)
    .replace('T', ' ');
}

const WEEKDAYS = ['日', '一', '二', '三', '四', '五', '六'] as const;

/** `2026-03-02（周一）`, the form in which people are shown a day. */
export function formatLocalDate(date: LocalDate): string {
  return `${date}（周${WEEKDAYS[dayOfWeek(date)] ?? ''}）`;
}

/** Days since 1970-01-01 of a day that was checked when it was made. */
function dayNumber(date: LocalDate): number {
  return (
    Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8, 10))) / MS_PER_DAY
  );
}
