import { expect, test } from 'vitest';
import { feeOfCase, nextFeeStatus } from './case-fee.js';

test.each([
  // 国办函〔2020〕109号: 1–10 free, 11–30 at 100, then each ten 100 more; the applicant's month adds up.
  { before: 9, quantity: 1, yuan: 0 },
  { before: 10, quantity: 1, yuan: 100 },
  { before: 0, quantity: 30, yuan: 2000 },
  { before: 30, quantity: 1, yuan: 200 },
  { before: 39, quantity: 2, yuan: 500 },
  { before: 50, quantity: 10, yuan: 4000 },
])('by items, $quantity after $before in the month cost $yuan yuan', ({ before, quantity, yuan }) => {
  const fee = feeOfCase('perItem', { before, quantity });
  expect(fee.amountYuan).toBe(yuan);
  expect(fee.brackets.reduce((sum, line) => sum + line.amountYuan, 0)).toBe(yuan);
  expect(fee.brackets.reduce((sum, { count }) => sum + count, 0)).toBe(quantity);
});

test('what the applications of a month cost adds up to the fee of the month', () => {
  let sum = 0;
  for (let before = 0; before < 60; before += 1)
    sum += feeOfCase('perItem', { before, quantity: 1 }).amountYuan;
  expect(sum).toBe(11_000);
});

test('by pages nothing is added across applications', () => {
  expect(feeOfCase('perPage', { before: 99, quantity: 101 }).amountYuan).toBe(720);
});

test('a fee goes only the way from proposal to receipt, waiver or refund', () => {
  expect(nextFeeStatus('proposed', 'approve')).toBe('approved');
  expect(nextFeeStatus('paid', 'refund')).toBe('refunded');
  expect(() => nextFeeStatus('proposed', 'notify')).toThrow('待审批');
  expect(() => nextFeeStatus('paid', 'waive')).toThrow('已缴费');
});
