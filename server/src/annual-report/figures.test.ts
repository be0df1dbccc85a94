import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { cellsOfForm, parseCellAddress, parseLocalDate, valueAt } from '@gongkai/core';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { cellSource } from './cell-source.js';
import { computeFromLedger } from './compute-from-ledger.js';
import { presentReport } from './report-state.js';
import { loadLedger, readSeedLedger } from './testing/load-ledger.js';

const { db } = await openTestDatabase();
const today = parseLocalDate('2026-11-21');
const ctx = testContext({ db, now: () => new Date('2026-11-21T04:00:00Z') });
const names = ['city-bureau-2019', 'ministry-2019'] as const;
const ledgers = { 'city-bureau-2019': readSeedLedger(names[0]), 'ministry-2019': readSeedLedger(names[1]) };
for (const name of names) await loadLedger(db, ledgers[name], today);

test.each(names)('%s: the live report equals the published one cell for cell', async (name) => {
  const ledger = ledgers[name];
  const expected = computeFromLedger(ledger, { year: 2019, today }).tables;
  const report = await presentReport(ctx, ledger.agency.code, 2019);
  expect(report.tables.table3).toEqual(expected.table3);
  expect(report.tables.table4).toEqual(expected.table4);
  for (const cell of cellsOfForm('2019')) {
    expect([cell, valueAt(report.tables as typeof expected, cell)]).toEqual([cell, valueAt(expected, cell)]);
  }
  expect(report.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(report.findings).toEqual([]);
  expect(report).toMatchObject({ status: 'draft', version: 1, form: '2019', asOf: '2026-11-21' });
});

test.each(names)(
  '%s: every cell opens exactly what it counts, page after page',
  async (name) => {
    const ledger = ledgers[name];
    const { code } = ledger.agency;
    const computed = computeFromLedger(ledger, { year: 2019, today });
    for (const cell of cellsOfForm('2019')) {
      const parts = parseCellAddress(cell);
      const ids: string[] = [];
      let after: string | undefined;
      do {
        const page = await cellSource(ctx, code, 2019, cell, { limit: 7, after });
        expect(page.ids.length).toBeLessThanOrEqual(7);
        expect(page.value).toBe(valueAt(computed.tables, cell));
        ids.push(...page.ids);
        after = page.next ?? undefined;
        if (parts?.table === 'table3') expect(page.total).toBe(page.value);
      } while (after !== undefined && ids.length < 1000);
      const source = computed.cases.get(cell);
      if (parts?.table === 'table2') continue;
      const known = source !== undefined && source.kind !== 'attestation' ? source.ids : [];
      expect([cell, [...ids].sort()]).toEqual([cell, [...known].sort()]);
    }
  },
  120_000,
);

test('the count reads one index alone', async () => {
  await sql`vacuum analyze case_year`.execute(db);
  await sql`set enable_seqscan = off`.execute(db);
  const { rows } = await sql<Record<string, string>>`
    explain select applicant_class, is_new, outcome_row, count(*) from case_year
    where agency_id = 'CC-RS' and year = 2019 group by applicant_class, is_new, outcome_row`.execute(db);
  await sql`reset enable_seqscan`.execute(db);
  const plan = rows.map((row) => Object.values(row).join()).join('\n');
  expect(plan).toContain('Index Only Scan using case_year_by_place');
  expect(plan).not.toContain('Sort');
});
