import type { Topic } from '@gongkai/core';
import type { ColumnType, Generated } from 'kysely';

/** The tree of topics that an agency has changed; without a row the shipped one holds. */
export interface TopicTreeTable {
  agencyId: string;
  revision: number;
  topics: ColumnType<readonly Topic[], string, string>;
  savedBy: string;
  savedAt: Generated<string>;
}
