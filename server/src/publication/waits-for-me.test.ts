import type { Actor } from '@gongkai/core';
import { beforeAll, expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { makeAgency } from '../identity/factory.js';
import { documentMaker } from './factory.js';
import { listDocuments, reviewDocument } from './service.js';

const { db } = await openTestDatabase();
const ctx = testContext({ db });
const CODE = 'YSJ';
const author = testActor({ id: 'author' });
const reviewer = testActor({ id: 'reviewer' });
const { drafted } = documentMaker(ctx, { agencyCode: CODE, author, reviewer });

beforeAll(() => makeAgency({ db }));

async function waitingFor(actor: Actor): Promise<string[]> {
  const { items } = await listDocuments(ctx, actor, CODE, {
    waitsForMe: true,
    sort: 'dueOn',
    limit: 50,
  });
  return items.map(({ title }) => title);
}

test('a document waits for whoever may take its next step and did not write it (条例第十七条)', async () => {
  const documentId = await drafted({ title: '等保密审查的通知', kind: 'notice' });
  await drafted({ title: '还在起草的通知', kind: 'notice' });
  const at = { agencyCode: CODE, documentId, opinion: null };
  let now = await reviewDocument(ctx, author, { ...at, action: 'submit', seenStep: null });
  while (now.step !== null && now.step !== 'secrecy')
    now = await reviewDocument(ctx, reviewer, { ...at, action: 'approve', seenStep: now.step });
  expect(now.step).toBe('secrecy');

  const secrecy = testActor({ id: 'secrecy', roles: ['secrecyReviewer'], agencyCode: CODE });
  const legality = testActor({ id: 'legality', roles: ['legalityReviewer'], agencyCode: CODE });
  expect(await waitingFor(secrecy)).toEqual(['等保密审查的通知']);
  expect(await waitingFor(legality)).toEqual([]);
  expect(await waitingFor(author)).toEqual([]);
});
