import {
  DEFAULT_TOPICS,
  DomainError,
  permit,
  permitWithin,
  suggestTopics,
  topicPath,
  topicsToKeep,
  type Actor,
  type CaseDetail,
  type Topic,
  type TopicSuggestion,
  type TopicTree,
} from '@gongkai/core';
import { getCase, placeOfCase, requireCase } from '../application/service.js';
import { recordAudit, recordLook } from '../audit/service.js';
import { requireAgency } from '../identity/service.js';
import { openValue } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { findAlike, mayCompareWith } from '../similarity/service.js';
import { countByWords, findTree, saveTree, setTopic } from './queries.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/** The agency's topics, the shipped ones until it has changed them. */
export async function loadTopics(db: Connection, agencyCode: string): Promise<readonly Topic[]> {
  return (await findTree(db, agencyCode))?.topics ?? DEFAULT_TOPICS;
}

export async function getTopics(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  agencyCode: string,
): Promise<TopicTree> {
  permitWithin(actor, 'case.view', agencyCode);
  await requireAgency(ctx.db, agencyCode);
  const tree = await findTree(ctx.db, agencyCode);
  const topics = [...(tree?.topics ?? DEFAULT_TOPICS)];
  const unknown = (await countByWords(ctx.db, agencyCode)).filter(
    ({ words }) => topicPath(topics, words) === null,
  );
  return { isShipped: tree === undefined, revision: tree?.revision ?? 0, topics, unknown };
}

/** @throws DomainError CHANGED_MEANWHILE, INVALID_INPUT */
export async function saveTopics(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  given: { readonly revision: number; readonly topics: readonly Topic[] },
): Promise<TopicTree> {
  permit(actor, 'topic.manage', { agencyCode });
  await requireAgency(ctx.db, agencyCode);
  await inTransaction(ctx.db, async (db) => {
    const topics = topicsToKeep(given.topics, await loadTopics(db, agencyCode));
    const revision = given.revision + 1;
    const isSaved = await saveTree(db, agencyCode, {
      ...{ revision, topics, savedBy: actor.id, savedAt: ctx.now().toISOString() },
    });
    if (!isSaved) {
      throw new DomainError('CHANGED_MEANWHILE', '主题分类刚刚被别人修改，请刷新后在新的分类上修改。');
    }
    await recordAudit(db, ctx, actor, {
      kind: 'topic.treeSaved',
      agencyCode,
      subject: { type: 'agency', id: agencyCode },
      details: { revision, count: topics.length },
    });
  });
  return getTopics(ctx, actor, agencyCode);
}

const MOST_ALIKE = 10;

/** Topics that fit a case, each with its reasons. @throws DomainError NOT_FOUND */
export async function suggestTopicsOf(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<{ items: TopicSuggestion[] }> {
  permitWithin(actor, 'case.view', agencyCode);
  const row = await requireCase(ctx.db, actor, agencyCode, caseId);
  const place = { agencyId: agencyCode, recordId: caseId };
  const request = openValue(ctx.keyring, 'case.request', place, row.requestSealed) ?? '';
  const alike = await findAlike(
    ctx,
    agencyCode,
    request,
    (it) => it.recordId !== caseId && it.topic !== null && mayCompareWith(actor, it),
  );
  const shown = alike.slice(0, MOST_ALIKE).map(({ recordId, topic }) => ({ caseId: recordId, topic }));
  await recordLook(ctx, actor, {
    kind: 'case.similarSought',
    agencyCode,
    subject: { type: 'case', id: caseId },
    purpose: 'handling',
    details: { cases: shown.map((it) => it.caseId), shown: ['topic'] },
  });
  return { items: suggestTopics(await loadTopics(ctx.db, agencyCode), request, shown) };
}

/** Says what a case is about; null: nothing of the tree. @throws DomainError NOT_FOUND, INVALID_INPUT */
export async function assignTopic(
  ctx: Context,
  actor: Actor,
  agencyCode: string,
  caseId: string,
  topicId: string | null,
): Promise<CaseDetail> {
  const row = await requireCase(ctx.db, actor, agencyCode, caseId);
  permit(actor, 'case.record', placeOfCase(row));
  await inTransaction(ctx.db, async (db) => {
    const topic = (await loadTopics(db, agencyCode)).find((it) => it.topicId === topicId);
    if (topicId !== null && topic === undefined) {
      throw new DomainError('INVALID_INPUT', '没有这个主题，可能刚刚被修改，请刷新后重选。');
    }
    await setTopic(db, agencyCode, caseId, topic?.name ?? null);
    await recordAudit(db, ctx, actor, {
      kind: 'case.topicAssigned',
      agencyCode,
      subject: { type: 'case', id: caseId },
      details: { topicId },
    });
  });
  return getCase(ctx, actor, agencyCode, caseId);
}
