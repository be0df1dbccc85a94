import { expect, test } from 'vitest';
import { splitIntoVolumes } from './volumes.js';

test('papers are bound in their order until a volume is full, and none is cut', () => {
  expect(splitIntoVolumes([], 200)).toEqual([[]]);
  expect(splitIntoVolumes([3, 90, 107], 200)).toEqual([[0, 1, 2]]);
  expect(splitIntoVolumes([3, 90, 108], 200)).toEqual([[0, 1], [2]]);
  expect(splitIntoVolumes([10, 500, 20], 200)).toEqual([[0], [1], [2]]);
  // What stands apart has no pages and opens no volume.
  expect(splitIntoVolumes([200, 0, 1, 0], 200)).toEqual([
    [0, 1],
    [2, 3],
  ]);
});
