import { expect, test } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import { createCalendar } from '../calendar/working-day-calendar.js';
import { PUBLICATION_TERMS, publicationDue, type PublicationKind } from './publication-terms.js';

const calendar = createCalendar();

test.each<[PublicationKind, string, string]>([
  // 条例第二十六条: 20 working days across National Day 2026
  ['general', '2026-09-24', '2026-10-29'],
  // 国办发〔2018〕118号: 28, 29, 30 September, 8, 9, 10 (make-up), 12 October
  ['licensingOrPenaltyResult', '2026-09-24', '2026-10-12'],
  // 行政处罚法第四十八条: 3 working days
  ['annulledPenalty', '2026-09-18', '2026-09-22'],
  // 预算法第十四条: 20 days, rest days included
  ['budget', '2026-02-01', '2026-02-21'],
  ['procurementResult', '2026-03-06', '2026-03-10'],
])('%s formed on %s is due on %s', (kind, from, due) => {
  const term = PUBLICATION_TERMS.find((it) => it.kind === kind);
  if (!term) throw new Error(kind);
  expect(publicationDue(calendar, term, parseLocalDate(from)).dueOn).toBe(due);
});

test('the derivation lists every day and the year that is missing', () => {
  const [general] = PUBLICATION_TERMS;
  const end = publicationDue(calendar, general, parseLocalDate('2026-12-21'));
  expect(end.isProvisional).toBe(true);
  expect(end.missingYears).toEqual([2027]);
  expect(end.steps.filter(({ kind }) => kind === 'counted')).toHaveLength(20);
  expect(end.steps.at(-1)).toEqual({ kind: 'due', date: end.dueOn });
});
