import { sql } from 'kysely';
import { operatorActor, parseLocalDate } from '@gongkai/core';
import { builtKeyring, builtStatistics } from './built.js';
import { LARGEST, makeManyCases, ORDINARY, type ManyCases } from './many-cases.js';
import { spreadOf } from './measure.js';
import type { Line } from './result-table.js';
import { withTemporaryDatabase, type Driver, type OpenConnection } from './temporary-database.js';

const YEARS = [2021, 2022, 2023, 2024, 2025];
const FULL: ManyCases = { agencies: 100, years: YEARS, total: 1_000_000, inLargest: 200_000 };
const SMALL: ManyCases = { agencies: 5, years: YEARS, total: 50_000, inLargest: 10_000 };

/** Figures of a quarter and of a year beside one bare GROUP BY over the same cases. */
export async function benchStatistics(rounds: number, isSmall: boolean): Promise<Line[]> {
  const drivers: readonly Driver[] = ['native', 'pglite'];
  const lines: Line[] = [];
  for (const kind of drivers) {
    lines.push(
      ...(await withTemporaryDatabase(kind, async (db) => {
        await makeManyCases(db, isSmall ? SMALL : FULL);
        await sql`update application_case set topic = (array['失业', '养老', '工伤', '就业', '旧说法'])[1 + length(case_id) % 5],
          outcome_row = 'granted', in_time = true, channel = 'counter' where agency_id = ${LARGEST.agencyId}`.execute(
          db,
        );
        await sql`vacuum analyze`.execute(db);
        return [
          ...(await measure(kind, db, ORDINARY, rounds)),
          ...(await measure(kind, db, LARGEST, rounds)),
        ];
      })),
    );
  }
  return lines;
}

async function measure(
  kind: Driver,
  db: OpenConnection,
  { agencyId, year }: { readonly agencyId: string; readonly year: number },
  rounds: number,
): Promise<Line[]> {
  const { getStatistics } = await builtStatistics();
  const keyring = await builtKeyring();
  const today = parseLocalDate('2026-11-21');
  const ctx = { db, keyring, now: () => new Date('2026-11-21T04:00:00Z'), today: () => today };
  const bare = async (): Promise<number> => {
    const { rows } = await sql<{ count: number }>`
      select outcome_row, count(*) as count from application_case
      where agency_id = ${agencyId}
        and coalesce(received_on, 'infinity'::date) between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
      group by outcome_row`.execute(db);
    return rows.reduce((sum, { count }) => sum + count, 0);
  };
  const cases = await bare();
  const times = { bare: [] as number[], quarter: [] as number[], year: [] as number[] };
  for (let round = 0; round <= rounds; round += 1) {
    const spent = {
      bare: await timeOf(bare),
      quarter: await timeOf(() => getStatistics(ctx, operatorActor(), agencyId, { year, quarter: 2 })),
      year: await timeOf(() => getStatistics(ctx, operatorActor(), agencyId, { year, quarter: null })),
    };
    if (round === 0) continue;
    times.bare.push(spent.bare);
    times.quarter.push(spent.quarter);
    times.year.push(spent.year);
  }
  const name = `${kind}: ${cases.toLocaleString('en')} cases a year,`;
  return [
    { what: `${name} bare GROUP BY`, unit: 'ms', values: spreadOf(times.bare) },
    { what: `${name} statistics of a quarter`, unit: 'ms', values: spreadOf(times.quarter) },
    { what: `${name} statistics of the year`, unit: 'ms', values: spreadOf(times.year) },
    {
      what: `${name} the year ÷ bare`,
      unit: 'times the time',
      values: spreadOf(times.year.map((time, round) => time / (times.bare[round] ?? Number.NaN))),
    },
  ];
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}
