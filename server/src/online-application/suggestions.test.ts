import { documentDraftSchema, PUBLIC_REPLY_GENRE } from '@gongkai/core';
import { expect, test } from 'vitest';
import { testActor } from '../../testing/test-actor.js';
import { faultsOf, parsePage } from '../platform/portal/testing/page-audit.js';
import { draftDocument, publishDocument, reviewDocument } from '../publication/service.js';
import { ANSWERS, newBrowser, openOnlineWorld } from './testing/online-world.js';

const world = await openOnlineWorld();
const { ctx } = world;
const author = testActor({ roles: ['editor'], agencyCode: 'YSJ', id: 'author' });
const reviewer = testActor({ id: 'reviewer' });

async function publish(title: string, genre: string | null): Promise<void> {
  const draft = documentDraftSchema.parse({
    ...{ kind: 'policy', title, summary: '概述', duty: 'planning', formedOn: '2026-02-02' },
    ...{ mode: 'proactive', body: '正文', genre },
  });
  const { documentId } = await draftDocument(ctx, author, 'YSJ', draft);
  const at = { agencyCode: 'YSJ', documentId, opinion: null };
  let now = await reviewDocument(ctx, author, { ...at, action: 'submit', seenStep: null });
  while (now.step !== null)
    now = await reviewDocument(ctx, reviewer, { ...at, action: 'approve', seenStep: now.step });
  await publishDocument(ctx, author, 'YSJ', documentId, now.version);
}

// 条例第四十四条: what several asked for is published; whoever is about to ask again is told.
test('what is public already, earlier replies first, is shown before sending, and one can go on all the same', async () => {
  world.at('2026-02-05T02:00:00Z');
  await publish('云泽市2025年度社会保险基金决算说明', null);
  await publish('关于2025年度社会保险基金决算的答复', PUBLIC_REPLY_GENRE);
  const browser = newBrowser(world);
  const start = '/agencies/YSJ/apply';
  let next = (await browser.send(await browser.get(start), start, {})).location ?? '';
  while (!next.endsWith('/items')) {
    const step = next.split('/').at(-1) ?? '';
    next = (await browser.send(await browser.get(next), next, ANSWERS[step] ?? {})).location ?? '';
  }
  expect((await browser.get(next)).text).not.toContain('可能已经公开');
  const asked = { 'item-1': '2025年度社会保险基金决算' };
  const stayed = await browser.send(await browser.get(next), next, asked);
  expect(stayed.location).toBe(next);
  const shown = await browser.get(next);
  expect(faultsOf(parsePage(shown.text))).toEqual([]);
  const [reply = -1, document = -1] = ['的答复</a>', '决算说明</a>'].map((it) => shown.text.indexOf(it));
  expect(reply).toBeGreaterThan(0);
  expect(document).toBeGreaterThan(reply);
  expect(shown.text).toMatch(/的答复<\/a>\s*（此前公开的答复）/);
  expect(shown.text.match(/的答复<\/a>/g)).toHaveLength(1);
  expect(shown.text).not.toMatch(/<script/);
  // Nothing typed is lost, and the same button goes on.
  expect(shown.text).toContain('2025年度社会保险基金决算');
  const gone = await browser.send(shown, next, { ...asked, seen: 'yes' });
  expect(gone.location).toMatch(/\/form\/provision$/);
  const provision = await browser.get(gone.location ?? '');
  expect(faultsOf(parsePage(provision.text))).toEqual([]);
});
