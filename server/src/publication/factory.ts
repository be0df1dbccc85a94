import { documentDraftSchema, type Actor, type GivenDocumentDraft } from '@gongkai/core';
import type { PublicationContext } from './draft-document.js';
import { draftDocument, publishDocument, reviewDocument } from './service.js';

/** Documents for tests: written by one, taken through every step by another. */
export function documentMaker(
  ctx: PublicationContext,
  {
    agencyCode,
    author,
    reviewer,
  }: { readonly agencyCode: string; readonly author: Actor; readonly reviewer: Actor },
) {
  async function drafted(change: Partial<GivenDocumentDraft>): Promise<string> {
    const draft = documentDraftSchema.parse({
      kind: 'policy',
      title: '测试信息',
      summary: '概述',
      duty: 'planning',
      formedOn: '2026-02-10',
      mode: 'proactive',
      body: '正文',
      ...change,
    });
    return (await draftDocument(ctx, author, agencyCode, draft)).documentId;
  }
  async function sign(documentId: string): Promise<number> {
    const at = { agencyCode, documentId, opinion: null };
    let now = await reviewDocument(ctx, author, { ...at, action: 'submit', seenStep: null });
    while (now.step !== null)
      now = await reviewDocument(ctx, reviewer, { ...at, action: 'approve', seenStep: now.step });
    return now.version;
  }
  async function publish(change: Partial<GivenDocumentDraft>): Promise<string> {
    const documentId = await drafted(change);
    await publishDocument(ctx, author, agencyCode, documentId, await sign(documentId));
    return documentId;
  }
  return { drafted, sign, publish };
}
