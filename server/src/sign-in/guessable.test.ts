import { expect, test } from 'vitest';
import { isGuessable } from './guessable.js';

test.each([
  'password1234',
  'qwertyuiop123',
  '123456789012',
  'aaaaaaaaaaaaaaaa',
  'abcdefghijkl',
  '1qaz2wsx3edc4rfv',
  'P@ssw0rd2026',
  'woaini1314520',
  'zhengfu123456',
  'gongkai20261121',
  'admin@admin123',
  '为人民服务为人民服务',
  '111111222222',
  'Huawei@12345',
])('%s is guessed soon', (password) => {
  expect(isGuessable(password, [])).toBe(true);
});

test.each([
  'kuxjqhvbtrmz',
  'correct horse battery staple',
  '石榴树下的第三把旧藤椅',
  'Vq8-lantern-pebble-31',
])('%s is not', (password) => {
  expect(isGuessable(password, ['wenren', '闻人示文'])).toBe(false);
});

test('words of one’s own with digits behind are guessed', () => {
  expect(isGuessable('chengchuanrenshe2026', ['chengchuanrenshe'])).toBe(true);
});

test('of a long password only the beginning is searched, so that it costs no more than a short one', () => {
  const behind = 'Vq8-lantern-pebble-31';
  expect(isGuessable(`${'a'.repeat(63)}${behind}`, [])).toBe(true);
  expect(isGuessable(`${'a'.repeat(20)}${behind}`, [])).toBe(false);
});
