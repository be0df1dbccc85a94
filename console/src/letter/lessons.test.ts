import { localDateSchema, type RemedyLesson } from '@gongkai/core';
import { expect, test } from 'vitest';
import type { FieldValues } from './letter-fields.js';
import { lessonsFor } from './lessons.js';

const lesson = (
  lessonId: string,
  ground: RemedyLesson['ground'],
  letter: RemedyLesson['letter'] = null,
): RemedyLesson => ({
  ...{ lessonId, remedyId: 'F-1', ground, letter, text: '写明检索的范围和检索词' },
  learntOn: localDateSchema.parse('2026-03-02'),
});
const KNOWN = [lesson('search', 'notExist'), lesson('privacy', 'refused.thirdPartyRights')];

test('the lessons of the grounds that are being used are shown, others are not', () => {
  const ids = (items: FieldValues['items']) =>
    lessonsFor('replyNotExist', { items }, KNOWN).map(({ lessonId }) => lessonId);
  expect(ids([{ finding: 'notExist' }, { finding: 'disclosed' }])).toEqual(['search']);
  expect(ids([{ finding: 'disclosed' }])).toEqual([]);
  expect(ids([])).toEqual([]);
});

test('what is kept back of an item disclosed in part counts too', () => {
  const items = [{ finding: 'partiallyGranted', withheld: [{ finding: 'refused.thirdPartyRights' }] }];
  expect(lessonsFor('replyNotExist', { items }, KNOWN).map(({ lessonId }) => lessonId)).toEqual(['privacy']);
});

test('a lesson of a letter is shown in that letter alone, one of a ground in a letter where both are used', () => {
  const known = [lesson('text', null, 'extensionNotice'), lesson('both', 'notExist', 'replyNotExist')];
  const ids = (letter: 'extensionNotice' | 'replyNotExist', items: FieldValues['items']) =>
    lessonsFor(letter, { items }, known).map(({ lessonId }) => lessonId);
  expect(ids('extensionNotice', [])).toEqual(['text']);
  expect(ids('replyNotExist', [{ finding: 'notExist' }])).toEqual(['both']);
  expect(ids('replyNotExist', [{ finding: 'disclosed' }])).toEqual([]);
});
