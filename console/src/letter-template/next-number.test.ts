import { expect, test } from 'vitest';
import { nextNumberText } from './next-number.js';

const SERIES = { year: 2026, items: [{ scheme: '甲公开〔{年}〕{号}号', lastNumber: 12, voided: 1 }] };

test('the next number follows the last one of its scheme, voided numbers are not used again', () => {
  const text = nextNumberText('甲公开〔{年}〕{号}号', SERIES) ?? '';
  expect(text).toContain('甲公开〔2026〕13号');
  expect(text).toContain('作废1号');
});

test('a new scheme begins with 1 and says so', () => {
  const text = nextNumberText('甲征询〔{年}〕{号}号', SERIES) ?? '';
  expect(text).toContain('甲征询〔2026〕1号');
  expect(text).toContain('从1号起');
});

test('what is no scheme has no next number', () => {
  expect(nextNumberText('甲公开{年}第{号}号', SERIES)).toBeNull();
});
