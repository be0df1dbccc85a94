import { parseLocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { builtReports } from './built.js';
import { LARGEST, makeManyCases, ORDINARY, type ManyCases } from './many-cases.js';
import { alternate, spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { DRIVERS, withTemporaryDatabase, type Driver, type OpenConnection } from './temporary-database.js';

const YEARS = [2021, 2022, 2023, 2024, 2025];
const LIMIT = 1.5;
const FULL: ManyCases = { agencies: 100, years: YEARS, total: 1_000_000, inLargest: 200_000 };
/** Fewer agencies, each as large as in the full one. */
const SMALL: ManyCases = { agencies: 5, years: YEARS, total: 50_000, inLargest: 10_000 };

/** What a live report costs beside merely counting its cases in the same database. */
export async function benchLiveReport(
  rounds: number,
  milliseconds: number,
  isSmall: boolean,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const kind of DRIVERS) {
    lines.push(
      ...(await withTemporaryDatabase(kind, async (db) => {
        await makeManyCases(db, isSmall ? SMALL : FULL);
        return [
          ...(await compare(kind, db, ORDINARY, rounds, milliseconds)),
          ...(await compare(kind, db, LARGEST, rounds, milliseconds)),
        ];
      })),
    );
  }
  return lines;
}

async function compare(
  kind: Driver,
  db: OpenConnection,
  { agencyId, year }: { readonly agencyId: string; readonly year: number },
  rounds: number,
  milliseconds: number,
): Promise<Line[]> {
  const { getReport, loadReport } = await builtReports();
  const today = parseLocalDate('2026-11-21');
  const ctx = { db, now: () => new Date('2026-11-21T04:00:00Z'), today: () => today };
  const bare = () =>
    sql<{ count: number }>`
      select applicant_class, is_new, outcome_row, count(*) as count
      from case_year where agency_id = ${agencyId} and year = ${year}
      group by applicant_class, is_new, outcome_row`.execute(db);
  const cases = (await bare()).rows.reduce((sum, { count }) => sum + count, 0);
  const rates = await alternate(
    {
      bare,
      query: () => loadReport(db, agencyId, year, today),
      report: () => getReport(ctx, agencyId, year),
    },
    rounds,
    milliseconds,
  );
  const costOf = (rate: readonly number[]) =>
    spreadOf(rate.map((perSecond, round) => (rates.bare[round] ?? Number.NaN) / perSecond));
  const of = `${kind}: ${cases.toLocaleString('en')} cases,`;
  return [
    { what: `${of} bare GROUP BY`, unit: 'ms', values: spreadOf(rates.bare.map((rate) => 1000 / rate)) },
    {
      what: `${of} query of a live report ÷ bare GROUP BY`,
      unit: 'times the time',
      values: costOf(rates.query),
      limit: LIMIT,
    },
    {
      what: `${of} whole live report ÷ bare GROUP BY`,
      unit: 'times the time',
      values: costOf(rates.report),
      limit: LIMIT,
    },
  ];
}
