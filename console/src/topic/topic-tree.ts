import type { Topic } from '@gongkai/core';

export interface PlacedTopic {
  readonly topic: Topic;
  readonly depth: number;
}

/** Topics in the order of the tree, each with how deep it stands. */
export function placedTopics(
  topics: readonly Topic[],
  parentId: string | null = null,
  depth = 0,
): PlacedTopic[] {
  return topics
    .filter((topic) => topic.parentId === parentId)
    .flatMap((topic) => [{ topic, depth }, ...placedTopics(topics, topic.topicId, depth + 1)]);
}

export function topicOptions(topics: readonly Topic[]): { value: string; label: string }[] {
  return placedTopics(topics).map(({ topic, depth }) => ({
    value: topic.topicId,
    label: `${'　'.repeat(depth)}${topic.name}`,
  }));
}

/** Words of a field, divided by any comma, semicolon or blank. */
export function wordsOf(text: string): string[] {
  return [...new Set(text.split(/[、，,；;\s]+/u).filter((word) => word !== ''))];
}

/** The topics without one and all below it. */
export function withoutTopic(topics: readonly Topic[], topicId: string): Topic[] {
  const gone = new Set([topicId, ...placedTopics(topics, topicId).map(({ topic }) => topic.topicId)]);
  return topics.filter((topic) => !gone.has(topic.topicId));
}

/** An id that no topic has. */
export function freeTopicId(topics: readonly Topic[]): string {
  const taken = new Set(topics.map(({ topicId }) => topicId));
  for (let number = topics.length + 1; ; number += 1) {
    if (!taken.has(`topic-${number}`)) return `topic-${number}`;
  }
}
