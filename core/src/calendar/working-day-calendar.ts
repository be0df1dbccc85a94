import { DomainError } from '../error.js';
import { addDays, dayOfWeek, parseLocalDate, yearOf, type LocalDate } from './local-date.js';
import { WORKING_DAY_NOTICES, type DayRange, type WorkingDayNotice } from './notices.js';
import { statutoryHolidaysOf } from './statutory-holidays.js';

/** Why a day is or isn't a working day. */
export type DayReason = 'weekday' | 'weekend' | 'holiday' | 'makeUp' | 'statutoryHoliday';

export interface DayStatus {
  readonly date: LocalDate;
  readonly isWorkingDay: boolean;
  readonly reason: DayReason;
  readonly holiday?: string;
  /** Number of the notice, or name of the regional overlay, that made the day so. */
  readonly notice?: string;
  /** The notice or overlay that said otherwise about this day before. */
  readonly replaced?: string;
  /** No notice for this year is known yet: the day may still change. */
  readonly isProvisional: boolean;
}

/** Holidays that a region sets for itself, e.g. of an ethnic area (放假办法第四条). Laid over the national notices. */
export interface RegionalOverlay {
  readonly region: string;
  /** The document that set them. */
  readonly source: string;
  readonly knownOn: string;
  readonly off: readonly DayRange[];
  readonly work: readonly DayRange[];
}

export interface CalendarOptions {
  /** All notices to reckon with; default the shipped ones. Pass `[...WORKING_DAY_NOTICES, notice]` to add one. */
  readonly notices?: readonly WorkingDayNotice[];
  readonly overlays?: readonly RegionalOverlay[];
  /** Reckon only with what was known on this day. Default: everything given. */
  readonly knownOn?: LocalDate;
}

/** The working days as known on a day in a region. Immutable; make a new one when a notice arrives. */
export interface WorkingDayCalendar {
  readonly firstYear: number;
  /** Years before this one and not before `firstYear` are settled by a notice. */
  readonly lastYear: number;
  /** @throws DomainError BEFORE_FIRST_CALENDAR_YEAR */
  dayStatus(date: LocalDate): DayStatus;
}

interface NamedDay {
  readonly isWorkingDay: boolean;
  readonly holiday: string;
  readonly notice: string;
  readonly replaced?: string;
}

function noticeKnownOn(notice: WorkingDayNotice): string {
  return notice.knownOn ?? notice.issuedOn;
}

function nameDays(
  days: Map<LocalDate, NamedDay>,
  source: { off: readonly DayRange[]; work: readonly DayRange[] },
  notice: string,
): void {
  for (const [ranges, isWorkingDay] of [
    [source.off, false],
    [source.work, true],
  ] as const) {
    for (const [from, to, holiday] of ranges) {
      const last = parseLocalDate(to);
      for (let day = parseLocalDate(from); day <= last; day = addDays(day, 1)) {
        const before = days.get(day);
        days.set(day, { isWorkingDay, holiday, notice, ...(before && { replaced: before.notice }) });
      }
    }
  }
}

export function createCalendar(options: CalendarOptions = {}): WorkingDayCalendar {
  const all = options.notices ?? WORKING_DAY_NOTICES;
  const isKnown = (knownOn: string): boolean => options.knownOn === undefined || knownOn <= options.knownOn;
  const known = all
    .filter((notice) => isKnown(noticeKnownOn(notice)))
    .sort((a, b) => (noticeKnownOn(a) < noticeKnownOn(b) ? -1 : noticeKnownOn(a) > noticeKnownOn(b) ? 1 : 0));
  const overlays = (options.overlays ?? []).filter((overlay) => isKnown(overlay.knownOn));

  const days = new Map<LocalDate, NamedDay>();
  for (const notice of known) nameDays(days, notice, notice.number);
  for (const overlay of overlays) nameDays(days, overlay, `${overlay.region}：${overlay.source}`);

  const firstYear = Math.min(...all.map((notice) => notice.year));
  const settledYears = new Set(known.map((notice) => notice.year));
  const lastYear = Math.max(firstYear - 1, ...settledYears);
  const statutory = new Map<number, ReadonlyMap<LocalDate, string>>();
  const cache = new Map<LocalDate, DayStatus>();

  function statutoryHoliday(date: LocalDate): string | undefined {
    const year = yearOf(date);
    let holidays = statutory.get(year);
    if (!holidays) {
      holidays = statutoryHolidaysOf(year);
      statutory.set(year, holidays);
    }
    return holidays.get(date);
  }

  function determine(date: LocalDate): DayStatus {
    const year = yearOf(date);
    if (year < firstYear) {
      throw new DomainError(
        'BEFORE_FIRST_CALENDAR_YEAR',
        `没有 ${year} 年的放假安排：工作日数据从 ${firstYear} 年开始，不能推算 ${date}。`,
        { date, firstYear },
      );
    }
    const isProvisional = !settledYears.has(year);
    const named = days.get(date);
    if (named) {
      return {
        date,
        isWorkingDay: named.isWorkingDay,
        reason: named.isWorkingDay ? 'makeUp' : 'holiday',
        holiday: named.holiday,
        notice: named.notice,
        ...(named.replaced !== undefined && { replaced: named.replaced }),
        isProvisional,
      };
    }
    if (isProvisional) {
      const holiday = statutoryHoliday(date);
      if (holiday !== undefined)
        return { date, isWorkingDay: false, reason: 'statutoryHoliday', holiday, isProvisional };
    }
    const weekday = dayOfWeek(date);
    const isWeekend = weekday === 0 || weekday === 6;
    return { date, isWorkingDay: !isWeekend, reason: isWeekend ? 'weekend' : 'weekday', isProvisional };
  }

  return {
    firstYear,
    lastYear,
    dayStatus(date) {
      let status = cache.get(date);
      if (!status) {
        status = determine(date);
        cache.set(date, status);
      }
      return status;
    },
  };
}

let shipped: WorkingDayCalendar | undefined;

/** The calendar of all shipped notices, made once. */
export function shippedCalendar(): WorkingDayCalendar {
  shipped ??= createCalendar();
  return shipped;
}

export function isWorkingDay(calendar: WorkingDayCalendar, date: LocalDate): boolean {
  return calendar.dayStatus(date).isWorkingDay;
}

/** The `count`-th working day after `base`; the start day is not counted (民事诉讼法第八十五条). `count` ≥ 1. */
export function addWorkingDays(calendar: WorkingDayCalendar, base: LocalDate, count: number): LocalDate {
  let day = base;
  for (let counted = 0; counted < count;) {
    day = addDays(day, 1);
    if (isWorkingDay(calendar, day)) counted += 1;
  }
  return day;
}

/** Working days after `after` up to and including `through`. */
export function countWorkingDays(calendar: WorkingDayCalendar, after: LocalDate, through: LocalDate): number {
  let count = 0;
  for (let day = addDays(after, 1); day <= through; day = addDays(day, 1)) {
    if (isWorkingDay(calendar, day)) count += 1;
  }
  return count;
}

/** Years up to that of `through` that no notice settles yet; empty: a reckoning up to it is final. */
export function unsettledYears(calendar: WorkingDayCalendar, through: LocalDate): number[] {
  const years: number[] = [];
  for (let year = calendar.lastYear + 1; year <= yearOf(through); year += 1) years.push(year);
  return years;
}
