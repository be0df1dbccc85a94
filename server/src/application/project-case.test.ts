import {
  shippedCalendar,
  addDays,
  createCalendar,
  daysBetween,
  parseLocalDate,
  type CaseEvent,
  type LocalDate,
} from '@gongkai/core';
import { describe, expect, test } from 'vitest';
import { makeHistory } from '../demonstration/lawful-history.js';
import { createRandom } from '../demonstration/random.js';
import { effectiveEvents, projectCase } from './project-case.js';

const random = createRandom(20261121);
const maker = { random, calendar: createCalendar() };
const ROWS = [
  'granted',
  'refused.thirdPartyRights',
  'unable.stillUnclear',
  'other.lapsedCorrection',
  'other.lapsedFee',
  null,
] as const;

/** Lawful histories of every course, each cut off after some of its events. */
function histories(count: number): CaseEvent[][] {
  return Array.from({ length: count }, () => {
    const row = random.pick(ROWS);
    const target = { year: random.between(2019, 2024), isCarriedIn: row !== null && random.chance(0.4), row };
    const { applicant, events } = makeHistory(maker, 'research', 'localDepartment', target);
    return events
      .slice(0, random.between(1, events.length))
      .map((event) => (event.type === 'submitted' ? { ...event, applicantClass: applicant } : event));
  });
}

describe('the day on which time alone changes a case', () => {
  test('until then the projections stay as they are', () => {
    for (const events of histories(60)) {
      let today: LocalDate = events[0]!.on;
      for (let change = 0; change < 12; change += 1) {
        const { reprojectOn, ...now } = projectCase(events, {
          today,
          agencyKind: 'localDepartment',
          calendar: shippedCalendar(),
        });
        const end = reprojectOn ?? addDays(today, 800);
        for (let step = 0; step < 12; step += 1) {
          const day = addDays(today, random.between(0, daysBetween(today, end) - 1));
          const { reprojectOn: _, ...later } = projectCase(events, {
            today: day,
            agencyKind: 'localDepartment',
            calendar: shippedCalendar(),
          });
          expect({ day, events, ...later }).toEqual({ day, events, ...now });
        }
        if (reprojectOn === null) break;
        expect(reprojectOn > today).toBe(true);
        today = reprojectOn;
      }
    }
  });

  test('a case that is closed never changes', () => {
    const { events } = makeHistory(maker, 'research', 'localDepartment', {
      year: 2020,
      isCarriedIn: false,
      row: 'granted',
    });
    const known = events.map((event) =>
      event.type === 'submitted' ? { ...event, applicantClass: 'research' as const } : event,
    );
    const today = parseLocalDate('2021-06-30');
    expect(
      projectCase(known, { today, agencyKind: 'localDepartment', calendar: shippedCalendar() }).reprojectOn,
    ).toBeNull();
  });
});

test('a correction stands at the place of what it corrects, through every later one', () => {
  const submitted = (day: string): CaseEvent => ({
    type: 'submitted',
    on: parseLocalDate(day),
    channel: 'counter',
  });
  const withdrawn = (day: string): CaseEvent => ({ type: 'withdrawn', on: parseLocalDate(day) });
  const records = [
    { seq: 1, event: submitted('2020-01-06'), corrects: null },
    { seq: 2, event: withdrawn('2020-01-07'), corrects: null },
    { seq: 3, event: submitted('2020-01-03'), corrects: 1 },
    { seq: 4, event: submitted('2020-01-02'), corrects: 3 },
  ];
  expect(effectiveEvents(records)).toEqual([submitted('2020-01-02'), withdrawn('2020-01-07')]);
});
