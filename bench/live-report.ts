import { operatorActor, parseLocalDate } from '@gongkai/core';
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

interface AgencyYear {
  readonly agencyId: string;
  readonly year: number;
}

/** The denominator: the cases of the year by place, through the same connection. */
async function countBare(db: OpenConnection, { agencyId, year }: AgencyYear): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select applicant_class, is_new, outcome_row, count(*) as count
    from case_year where agency_id = ${agencyId} and year = ${year}
    group by applicant_class, is_new, outcome_row`.execute(db);
  return rows.reduce((sum, { count }) => sum + count, 0);
}

/**
 * Numerators: the one statement that a report reads; then all that the page and the API run, HTTP apart: the same
 * statement, tables, rules, narrative. What followed from equal figures is remembered, as in the running product; so
 * the report is also measured right after one of its cases has changed, when all of it is worked out anew.
 */
async function compare(
  kind: Driver,
  db: OpenConnection,
  of: AgencyYear,
  rounds: number,
  milliseconds: number,
): Promise<Line[]> {
  const { getReport, loadReport } = await builtReports();
  const today = parseLocalDate('2026-11-21');
  const ctx = { db, now: () => new Date('2026-11-21T04:00:00Z'), today: () => today };
  const bare = () => countBare(db, of);
  const report = () => getReport(ctx, operatorActor(), of.agencyId, of.year);
  const cases = await bare();
  const rates = await alternate(
    { bare, query: () => loadReport(db, of.agencyId, of.year, today), report },
    rounds,
    milliseconds,
  );
  const costOf = (rate: readonly number[]) =>
    spreadOf(rate.map((perSecond, round) => (rates.bare[round] ?? Number.NaN) / perSecond));
  const changed = await afterEachChange(db, of, bare, report, rounds);
  const name = `${kind}: ${cases.toLocaleString('en')} cases,`;
  const unit = 'times the time';
  return [
    { what: `${name} bare GROUP BY`, unit: 'ms', values: spreadOf(rates.bare.map((rate) => 1000 / rate)) },
    { what: `${name} query of a live report ÷ bare`, unit, values: costOf(rates.query), limit: LIMIT },
    { what: `${name} whole live report ÷ bare`, unit, values: costOf(rates.report), limit: LIMIT },
    { what: `${name} the same right after a case changed ÷ bare`, unit, values: spreadOf(changed) },
  ];
}

const CHANGES_A_ROUND = 10;

/** Moves one case after the other, each once, so that no figures come twice; only the looking is timed. */
async function afterEachChange(
  db: OpenConnection,
  { agencyId, year }: AgencyYear,
  bare: () => Promise<unknown>,
  report: () => Promise<unknown>,
  rounds: number,
): Promise<number[]> {
  const ofYear = sql`agency_id = ${agencyId} and year = ${year}`;
  const { rows } = await sql<{ caseId: string }>`
    select case_id from case_year where ${ofYear} and is_new and applicant_class = 'naturalPerson'
    limit ${CHANGES_A_ROUND * (rounds + 1)}`.execute(db);
  const ids = rows.map(({ caseId }) => caseId);
  const costs: number[] = [];
  for (let round = 0; round <= rounds; round += 1) {
    const spent = { bare: 0, report: 0 };
    for (const caseId of ids.slice(round * CHANGES_A_ROUND, (round + 1) * CHANGES_A_ROUND)) {
      await sql`update case_year set is_new = false, is_carried_in = true
        where ${ofYear} and case_id = ${caseId}`.execute(db);
      spent.bare += await timeOf(bare);
      spent.report += await timeOf(report);
    }
    if (round > 0) costs.push(spent.report / spent.bare);
  }
  await sql`update case_year set is_new = true, is_carried_in = false
    where ${ofYear} and case_id in (${sql.join(ids)})`.execute(db);
  return costs;
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
