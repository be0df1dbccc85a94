import { sql } from 'kysely';
import { expect, test } from 'vitest';
import {
  operatorActor,
  actorWithEveryRole,
  cellsOfForm,
  parseCellAddress,
  parseLocalDate,
  valueAt,
  type ReportTables,
} from '@gongkai/core';
import { testContext } from '../../testing/test-context.js';
import { openTestDatabase } from '../../testing/test-database.js';
import { correctEvent, getCase } from '../application/service.js';
import { cellSource } from './cell-source.js';
import { computeFromLedger } from './compute-from-ledger.js';
import { listPlacedCases } from './figure-queries.js';
import { loadReportSql } from './head-queries.js';
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
      const known = source !== undefined && 'ids' in source ? source.ids : [];
      expect([cell, [...ids].sort()]).toEqual([cell, [...known].sort()]);
    }
  },
  120_000,
);

test('the count reads one index alone, in its order, by itself and within the statement of a live report', async () => {
  const count = sql`
    select applicant_class, is_new, outcome_row, count(*) from case_year
    where agency_id = 'CC-RS' and year = 2019 group by applicant_class, is_new, outcome_row`;
  await sql`vacuum analyze case_year`.execute(db);
  await db.connection().execute(async (db) => {
    // The seeds are so few that a real plan would read the table.
    await sql`set enable_seqscan = off`.execute(db);
    for (const statement of [count, loadReportSql('CC-RS', 2019, today)]) {
      const { rows } = await sql<Record<string, string>>`explain ${statement}`.execute(db);
      const plan = rows.map((row) => Object.values(row).join()).join('\n');
      expect(plan).toMatch(/GroupAggregate.*\n +Group Key.*\n +-> +Index Only Scan using case_year_by_place/);
    }
    await sql`reset enable_seqscan`.execute(db);
  });
});

test('a page of a cell reads the ranges it needs', async () => {
  const range = { applicantClass: 'naturalPerson', isNew: true, row: 'granted' } as const;
  const scope = { agencyId: 'CC-RS', year: 2019, version: null };
  const page = await listPlacedCases(db, scope, [range], '', 5);
  expect(page).toHaveLength(5);
  const next = await listPlacedCases(db, scope, [range], page[4]?.caseId ?? '', 5);
  expect(next[0]?.caseId).not.toBe(page[4]?.caseId);
  expect(await listPlacedCases(db, scope, [], '', 5)).toEqual([]);
});

test('redating one case moves exactly the cells that a person says', async () => {
  const before = await presentReport(ctx, 'CC-RS', 2019);
  const detail = await getCase(ctx, operatorActor(), 'CC-RS', 'CC-RS-2018-0019');
  const confirmed = detail.events.find(({ event }) => event.type === 'receiptConfirmed');
  if (confirmed === undefined) throw new Error('the case is confirmed');
  // 网上申请改在2019年1月2日才确认收到：由上年结转变为本年新收.
  await correctEvent(ctx, actorWithEveryRole('a', '顾示文'), {
    agencyCode: 'CC-RS',
    caseId: 'CC-RS-2018-0019',
    seq: confirmed.seq,
    event: { ...confirmed.event, on: parseLocalDate('2019-01-02') },
    reason: '确认日期登记有误',
    lastSeq: detail.events.length,
  });
  const after = await presentReport(ctx, 'CC-RS', 2019);
  const moved = cellsOfForm('2019').flatMap((cell) => {
    const delta =
      (valueAt(after.tables as ReportTables, cell) ?? 0) -
      (valueAt(before.tables as ReportTables, cell) ?? 0);
    return delta === 0 ? [] : [[cell, delta]];
  });
  expect(Object.fromEntries(moved)).toEqual({
    'table3.carriedIn.naturalPerson': -1,
    'table3.carriedIn.total': -1,
    'table3.newReceived.naturalPerson': 1,
    'table3.newReceived.total': 1,
  });
});
