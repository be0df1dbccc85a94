import { addDays, parseLocalDate, yearOf, type LocalDate } from './local-date.js';

/**
 * Holidays for the whole population under 《全国年节及纪念日放假办法》 (4th revision 2024-11-10: 13 days from 2025,
 * with 除夕 and 2 May; 11 before), where the statute alone fixes the day. Used for years whose notice is not out yet.
 */

/** 正月初一, 五月初五, 八月十五 of each year whose dates were checked; beyond it only the solar holidays are certain. */
const LUNAR_HOLIDAYS: Readonly<Record<number, readonly [string, string, string]>> = {
  2018: ['2018-02-16', '2018-06-18', '2018-09-24'],
  2019: ['2019-02-05', '2019-06-07', '2019-09-13'],
  2020: ['2020-01-25', '2020-06-25', '2020-10-01'],
  2021: ['2021-02-12', '2021-06-14', '2021-09-21'],
  2022: ['2022-02-01', '2022-06-03', '2022-09-10'],
  2023: ['2023-01-22', '2023-06-22', '2023-09-29'],
  2024: ['2024-02-10', '2024-06-10', '2024-09-17'],
  2025: ['2025-01-29', '2025-05-31', '2025-10-06'],
  2026: ['2026-02-17', '2026-06-19', '2026-09-25'],
  2027: ['2027-02-06', '2027-06-09', '2027-09-15'],
  2028: ['2028-01-26', '2028-05-28', '2028-10-03'],
  2029: ['2029-02-13', '2029-06-16', '2029-09-22'],
  2030: ['2030-02-03', '2030-06-05', '2030-09-12'],
};

const FIRST_YEAR_OF_13_DAYS = 2025;

/** 清明 by the usual formula for the 21st century. */
function qingmingOf(year: number): LocalDate {
  const y = year % 100;
  const day = Math.floor(y * 0.2422 + 4.81) - Math.floor(y / 4);
  return parseLocalDate(`${year}-04-0${day}`);
}

/** The statutory holidays of a year whose dates are certain: day → name of the holiday. */
export function statutoryHolidaysOf(year: number): ReadonlyMap<LocalDate, string> {
  const days = new Map<LocalDate, string>();
  const add = (first: LocalDate, count: number, name: string): void => {
    for (let i = 0; i < count; i += 1) days.set(addDays(first, i), name);
  };
  const has13Days = year >= FIRST_YEAR_OF_13_DAYS;
  add(parseLocalDate(`${year}-01-01`), 1, '元旦');
  add(qingmingOf(year), 1, '清明节');
  add(parseLocalDate(`${year}-05-01`), has13Days ? 2 : 1, '劳动节');
  add(parseLocalDate(`${year}-10-01`), 3, '国庆节');
  const lunar = LUNAR_HOLIDAYS[year];
  if (lunar) {
    const springFestival = parseLocalDate(lunar[0]);
    if (has13Days) add(addDays(springFestival, -1), 1, '除夕');
    add(springFestival, 3, '春节');
    add(parseLocalDate(lunar[1]), 1, '端午节');
    add(parseLocalDate(lunar[2]), 1, '中秋节');
  }
  for (const day of days.keys()) if (yearOf(day) !== year) days.delete(day);
  return days;
}
