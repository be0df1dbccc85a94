import {
  depositQuerySchema,
  operatorActor,
  parseLocalDate,
  proposalQuerySchema,
  regulationQuerySchema,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { listDeposits } from '../deposit/service.js';
import { listProposals } from '../proposal/service.js';
import { listCleanups, listPublishedRounds, listRegulations } from '../regulation/service.js';
import { getCatalogue } from '../standard-catalogue/service.js';
import { loadCity } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, today: () => parseLocalDate('2026-11-20') });
const actor = operatorActor();
const CODE = 'CC-ZFB';

await loadCity(ctx, undefined, ['CC', CODE]);

test('every ledger beside publication has something in it, the catalogue 18 classes and 93 items', async () => {
  const catalogue = await getCatalogue(ctx, actor, CODE);
  expect([catalogue.classes, catalogue.items.length]).toEqual([18, 93]);
  const coverages = new Set(catalogue.items.map(({ coverage }) => coverage));
  expect([...coverages]).toEqual(expect.arrayContaining(['covered', 'unlinked']));
  const proposals = (await listProposals(ctx, actor, CODE, proposalQuerySchema.parse({ year: 2026 }))).items;
  expect(proposals.length).toBe(8);
  expect(proposals.some(({ answeredOn }) => answeredOn !== null)).toBe(true);
  const deposits = [2024, 2025, 2026].map((year) =>
    listDeposits(ctx, actor, CODE, depositQuerySchema.parse({ year })),
  );
  expect((await Promise.all(deposits)).flatMap(({ items }) => items).length).toBeGreaterThan(2);
  const rounds = (await listCleanups(ctx, actor, CODE)).items;
  expect(rounds.map(({ status }) => status).sort()).toEqual(['open', 'published']);
  expect(await listPublishedRounds(ctx, CODE)).toHaveLength(1);
  const { items } = await listRegulations(ctx, actor, CODE, regulationQuerySchema.parse({ year: 2026 }));
  expect(items.length).toBeGreaterThan(5);
});
