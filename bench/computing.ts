import { caseHistorySchema, parseLocalDate } from '@gongkai/core';
import { builtCore } from './built.js';
import { inventFrom, inventPlaces, inventRemedies } from './invented-cases.js';
import { alternate, spreadOf } from './measure.js';
import type { Line } from './result-table.js';

const PLACES = 100_000;

/** Two restarts, a consultation and an extension across holidays: about the longest that a case gets. */
const HISTORY = caseHistorySchema.parse({
  applicant: 'naturalPerson',
  agency: 'localDepartment',
  events: [
    { type: 'submitted', on: '2025-01-06', channel: 'web' },
    { type: 'receiptConfirmed', on: '2025-01-06' },
    { type: 'correctionNotice', on: '2025-01-10', receivedOn: '2025-01-10', termDays: 15 },
    { type: 'supplement', on: '2025-01-24' },
    { type: 'thirdPartyConsulted', on: '2025-02-05', receivedOn: '2025-02-07' },
    { type: 'thirdPartyAnswered', on: '2025-02-20', agrees: true },
    { type: 'extension', on: '2025-02-26', days: 20 },
    { type: 'decided', on: '2025-03-28', items: [{ finding: 'disclosed' }, { finding: 'notExist' }] },
    { type: 'served', on: '2025-03-31', way: 'post' },
  ],
});

/** Cases evaluated per second, and what counting a year into its report costs beside merely counting it. */
export async function benchComputing(rounds: number, milliseconds: number): Promise<Line[]> {
  const core = await builtCore();
  const today = parseLocalDate('2026-01-05');
  const calendar = core.createCalendar();
  const invent = inventFrom(1);
  const places = inventPlaces(PLACES, invent);
  const remedies = inventRemedies(PLACES / 100, 2024, invent);
  const rates = await alternate(
    {
      case: () => core.evaluateCase(HISTORY, { today, calendar }),
      report: () => core.computeReport({ year: 2024, form: '2021', places, remedies, table2: {} }),
      count: () => {
        const counts = new Map<string, number>();
        for (const { applicantClass, row, isCarriedIn } of places) {
          const key = `${row ?? ''} ${applicantClass} ${String(isCarriedIn)}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        return counts;
      },
    },
    rounds,
    milliseconds,
  );
  const costs = rates.report.map((rate, round) => (rates.count[round] ?? Number.NaN) / rate);
  return [
    { what: 'evaluate a case of nine events', unit: 'cases/s', values: spreadOf(rates.case) },
    {
      what: `compute a report of ${PLACES.toLocaleString('en')} cases`,
      unit: 'reports/s',
      values: spreadOf(rates.report),
    },
    { what: 'compute a report ÷ a bare count', unit: 'times the time', values: spreadOf(costs) },
  ];
}
