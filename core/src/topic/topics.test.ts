import { describe, expect, test } from 'vitest';
import { DEFAULT_TOPICS, suggestTopics, topicPath, topicsToKeep, type Topic } from './topics.js';

function topic(topicId: string, name: string, given: Partial<Topic> = {}): Topic {
  return { topicId, name, parentId: null, aliases: [], keywords: [], ...given };
}

describe('a tree that is kept', () => {
  test('keeps what a topic was called before among its other words', () => {
    const before = [topic('a', '失业', { aliases: ['失业保险'] })];
    const kept = topicsToKeep([topic('a', '失业和就业援助', { aliases: ['失业保险'] })], before);
    expect(kept[0]?.aliases).toEqual(['失业保险', '失业']);
    expect(topicPath(kept, '失业')?.map(({ name }) => name)).toEqual(['失业和就业援助']);
  });

  test.each([
    ['two topics of one name', [topic('a', '养老'), topic('b', '养老')]],
    ['another word that is a name', [topic('a', '养老'), topic('b', '退休', { aliases: ['养老'] })]],
    ['one id twice', [topic('a', '养老'), topic('a', '工伤')]],
    ['a parent that is not there', [topic('a', '养老', { parentId: 'gone' })]],
    ['a circle', [topic('a', '养老', { parentId: 'b' }), topic('b', '退休', { parentId: 'a' })]],
  ])('refuses %s', (_, topics) => {
    expect(() => topicsToKeep(topics, [])).toThrow();
  });

  test('the shipped tree is one, and knows the words of ledgers', () => {
    expect(topicsToKeep(DEFAULT_TOPICS, [])).toEqual(DEFAULT_TOPICS);
    expect(topicPath(DEFAULT_TOPICS, '失业')?.map(({ name }) => name)).toEqual(['社会保险', '失业']);
    expect(topicPath(DEFAULT_TOPICS, '从没有过的说法')).toBeNull();
  });
});

describe('suggestions', () => {
  test('come with their reasons, from words and from what people assigned before', () => {
    const found = suggestTopics(DEFAULT_TOPICS, '公开稳岗返还企业名单', [
      { caseId: 'YSJ-1', topic: '失业' },
      { caseId: 'YSJ-2', topic: '就业' },
      { caseId: 'YSJ-3', topic: '失业' },
    ]);
    expect(found.map(({ name }) => name)).toEqual(['失业', '就业']);
    expect(found[0]?.reasons).toEqual(['申请内容含“稳岗”', '相近的申请YSJ-1、YSJ-3归入这一主题']);
  });

  test('none where nothing speaks for any', () => {
    expect(suggestTopics(DEFAULT_TOPICS, '一份文件', [])).toEqual([]);
  });
});
