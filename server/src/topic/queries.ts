import { sql } from 'kysely';
import type { Topic } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';

export async function findTree(
  db: Connection,
  agencyId: string,
): Promise<{ revision: number; topics: readonly Topic[] } | undefined> {
  return db
    .selectFrom('topicTree')
    .select(['revision', 'topics'])
    .where('agencyId', '=', agencyId)
    .executeTakeFirst();
}

/** @returns false when the tree is not of the revision before any more */
export async function saveTree(
  db: Transaction,
  agencyId: string,
  tree: {
    readonly revision: number;
    readonly topics: readonly Topic[];
    readonly savedBy: string;
    readonly savedAt: string;
  },
): Promise<boolean> {
  const { revision, savedBy, savedAt } = tree;
  const topics = JSON.stringify(tree.topics);
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('topicTree')
    .values({ agencyId, revision, topics, savedBy, savedAt })
    .onConflict((conflict) =>
      conflict
        .column('agencyId')
        .doUpdateSet({ revision, topics, savedBy, savedAt })
        .where('topicTree.revision', '=', revision - 1),
    )
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** How many cases name each topic, by the words as they stand. */
export async function countByWords(
  db: Connection,
  agencyId: string,
): Promise<{ words: string; count: number }[]> {
  const { rows } = await sql<{ words: string; count: number }>`
    select topic as words, count(*) as count from application_case
    where agency_id = ${agencyId} and topic is not null
    group by topic order by count(*) desc, topic limit 500`.execute(db);
  return rows;
}

export async function setTopic(
  db: Transaction,
  agencyId: string,
  caseId: string,
  topic: string | null,
): Promise<void> {
  await db
    .updateTable('applicationCase')
    .set({ topic })
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .execute();
}
