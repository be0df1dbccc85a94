import type { Topic } from '@gongkai/core';
import { expect, test } from 'vitest';
import { freeTopicId, topicOptions, withoutTopic, wordsOf } from './topic-tree.js';

const topics: Topic[] = [
  { topicId: 'b', parentId: null, name: '养老', aliases: [], keywords: [] },
  { topicId: 'a', parentId: 'b', name: '退休', aliases: [], keywords: [] },
  { topicId: 'c', parentId: null, name: '其他', aliases: [], keywords: [] },
];

test('those below stand behind the one above, further in', () => {
  expect(topicOptions(topics).map(({ label }) => label)).toEqual(['养老', '　退休', '其他']);
});

test('a topic goes with all below it', () => {
  expect(withoutTopic(topics, 'b').map(({ topicId }) => topicId)).toEqual(['c']);
});

test('words are divided by whatever people type', () => {
  expect(wordsOf('失业、稳岗， 失业;就业')).toEqual(['失业', '稳岗', '就业']);
  expect(wordsOf(' ')).toEqual([]);
});

test('a new id is one that nothing has', () => {
  expect(topics.map(({ topicId }) => topicId)).not.toContain(freeTopicId(topics));
});
