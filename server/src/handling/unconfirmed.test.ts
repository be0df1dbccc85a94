import { operatorActor, parseLocalDate } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { recordEvent, registerCase } from '../application/service.js';
import { openOffice } from '../notification/testing/office.js';
import { tellOfUnconfirmed } from './reminders.js';

const { ctx, person } = await openOffice();
const people: Record<string, string> = {};

/** Three in the afternoon of a day in China. */
const on = (day: string) => ({
  ...ctx,
  now: () => new Date(`${day}T07:00:00Z`),
  today: () => parseLocalDate(day),
});

beforeAll(async () => {
  people.officer = await person('申公', 'disclosureOfficer');
  people.head = await person('主任', 'officeHead');
  people.liaison = await person('联络', 'liaisonOfficer', { unitCode: 'FGC' });
  // On a Saturday, over the web; and on the Friday before, by registered mail, which needs no confirmation.
  for (const [caseId, channel, day] of [
    ['W-1', 'web', '2026-03-07'],
    ['R-1', 'registeredMail', '2026-03-06'],
  ] as const) {
    await registerCase(on(day), operatorActor(), 'YSJ', {
      ...{ caseId, applicantClass: 'naturalPerson', applicantName: '申小明', request: '批复' },
      ...{ topic: null, unitCode: null },
      events: [{ type: 'submitted', on: parseLocalDate(day), channel }],
    });
  }
});

/** What somebody was told since, by kind. */
async function toldTo(name: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('notification')
    .select(['kind', 'subjectId'])
    .where('accountId', '=', people[name] ?? '')
    .where('kind', 'in', ['case.toConfirm', 'case.confirmLate'])
    .orderBy('createdAt')
    .orderBy('kind')
    .execute();
  await ctx.db.deleteFrom('notification').execute();
  return rows.map(({ kind, subjectId }) => `${kind} ${subjectId}`);
}

test('nobody is told on a day off', async () => {
  await toldTo('officer');
  expect(await tellOfUnconfirmed(on('2026-03-08'))).toBe(0);
});

test('on the next working day the desk is reminded to call, and of nothing that needs no confirmation', async () => {
  await tellOfUnconfirmed(on('2026-03-09'));
  expect(await toldTo('officer')).toEqual(['case.toConfirm W-1']);
});

test('once a day however often the job runs, and no unit that does not take in', async () => {
  expect(await tellOfUnconfirmed(on('2026-03-10'))).toBeGreaterThan(0);
  expect(await tellOfUnconfirmed(on('2026-03-10'))).toBe(0);
  expect(await toldTo('liaison')).toEqual([]);
});

test('when its day is past, the head of the office is told that it is late', async () => {
  await tellOfUnconfirmed(on('2026-03-11'));
  expect(await toldTo('head')).toContain('case.confirmLate W-1');
});

test('confirmed by both sides, it is named no more', async () => {
  await recordEvent(on('2026-03-11'), operatorActor(), {
    ...{ agencyCode: 'YSJ', caseId: 'W-1', lastSeq: 1 },
    event: { type: 'receiptConfirmed', on: parseLocalDate('2026-03-11') },
  });
  expect(await tellOfUnconfirmed(on('2026-03-12'))).toBe(0);
});
