import { parseLocalDate } from '@gongkai/core';
import { expect, test } from 'vitest';
import { daysLeft, standstillOf } from './case-events.js';

const day = parseLocalDate;

test('days left are told in working days, across a holiday', () => {
  expect(daysLeft('processing', day('2026-03-06'), day('2026-03-02'))).toBe('还有 4 个工作日（4 天）');
  expect(daysLeft('processing', day('2026-03-09'), day('2026-03-06'))).toBe('还有 1 个工作日（3 天）');
});

test('the last day and the days after it', () => {
  expect(daysLeft('processing', day('2026-03-02'), day('2026-03-02'))).toBe('今天是最后一日');
  expect(daysLeft('redeciding', day('2026-03-02'), day('2026-03-12'))).toBe('已超过 10 天');
});

test('nothing is left of a closed case', () => {
  expect(daysLeft('closed', day('2026-03-09'), day('2026-03-02'))).toBeNull();
  expect(daysLeft('awaitingApplicant', null, day('2026-03-02'))).toBeNull();
});

test('what stops the clock', () => {
  expect(standstillOf('suspended')).toMatch('征求意见');
  expect(standstillOf('processing')).toBeNull();
});
