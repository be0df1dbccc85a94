import {
  linkQuerySchema,
  operatorActor,
  parseLocalDate,
  publishedFindingQuerySchema,
  type LinkQuery,
  type PublishedFindingQuery,
} from '@gongkai/core';
import { expect, test } from 'vitest';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { listPublishedFindings, listPublishedLinks } from '../publication/service.js';
import { loadCity } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db, now: () => new Date('2026-11-20T02:00:00Z') });
const CODE = 'CC-ZFB';

await loadCity(ctx, undefined, ['CC', CODE]);

const linksOf = async (query: Partial<LinkQuery> = {}) =>
  (await listPublishedLinks(ctx, operatorActor(), CODE, { ...linkQuerySchema.parse({}), ...query })).items;
const findingsOf = async (query: Partial<PublishedFindingQuery> = {}) =>
  listPublishedFindings(ctx, operatorActor(), CODE, { ...publishedFindingQuerySchema.parse({}), ...query });

test('two nights have found an address gone since two days, one since one, and a link to what was withdrawn', async () => {
  const gone = await linksOf();
  expect(gone.map(({ state, kind, goneOn, answer }) => [state, kind, goneOn, answer]).sort()).toEqual([
    ['broken', 'external', parseLocalDate('2026-11-18'), '网站回答 404'],
    ['broken', 'internal', parseLocalDate('2026-11-18'), '链接的信息已经撤回'],
    ['failing', 'external', parseLocalDate('2026-11-19'), '网站回答 404'],
  ]);
  expect(new Set(gone.map(({ tries }) => tries))).toEqual(new Set([2]));
  const open = await linksOf({ state: 'open' });
  expect(open.map(({ kind }) => kind).sort()).toEqual(['external', 'internal']);
  for (const { address, kind } of [...gone, ...open])
    if (kind === 'external') expect(new URL(address).hostname).toMatch(/\.example$/);
});

test('new words have found three documents, one of which somebody has settled', async () => {
  const { items, open, waiting } = await findingsOf();
  expect(items.map(({ severity, rule }) => [severity, rule]).sort()).toEqual([
    ['error', 'words.sensitive'],
    ['warning', 'words.wrong'],
  ]);
  expect([open, waiting]).toEqual([2, 0]);
  const settled = (await findingsOf({ settled: true })).items;
  expect(settled.map(({ settledReason }) => settledReason)).toEqual(['公开时的名称如此，不再更改。']);
  expect(settled[0]?.settledBy).not.toBeNull();
});
