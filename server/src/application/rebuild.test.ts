import {
  actorWithEveryRole,
  createCalendar,
  parseLocalDate,
  type CaseEvent,
  type LocalDate,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { makeHistory } from '../demonstration/lawful-history.js';
import { createRandom } from '../demonstration/random.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { correctEvent, rebuildProjections, recordEvent, registerCase, reprojectDue } from './service.js';
import { TEST_KEYRING } from '../../testing/test-context.js';

const { db } = await openTestDatabase();
const actor = actorWithEveryRole('wenren', '闻人示文');
const random = createRandom(7);
const maker = { random, calendar: createCalendar() };
const ROWS = [
  'granted',
  'partiallyGranted',
  'refused.thirdPartyRights',
  'other.lapsedCorrection',
  'other.lapsedFee',
  null,
] as const;
await makeAgency({ db });
await makeAgency({ db }, { code: 'OTHER' });

const asOf = (today: LocalDate) => ({
  db,
  now: () => new Date(`${today}T04:00:00Z`),
  keyring: TEST_KEYRING,
  today: () => today,
});

async function liveRows() {
  return {
    cases: await db.selectFrom('applicationCase').selectAll().orderBy('agencyId').orderBy('caseId').execute(),
    years: await db
      .selectFrom('caseYear')
      .selectAll()
      .orderBy('agencyId')
      .orderBy('year')
      .orderBy('caseId')
      .execute(),
  };
}

/** Registers a history as an office would: each event on its day, one now and then corrected. */
async function live(agencyCode: string, events: readonly CaseEvent[], caseId: string): Promise<void> {
  const [first, ...rest] = events;
  if (!first) throw new Error('a history has events');
  const input = {
    applicantClass: 'legalService',
    applicantName: null,
    request: caseId,
    topic: null,
    unitCode: null,
  } as const;
  let { events: recorded } = await registerCase(asOf(first.on), actor, agencyCode, {
    ...input,
    caseId,
    events: [first],
  });
  for (const event of rest) {
    const lastSeq = recorded.length;
    ({ events: recorded } = await recordEvent(asOf(event.on), actor, { agencyCode, caseId, event, lastSeq }));
    if (!random.chance(0.2)) continue;
    const correction = {
      agencyCode,
      caseId,
      seq: recorded.length,
      event,
      lastSeq: recorded.length,
      reason: '补记经办人',
    };
    ({ events: recorded } = await correctEvent(asOf(event.on), actor, correction));
  }
}

test('what is rebuilt from the events alone equals the live rows', async () => {
  for (let index = 0; index < 24; index += 1) {
    const row = random.pick(ROWS);
    const target = {
      year: random.between(2019, 2023),
      isCarriedIn: row !== null && random.chance(0.4),
      row,
    };
    const { events } = makeHistory(maker, 'legalService', 'localDepartment', target);
    await live(
      index % 3 === 0 ? 'OTHER' : 'YSJ',
      events.slice(0, random.between(1, events.length)),
      `case-${index}`,
    );
  }
  const today = parseLocalDate('2024-12-31');
  await reprojectDue(asOf(today));
  const before = await liveRows();
  expect(before.years.length).toBeGreaterThan(24);

  await db.deleteFrom('caseYear').where('agencyId', '=', 'YSJ').execute();
  await db
    .updateTable('applicationCase')
    .set({
      status: 'unconfirmed',
      receivedOn: null,
      dueOn: null,
      lastSeq: 0,
      reprojectOn: null,
      itemFindings: '[]',
    })
    .where('agencyId', '=', 'YSJ')
    .execute();
  expect(await liveRows()).not.toEqual(before);
  expect(await rebuildProjections(asOf(today), actor, 'YSJ')).toBe(16);
  expect(await liveRows()).toEqual(before);
  expect(await rebuildProjections(asOf(today), actor)).toBe(24);
  expect(await liveRows()).toEqual(before);
}, 120_000);
