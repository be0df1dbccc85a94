import { expect, test } from 'vitest';
import { waitAfter, waitsOf } from './back-off.js';

const POLICY = { free: 3, firstWait: 30, longestWait: 200, forgetAfter: 3600 };

test('the first failures are free, then each wait is twice the one before, up to the longest', () => {
  expect([1, 3, 4, 5, 6, 7, 60].map((failures) => waitAfter(failures, POLICY))).toEqual([
    0, 0, 30, 60, 120, 200, 200,
  ]);
  expect(waitsOf(POLICY)).toEqual([0, 0, 0, 30, 60, 120, 200]);
});
