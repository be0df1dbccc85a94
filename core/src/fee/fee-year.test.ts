import { expect, test } from 'vitest';
import { feeSentence } from '../annual-report/narrative-template.js';
import { renderNarrative } from '../annual-report/render-narrative.js';
import { parseLocalDate } from '../calendar/local-date.js';
import { countFees, type RegisteredFee } from './fee-year.js';

const on = parseLocalDate;
const none = { noticeOn: null, paidOn: null, waivedOn: null, refundedOn: null, refundedYuan: null };
const FEES: readonly RegisteredFee[] = [
  // Noticed and paid in 2026, 20 yuan of it paid back in 2027.
  {
    ...{ caseId: 'A-1', amountYuan: 720, noticeOn: on('2026-03-10'), paidOn: on('2026-03-18') },
    ...{ waivedOn: null, refundedOn: on('2027-01-08'), refundedYuan: 20 },
  },
  // Noticed on the last day of 2026, paid in 2027.
  { ...none, caseId: 'A-2', amountYuan: 100, noticeOn: on('2026-12-31'), paidOn: on('2027-01-04') },
  // Noticed, then waived: the notice was taken back.
  { ...none, caseId: 'A-3', amountYuan: 10, noticeOn: on('2026-06-01'), waivedOn: on('2026-06-05') },
  // Proposed only.
  { ...none, caseId: 'A-4', amountYuan: 200 },
];

test('a fee counts in the year of its notice, its payment and its refund, each for itself', () => {
  expect(countFees(FEES, 2026)).toEqual({
    totals: {
      ...{ notices: 2, billedYuan: 820, chargedCases: 1, collectedYuan: 720 },
      ...{ refundedYuan: 0, waivedYuan: 10 },
    },
    cases: {
      ...{ notices: ['A-1', 'A-2'], billedYuan: ['A-1', 'A-2'], chargedCases: ['A-1'] },
      ...{ collectedYuan: ['A-1'], refundedYuan: [], waivedYuan: ['A-3'] },
    },
  });
  // 100 taken and 20 paid back, of two cases; one of them was charged this year.
  expect(countFees(FEES, 2027)).toMatchObject({
    totals: { notices: 0, chargedCases: 1, collectedYuan: 80, refundedYuan: 20 },
    cases: { collectedYuan: ['A-1', 'A-2'], refundedYuan: ['A-1'] },
  });
});

test('section six says in how many cases how much was taken, and nothing where there was nothing', () => {
  expect(feeSentence(countFees(FEES, 2026).totals, 2026)).toBe(
    '依照《政府信息公开信息处理费管理办法》，2026年发出收费通知2件，对1件申请收取信息处理费，总金额720元。',
  );
  expect(feeSentence(countFees(FEES, 2025).totals, 2025)).toBeNull();
});

test('a figure of the fees stands in the text bound to its address, and can be reckoned with', () => {
  const { totals } = countFees(FEES, 2027);
  const tables = { forms: { table2: null, table3: null }, table2: null, table3: null, table4: null };
  const text = '实收{{fee.collectedYuan}}元，退费前{{fee.collectedYuan + fee.refundedYuan}}元。';
  const rendered = renderNarrative(text, { ...tables, fees: totals }, 2027);
  expect(rendered).toMatchObject({
    text: '实收80元，退费前100元。',
    errors: [],
    figures: [{ cells: ['fee.collectedYuan'] }, { cells: ['fee.collectedYuan', 'fee.refundedYuan'] }],
  });
  // Without a register of fees nothing was charged; a name that is no figure stays visible.
  expect(renderNarrative('{{fee.collectedYuan}}{{fee.income}}', tables).text).toBe('0{{fee.income}}');
});
