import { expect, test } from 'vitest';
import { isSortedBy } from './DataTable.js';

test('only the column that orders the list says so, though others fall back to the same order', () => {
  const formedOn = ['-formedOn', 'formedOn'] as const;
  const dueOn = ['dueOn', '-formedOn'] as const;
  expect(isSortedBy(formedOn, '-formedOn')).toBe(true);
  expect(isSortedBy(dueOn, '-formedOn')).toBe(false);
  expect(isSortedBy(dueOn, 'dueOn')).toBe(true);
  expect(isSortedBy(formedOn, 'dueOn')).toBe(false);
  expect(isSortedBy(undefined, 'dueOn')).toBe(false);
});
