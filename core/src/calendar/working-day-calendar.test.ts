import { describe, expect, test } from 'vitest';
import { DomainError } from '../error.js';
import { addDays, parseLocalDate, type LocalDate } from './local-date.js';
import { WORKING_DAY_NOTICES, type WorkingDayNotice } from './notices.js';
import { statutoryHolidaysOf } from './statutory-holidays.js';
import {
  addWorkingDays,
  countWorkingDays,
  createCalendar,
  isWorkingDay,
  unsettledYears,
} from './working-day-calendar.js';

const day = (text: string): LocalDate => parseLocalDate(text);
const calendar = createCalendar();

describe('days and the notice that made them so', () => {
  test.each([
    ['2026-03-02', true, 'weekday', undefined],
    ['2026-03-07', false, 'weekend', undefined],
    ['2026-02-14', true, 'makeUp', '国办发明电〔2025〕7号'],
    ['2026-02-16', false, 'holiday', '国办发明电〔2025〕7号'],
    ['2018-12-29', true, 'makeUp', '国办发明电〔2018〕15号'],
    ['2022-12-31', false, 'holiday', '国办发明电〔2022〕16号'],
    ['2019-05-02', false, 'holiday', '国办发明电〔2019〕3号'],
    ['2019-04-28', true, 'makeUp', '国办发明电〔2019〕3号'],
  ])('%s', (text, isWorking, reason, notice) => {
    const status = calendar.dayStatus(day(text));
    expect(status.isWorkingDay).toBe(isWorking);
    expect(status.reason).toBe(reason);
    expect(status.notice).toBe(notice);
    expect(status.isProvisional).toBe(false);
  });

  test('an amended day names the notice it replaced', () => {
    expect(calendar.dayStatus(day('2020-02-01'))).toMatchObject({
      isWorkingDay: false,
      notice: '国办发明电〔2020〕1号',
      replaced: '国办发明电〔2019〕16号',
    });
    expect(calendar.dayStatus(day('2020-01-31')).replaced).toBeUndefined();
  });

  test('the number of days off in 2026, counted from the notice, is 33', () => {
    const notice = WORKING_DAY_NOTICES.find(({ year }) => year === 2026);
    const days = notice?.off.flatMap(([from, to]) => {
      const all: LocalDate[] = [];
      for (let it = day(from); it <= day(to); it = addDays(it, 1)) all.push(it);
      return all;
    });
    expect(days).toHaveLength(33);
    expect(days?.every((it) => !isWorkingDay(calendar, it))).toBe(true);
  });
});

describe('as known on a day', () => {
  test('the January 2020 amendment is known from 2020-01-27', () => {
    const before = createCalendar({ knownOn: day('2020-01-26') });
    const after = createCalendar({ knownOn: day('2020-01-27') });
    expect(addWorkingDays(before, day('2020-01-16'), 20)).toBe('2020-02-18');
    expect(addWorkingDays(after, day('2020-01-16'), 20)).toBe('2020-02-20');
  });

  test('before the notice of a year is out its days are provisional', () => {
    const asOfOctober2025 = createCalendar({ knownOn: day('2025-10-01') });
    expect(asOfOctober2025.lastYear).toBe(2025);
    expect(asOfOctober2025.dayStatus(day('2026-02-14'))).toMatchObject({
      isWorkingDay: false,
      isProvisional: true,
    });
  });
});

describe('past the last notice', () => {
  test('weekends and holidays with certain dates count, and the year is named', () => {
    expect(calendar.dayStatus(day('2027-01-01'))).toMatchObject({
      isWorkingDay: false,
      reason: 'statutoryHoliday',
      holiday: '元旦',
      isProvisional: true,
    });
    expect(calendar.dayStatus(day('2027-02-05'))).toMatchObject({ isWorkingDay: false, holiday: '除夕' });
    expect(calendar.dayStatus(day('2027-02-08'))).toMatchObject({ isWorkingDay: false, holiday: '春节' });
    expect(calendar.dayStatus(day('2027-02-09'))).toMatchObject({ isWorkingDay: true, isProvisional: true });
    expect(calendar.dayStatus(day('2027-05-02')).holiday).toBe('劳动节');
    expect(calendar.dayStatus(day('2027-01-02'))).toMatchObject({ isWorkingDay: false, reason: 'weekend' });
    expect(unsettledYears(calendar, day('2028-01-05'))).toEqual([2027, 2028]);
    expect(unsettledYears(calendar, day('2026-12-31'))).toEqual([]);
  });

  test('a notice that arrives settles the year', () => {
    const notice: WorkingDayNotice = {
      number: '国办发明电〔2026〕测试号',
      isNumberVerified: false,
      issuedOn: '2026-11-30',
      year: 2027,
      off: [['2027-01-01', '2027-01-03', '元旦']],
      work: [['2027-01-09', '2027-01-09', '元旦']],
    };
    const known = createCalendar({ notices: [...WORKING_DAY_NOTICES, notice] });
    expect(known.lastYear).toBe(2027);
    expect(known.dayStatus(day('2027-01-09'))).toMatchObject({ isWorkingDay: true, isProvisional: false });
    expect(addWorkingDays(calendar, day('2026-12-28'), 10)).toBe('2027-01-12');
    expect(addWorkingDays(known, day('2026-12-28'), 10)).toBe('2027-01-11');
  });
});

test('a regional overlay adds holidays of an area', () => {
  const overlay = {
    region: '某自治区',
    source: '古尔邦节放假通知',
    knownOn: '2026-01-10',
    off: [['2026-05-27', '2026-05-27', '古尔邦节']] as const,
    work: [],
  };
  const regional = createCalendar({ overlays: [overlay] });
  expect(isWorkingDay(calendar, day('2026-05-27'))).toBe(true);
  expect(regional.dayStatus(day('2026-05-27'))).toMatchObject({
    isWorkingDay: false,
    holiday: '古尔邦节',
    notice: '某自治区：古尔邦节放假通知',
  });
  const earlier = createCalendar({ overlays: [overlay], knownOn: day('2026-01-09') });
  expect(isWorkingDay(earlier, day('2026-05-27'))).toBe(true);
});

test('before the first year there is an error that says from when the data run', () => {
  expect(() => calendar.dayStatus(day('2017-12-31'))).toThrow(DomainError);
  expect(() => addWorkingDays(calendar, day('2017-12-29'), 1)).toThrow(/2018/);
});

test('every statutory holiday of 2018–2026 is off in that year’s notice', () => {
  for (let year = 2018; year <= 2026; year += 1) {
    const holidays = statutoryHolidaysOf(year);
    // 13 days since 2025, 11 before (放假办法); in 2020 and 2025 a lunar day falls on a solar one or not.
    expect(holidays.size).toBe(year >= 2025 ? 13 : year === 2020 ? 10 : 11);
    for (const [date, name] of holidays)
      expect([date, name, isWorkingDay(calendar, date)]).toEqual([date, name, false]);
  }
});

test('working days are counted after the first and through the last day', () => {
  expect(countWorkingDays(calendar, day('2026-03-09'), day('2026-03-20'))).toBe(9);
  expect(countWorkingDays(calendar, day('2026-03-20'), day('2026-03-20'))).toBe(0);
});
