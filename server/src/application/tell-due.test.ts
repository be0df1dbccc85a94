import { operatorActor, parseLocalDate, type CaseEvent } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { saveReminderSetting } from '../desk-setting/service.js';
import { openOffice } from '../notification/testing/office.js';
import { registerCase } from './service.js';
import { tellOfDueCases, tellSupervisors } from './tell-due.js';

const { ctx, person } = await openOffice();
const people: Record<string, string> = {};

/** Eight in the morning of a day in China. */
const on = (day: string) => ({
  ...ctx,
  now: () => new Date(`${day}T00:00:00Z`),
  today: () => parseLocalDate(day),
});

beforeAll(async () => {
  people.officer = await person('申公', 'disclosureOfficer');
  people.liaison = await person('联络', 'liaisonOfficer', { unitCode: 'FGC' });
  people.supervisor = await person('监督', 'supervisor', { agencyCode: 'LJ' });
  // Received on Monday, 2 March 2026: twenty working days end on Monday, 30 March.
  const events: CaseEvent[] = [{ type: 'submitted', on: parseLocalDate('2026-03-02'), channel: 'counter' }];
  for (const unitCode of ['FGC', 'BGS', null]) {
    await registerCase(ctx, operatorActor(), 'YSJ', {
      caseId: `A-${unitCode ?? 'none'}`,
      applicantClass: 'naturalPerson',
      applicantName: '申小明',
      request: '批复',
      topic: null,
      unitCode,
      events,
    });
  }
});

interface Told {
  readonly kind: string;
  readonly subjectId: string;
  readonly details: Record<string, unknown>;
}
async function toldTo(name: string): Promise<Told[]> {
  const id = people[name] ?? '';
  const rows = await ctx.db
    .selectFrom('notification')
    .select(['kind', 'subjectId', 'details'])
    .where('accountId', '=', id)
    .where('kind', '<>', 'case.assigned')
    .orderBy('createdAt')
    .orderBy('subjectId')
    .execute();
  return rows;
}
const count = async (name: string) => (await toldTo(name)).length;

test('a case handed to a unit is told to its liaison officer when it is registered', async () => {
  const rows = await ctx.db.selectFrom('notification').select(['accountId', 'kind', 'subjectId']).execute();
  expect(rows).toEqual([{ accountId: people.liaison, kind: 'case.assigned', subjectId: 'A-FGC' }]);
});

test('from five working days before the end on, once for each threshold, however often the job runs', async () => {
  expect(await tellOfDueCases(on('2026-03-20'))).toBe(0);
  // Monday, 23 March: five working days are left. Three cases for the officer, one for the liaison officer.
  expect(await tellOfDueCases(on('2026-03-23'))).toBe(4);
  expect(await tellOfDueCases(on('2026-03-23'))).toBe(0);
  expect(await tellOfDueCases(on('2026-03-24'))).toBe(0);
  expect((await toldTo('liaison')).map(({ kind, subjectId, details }) => [kind, subjectId, details])).toEqual(
    [['case.due', 'A-FGC', { dueOn: '2026-03-30', days: 5 }]],
  );
  expect(await tellOfDueCases(on('2026-03-25'))).toBe(4);
  expect(await tellOfDueCases(on('2026-03-27'))).toBe(4);
  // A Saturday.
  expect(await tellOfDueCases(on('2026-03-28'))).toBe(0);
  expect(await tellOfDueCases(on('2026-03-30'))).toBe(4);
  expect(await count('liaison')).toBe(4);
  expect(await count('officer')).toBe(12);
});

test('supervisors get numbers once a week, and no case', async () => {
  expect(await tellSupervisors(on('2026-03-30'))).toBe(1);
  expect(await tellSupervisors(on('2026-04-01'))).toBe(0);
  expect(await toldTo('supervisor')).toEqual([
    { kind: 'case.weeklyCount', subjectId: 'week', details: { count: 3, overdue: 0 } },
  ]);
});

