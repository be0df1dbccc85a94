import { expect, test } from 'vitest';
import { isClosedStatus, standstillOf } from './case-events.js';

test('nothing is due of a closed case', () => {
  expect(isClosedStatus('closed')).toBe(true);
  expect(isClosedStatus('decided')).toBe(false);
  expect(isClosedStatus('redeciding')).toBe(false);
});

test('what stops the clock', () => {
  expect(standstillOf('suspended')).toMatch('征求意见');
  expect(standstillOf('processing')).toBeNull();
});
