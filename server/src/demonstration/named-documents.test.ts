import { parseLocalDate } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { createAgency, saveStaff } from '../identity/service.js';
import { operatorActor } from '@gongkai/core';
import { inTransaction } from '../platform/database/with-transaction.js';
import { loadDocuments } from '../publication/service.js';
import { searchPublic } from '../search/service.js';
import { CITY } from './city.js';
import { NAMED_DOCUMENTS } from './named-documents.data.js';
import { makeDocuments } from './published-documents.js';
import { staffOf } from './staff.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-11-22');
const ctx = testContext({ db, today: () => today });

/** The city's whole documents, three thousand, without its cases. */
beforeAll(async () => {
  for (const agency of CITY) {
    const { code, name, kind, parentCode, hasRuleMakingPower, scope, isDemonstration } = agency;
    await createAgency(ctx, operatorActor(), {
      ...{ code, name, kind, parentCode, hasRuleMakingPower, scope, isDemonstration, existsFrom: null },
    });
    await saveStaff(ctx, operatorActor(), code, staffOf(agency));
    await inTransaction(db, (trx) =>
      loadDocuments(trx, code, makeDocuments(agency, [], today), '2026-11-22T00:00:00.000Z'),
    );
  }
}, 300_000);

test('the city has every state, and twenty documents that a citizen looks for in other words', () => {
  expect(NAMED_DOCUMENTS).toHaveLength(20);
  const statuses = new Set(
    CITY.flatMap((agency) => makeDocuments(agency, [], today).map(({ status }) => status)),
  );
  expect([...statuses].sort()).toEqual(['draft', 'filed', 'inReview', 'published', 'signed', 'withdrawn']);
});

test.each(NAMED_DOCUMENTS.map(({ asked, id, draft }) => [asked, draft.title, id]))(
  '“%s” finds “%s” among the first five',
  async (asked, _, id) => {
    const found = await searchPublic(db, asked, {}, { page: 1, size: 20 });
    const rank = (found?.hits ?? []).findIndex(({ recordId }) => recordId === id) + 1;
    expect(rank).toBeGreaterThan(0);
    expect(rank).toBeLessThanOrEqual(5);
  },
);
