import { describe, expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { shippedCalendar } from '../calendar/working-day-calendar.js';
import { rolePermits } from '../identity/permission.js';
import { ROLE_NAMES } from '../identity/role.js';
import { dueReminder } from './due-reminder.js';
import { NOTIFICATION_KIND_NAMES, notificationRule } from './notification-kinds.js';
import { notificationDetailsSchema } from './notification-rule.js';
import { notificationPath, notificationText } from './notification-text.js';

const day = parseLocalDate;

describe('a reminder', () => {
  // The term ends on Friday, 20 March 2026; no holiday is near.
  test.each([
    ['2026-03-12', null, null],
    ['2026-03-13', 5, 5],
    ['2026-03-16', 5, 4],
    ['2026-03-17', 3, 3],
    ['2026-03-18', 3, 2],
    ['2026-03-19', 1, 1],
    ['2026-03-20', 0, 0],
    ['2026-03-21', 'overdue', 0],
  ] as const)('on %s is that of threshold %s, with %s working days left', (today, reminder, daysLeft) => {
    const due = dueReminder(day('2026-03-20'), day(today), shippedCalendar());
    expect(due).toEqual(reminder === null ? null : { reminder, daysLeft });
  });

  test('counts working days over a holiday: 国庆 2025 is off from 1 to 8 October, 28 September is worked', () => {
    // From 29 September to 9 October: 30 September and 9 October are the only working days.
    expect(dueReminder(day('2025-10-09'), day('2025-09-29'), shippedCalendar())?.daysLeft).toBe(2);
    // From Friday, 26 September, the Sunday that is worked counts as well.
    expect(dueReminder(day('2025-09-30'), day('2025-09-26'), shippedCalendar())?.daysLeft).toBe(3);
  });
});

describe('the templates', () => {
  test.each(NOTIFICATION_KIND_NAMES)(
    '%s names only details there are, in Chinese with an English label',
    (kind) => {
      const { body, label, english, version } = notificationRule(kind);
      const named = [...body.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(Object.keys(notificationDetailsSchema.shape)).toEqual(expect.arrayContaining(named));
      expect(label).toMatch(/^[\p{Script=Han}]+$/u);
      expect(english).toMatch(/^[A-Za-z -]+$/);
      expect(version).toBeGreaterThan(0);
    },
  );

  test('a sentence that lacks a figure is not sent', () => {
    expect(() => notificationText('case.overdue', {})).toThrow(RangeError);
    expect(notificationText('case.overdue', { dueOn: day('2026-03-20') })).toContain('2026-03-20');
  });

  test('the last day is called today', () => {
    const dueOn = day('2026-03-20');
    expect(notificationText('case.due', { dueOn, days: 3 })).toContain('2026-03-20，还有 3 个工作日。');
    expect(notificationText('case.due', { dueOn, days: 0 })).toContain('2026-03-20，今天到期。');
  });

  test('a detail has no room for words', () => {
    expect(notificationDetailsSchema.safeParse({ name: '申小明' }).success).toBe(false);
    expect(notificationDetailsSchema.safeParse({ dueOn: '申小明' }).success).toBe(false);
  });
});

test('news goes only to roles that may see what it is about', () => {
  for (const kind of NOTIFICATION_KIND_NAMES) {
    const { audience } = notificationRule(kind);
    if (audience === 'addressee') continue;
    const { roles = ROLE_NAMES, permission } = audience;
    expect(
      roles.filter((role) => rolePermits(role, permission)),
      kind,
    ).not.toEqual([]);
  }
  const ofCases = NOTIFICATION_KIND_NAMES.filter((kind) => notificationRule(kind).subject === 'case');
  for (const kind of ofCases) {
    const { audience } = notificationRule(kind);
    if (audience === 'addressee') continue;
    for (const role of ROLE_NAMES.filter((it) => rolePermits(it, audience.permission)))
      expect(rolePermits(role, 'case.view'), `${kind} ${role}`).toBe(true);
  }
});

test('a subject is opened in the agency and year that it is of', () => {
  const about = { id: 'A/1 号', agencyCode: 'YSJ' } as const;
  expect(notificationPath({ ...about, type: 'case' }, 2026)).toBe(
    '/console/agencies/YSJ/2026/cases/A%2F1%20%E5%8F%B7',
  );
  expect(notificationPath({ ...about, type: 'job' }, 2026)).toBe('/console/jobs');
  expect(notificationPath({ ...about, type: 'account' }, 2026)).toBe('/account');
  expect(notificationPath({ id: 'auditor', agencyCode: null, type: 'administrators' }, 2026)).toBe(
    '/console/administrators',
  );
});
