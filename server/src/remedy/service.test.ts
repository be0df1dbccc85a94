import { operatorActor, actorWithEveryRole, parseLocalDate, type RemedyCase } from '@gongkai/core';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../testing/test-database.js';
import { listRemediesOfYear } from '../annual-report/figure-queries.js';
import { liveOf, loadReport } from '../annual-report/head-queries.js';
import { registerCase } from '../application/service.js';
import { makeAgency } from '../identity/factory.js';
import { listRemedies, registerRemedy } from './service.js';
import { TEST_KEYRING } from '../../testing/test-context.js';

const { db } = await openTestDatabase();
const ctx = {
  db,
  now: () => new Date('2025-01-10T04:00:00Z'),
  keyring: TEST_KEYRING,
  today: () => parseLocalDate('2025-01-10'),
};
await makeAgency(ctx);
const { caseId } = await registerCase(ctx, actorWithEveryRole('wenren', '闻人示文'), 'YSJ', {
  applicantClass: 'naturalPerson',
  applicantName: null,
  request: '批复文件',
  topic: null,
  unitCode: null,
  events: [{ type: 'submitted', on: parseLocalDate('2024-03-01'), channel: 'counter' }],
});

const suit = (given: Partial<RemedyCase> = {}): RemedyCase => ({
  remedyId: 'SS-1',
  caseId,
  kind: 'directSuit',
  role: 'originalOrgan',
  filedOn: parseLocalDate('2024-05-06'),
  ...given,
});

test('remedies come back as they were registered, the latest first, page by page', async () => {
  const first = suit({
    instances: [
      {
        level: 'first',
        filedOn: parseLocalDate('2024-05-06'),
        concludedOn: parseLocalDate('2024-08-01'),
        outcome: 'revoked',
      },
      { level: 'second', filedOn: parseLocalDate('2024-08-12') },
    ],
  });
  const second = suit({
    remedyId: 'FY-1',
    kind: 'reconsideration',
    concludedOn: parseLocalDate('2024-06-30'),
    outcome: 'upheld',
  });
  const third = suit({ remedyId: 'SS-2', filedOn: parseLocalDate('2023-12-31') });
  for (const remedy of [third, first, second]) await registerRemedy(ctx, operatorActor(), 'YSJ', remedy);
  const page = await listRemedies(ctx, operatorActor(), 'YSJ', { limit: 2 });
  expect(page.items).toEqual([first, second]);
  expect(await listRemedies(ctx, operatorActor(), 'YSJ', { limit: 2, after: page.next ?? '' })).toEqual({
    items: [third],
    next: null,
  });
  await expect(listRemedies(ctx, operatorActor(), 'YSJ', { limit: 2, after: 'x' })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  // The report reads the same remedies, whichever of its two ways it takes.
  const counted = [third, second, first];
  expect(await listRemediesOfYear(db, 'YSJ', 2024)).toEqual(counted);
  const loaded = await loadReport(db, 'YSJ', 2024, ctx.today());
  expect(loaded && liveOf(loaded)?.remedies).toEqual(counted);
});

test('a remedy that contradicts itself, its case or another one is refused', async () => {
  const register = (given: Partial<RemedyCase>) =>
    registerRemedy(ctx, operatorActor(), 'YSJ', suit({ remedyId: 'BAD', ...given }));
  const concludedOn = parseLocalDate('2024-05-05');
  await expect(register({ remedyId: 'SS-1' })).rejects.toMatchObject({ code: 'ALREADY_EXISTS' });
  await expect(register({ caseId: 'NOBODY' })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  await expect(register({ concludedOn, outcome: 'upheld' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(register({ outcome: 'upheld' })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(register({ filedOn: parseLocalDate('2025-01-11') })).rejects.toMatchObject({
    code: 'INVALID_INPUT',
  });
  await expect(
    register({
      kind: 'reconsideration',
      instances: [{ level: 'first', filedOn: parseLocalDate('2024-05-06') }],
    }),
  ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
});
