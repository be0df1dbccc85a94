import { describe, expect, test } from 'vitest';
import { replyClock } from '../deadline/reply-clock.js';
import { describeStep } from '../deadline/describe-step.js';
import { calendarWith, firstDayOf, newNoticeSchema, type NewNotice } from './added-notice.js';
import { parseLocalDate } from './local-date.js';
import { WORKING_DAY_NOTICES } from './notices.js';
import { addWorkingDays, createCalendar, shippedCalendar } from './working-day-calendar.js';

const day = parseLocalDate;
const GIVEN = {
  number: '国办发明电〔2026〕9号',
  issuedOn: '2026-10-28',
  year: 2027,
  off: [{ from: '2027-02-06', to: '2027-02-12', holiday: '春节' }],
  work: [{ from: '2027-01-31', to: '2027-01-31', holiday: '春节' }],
};
const NOTICE: NewNotice = newNoticeSchema.parse(GIVEN);

describe('a notice that was added', () => {
  test('makes its days and settles its year', () => {
    const calendar = calendarWith([NOTICE]);
    expect(calendar.dayStatus(day('2027-01-31'))).toMatchObject({
      isWorkingDay: true,
      notice: '国办发明电〔2026〕9号',
      isProvisional: false,
    });
    expect(calendar.dayStatus(day('2027-02-08'))).toMatchObject({ isWorkingDay: false, holiday: '春节' });
    // Fri 2027-02-05 and then Sat 02-13 is a weekend: the next working day is Mon 02-15.
    expect(addWorkingDays(calendar, day('2027-02-05'), 1)).toBe('2027-02-15');
  });

  test('that of a region counts for the agencies below it alone', () => {
    const regional = {
      ...NOTICE,
      number: '藏政办发〔2026〕1号',
      regionCode: 'XZ',
      off: [{ from: day('2026-12-08'), to: day('2026-12-08'), holiday: '藏历节日' }],
      work: [],
    };
    expect(calendarWith([regional], ['LS', 'XZ']).dayStatus(day('2026-12-08'))).toMatchObject({
      isWorkingDay: false,
      notice: 'XZ：藏政办发〔2026〕1号',
    });
    expect(calendarWith([regional], ['BJ']).dayStatus(day('2026-12-08')).isWorkingDay).toBe(true);
  });

  test('with none added the shipped calendar stays', () => {
    expect(calendarWith([])).toBe(shippedCalendar());
  });

  test('the first day', () => {
    expect(firstDayOf(NOTICE)).toBe('2027-01-31');
  });
});

test('the amendment of January 2020, added as an administrator would, moves 02-18 to 02-20 and is cited', () => {
  const amendment = WORKING_DAY_NOTICES.find(({ number }) => number === '国办发明电〔2020〕1号');
  const before = createCalendar({ notices: WORKING_DAY_NOTICES.filter((notice) => notice !== amendment) });
  const due = (calendar: ReturnType<typeof createCalendar>) =>
    replyClock({ receivedOn: day('2020-01-16'), events: [], calendar, today: day('2020-02-03') });
  expect(due(before).dueOn).toBe('2020-02-18');
  const entered = newNoticeSchema.parse({
    number: '国办发明电〔2020〕1号',
    issuedOn: '2020-01-27',
    year: 2020,
    amends: '国办发明电〔2019〕16号',
    // 01-31 to 02-02 off; Saturday 02-01, a make-up working day of the first notice, is off as well.
    off: [{ from: '2020-01-31', to: '2020-02-02', holiday: '春节' }],
  });
  const asAdded = createCalendar({
    notices: [
      ...WORKING_DAY_NOTICES.filter((notice) => notice !== amendment),
      {
        ...entered,
        isNumberVerified: true,
        knownOn: '2020-01-27',
        amends: '国办发明电〔2019〕16号',
        off: [['2020-01-31', '2020-02-02', '春节']],
        work: [],
      },
    ],
  });
  expect(due(asAdded).dueOn).toBe('2020-02-20');
  expect(due(calendarWith([])).dueOn).toBe('2020-02-20');
  expect(due(asAdded).steps.map(describeStep).join('\n')).toContain(
    '依据国办发明电〔2020〕1号（取代国办发明电〔2019〕16号）',
  );
});

describe('what is refused', () => {
  test.each([
    ['no days', { off: [], work: [] }, '至少'],
    [
      'an end before its beginning',
      { off: [{ from: '2027-02-12', to: '2027-02-06', holiday: '春节' }] },
      '止日',
    ],
    [
      'days of another year',
      { off: [{ from: '2025-02-06', to: '2025-02-07', holiday: '春节' }] },
      '核对日期',
    ],
    [
      'a day both off and on',
      { work: [{ from: '2027-02-08', to: '2027-02-08', holiday: '春节' }] },
      '既放假又上班',
    ],
  ])('%s', (_, change, words) => {
    const result = newNoticeSchema.safeParse({ ...GIVEN, ...change });
    expect(result.error?.issues.map(({ message }) => message).join()).toContain(words);
  });
});
