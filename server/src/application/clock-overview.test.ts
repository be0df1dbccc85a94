import { operatorActor, parseLocalDate, type CaseEvent } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { getClockOverview, registerCase } from './service.js';

const { db } = await openTestDatabase();
// A Monday; its week ends on Sunday, 2026-04-05.
const ctx = { ...testContext({ db }), today: () => parseLocalDate('2026-03-30') };
const on = (day: string, type: 'counter' | 'web' = 'counter'): CaseEvent => ({
  ...{ type: 'submitted', on: parseLocalDate(day), channel: type },
});

beforeAll(async () => {
  await makeAgency(ctx);
  await makeAgency(ctx, { code: 'OTHER', name: '临江市某局（演示）' });
  const cases: readonly (readonly CaseEvent[])[] = [
    // 20 working days after 03-02 end today, after 03-03 tomorrow, after 02-26 two working days ago.
    [on('2026-03-02')],
    [on('2026-03-03')],
    [on('2026-02-26')],
    [on('2026-03-27', 'web')],
    [on('2026-03-10'), { type: 'agencyConsulted', on: parseLocalDate('2026-03-12') }],
    [on('2026-03-10'), { type: 'correctionNotice', on: parseLocalDate('2026-03-27'), termDays: 10 }],
  ];
  for (const [index, events] of cases.entries()) {
    await registerCase(ctx, operatorActor(), 'YSJ', {
      ...{ caseId: `A-${index}`, applicantClass: 'naturalPerson', applicantName: '申小明', request: '批复' },
      ...{ topic: null, unitCode: null, events: [...events] },
    });
  }
});

test('a supervisor sees numbers of the agencies below, and nothing of a person', async () => {
  const supervisor = testActor({ roles: ['supervisor'], agencyCode: 'YSJ' });
  const overview = await getClockOverview(ctx, supervisor);
  expect(overview.items).toEqual([
    {
      ...{ agencyCode: 'YSJ', unconfirmed: 1, processing: 3, suspended: 1, awaitingApplicant: 1 },
      ...{ overdue: 1, dueToday: 1, dueThisWeek: 2 },
    },
  ]);
  expect(JSON.stringify(overview)).not.toContain('申');
});

test('an agency without open cases stands there with nothing; whoever watches over none is refused', async () => {
  const all = await getClockOverview(ctx, testActor({ roles: ['supervisor'] }));
  expect(all.items.find(({ agencyCode }) => agencyCode === 'OTHER')).toMatchObject({
    overdue: 0,
    processing: 0,
  });
  await expect(getClockOverview(ctx, testActor({ roles: ['auditor'] }))).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
});