test('when the term has ended it is said every working day, once each, and not on a day off', async () => {
  people.head = await person('负责', 'officeHead');
  // Three for the officer, one for the liaison officer, three for the head, the number for the supervisor.
  expect(await tellOfDueCases(on('2026-03-31'))).toBe(8);
  expect(await tellOfDueCases(on('2026-03-31'))).toBe(0);
  expect((await toldTo('liaison')).at(-1)).toEqual({
    kind: 'case.overdue',
    subjectId: 'A-FGC',
    details: { dueOn: '2026-03-30' },
  });
  expect(await tellOfDueCases(on('2026-04-01'))).toBe(8);
  // A Saturday.
  expect(await tellOfDueCases(on('2026-04-04'))).toBe(0);
  expect((await toldTo('head')).at(-1)).toMatchObject({
    kind: 'case.escalated',
    details: { dueOn: '2026-03-30', overdue: 2 },
  });
  expect((await toldTo('supervisor')).at(-1)).toEqual({
    kind: 'case.overdueCount',
    subjectId: 'YSJ',
    details: { overdue: 3 },
  });
  expect(await tellSupervisors(on('2026-04-07'))).toBe(1);
  expect((await toldTo('supervisor')).at(-1)?.details).toEqual({ count: 0, overdue: 3 });
});

test('over the National Day holidays nobody is told, and nothing stays unseen on the first day of work', async () => {
  // Received on Wednesday, 2 September 2026; with Sunday, 20 September, worked and 25 September off, the twentieth
  // working day is 30 September. The days off are 1 to 7 October.
  const submitted = { type: 'submitted', on: parseLocalDate('2026-09-02'), channel: 'counter' } as const;
  await registerCase(on('2026-09-02'), operatorActor(), 'YSJ', {
    ...{ caseId: 'B-1', applicantClass: 'naturalPerson', applicantName: '申小明', request: '批复' },
    ...{ topic: null, unitCode: 'FGC', events: [submitted] },
  });
  await ctx.db.deleteFrom('notification').execute();
  const officer = testActor({ id: 'officer', roles: ['disclosureOfficer'], agencyCode: 'YSJ' });
  const setting = { beforeDays: [4, 2], escalateAfterDays: 2 };
  await saveReminderSetting(ctx, officer, 'YSJ', { setting, revision: 0 });
  const ofB = async (name: string) => (await toldTo(name)).filter(({ subjectId }) => subjectId === 'B-1');
  // 22, 23, 24, 28, 29 and 30 September are worked: on the 22nd five days are left, on the 23rd four.
  await tellOfDueCases(on('2026-09-22'));
  expect(await ofB('liaison')).toEqual([]);
  await tellOfDueCases(on('2026-09-23'));
  expect((await ofB('liaison')).map(({ details }) => details.days)).toEqual([4]);
  await tellOfDueCases(on('2026-09-30'));
  expect((await ofB('liaison')).map(({ details }) => details.days)).toEqual([4, 0]);
  for (const day of ['2026-10-01', '2026-10-05', '2026-10-07']) expect(await tellOfDueCases(on(day))).toBe(0);
  // The first working day: told as overdue, not yet reported; the second: the head, and the number to the supervisor.
  await tellOfDueCases(on('2026-10-08'));
  expect((await ofB('liaison')).at(-1)?.kind).toBe('case.overdue');
  expect((await ofB('head')).some(({ kind }) => kind === 'case.escalated')).toBe(false);
  await tellOfDueCases(on('2026-10-09'));
  expect((await ofB('head')).at(-1)).toMatchObject({
    kind: 'case.escalated',
    details: { dueOn: '2026-09-30', overdue: 2 },
  });
  // 10 October is a Saturday that is worked.
  await tellOfDueCases(on('2026-10-10'));
  expect((await ofB('liaison')).filter(({ kind }) => kind === 'case.overdue')).toHaveLength(3);
});

test('no news holds who applied or for what', async () => {
  const rows = await ctx.db.selectFrom('notification').selectAll().execute();
  expect(JSON.stringify(rows)).not.toMatch(/申小明|批复/);
});
