import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import {
  APPLICANT_CLASSES,
  TABLE3_COLUMNS,
  parseLocalDate,
  type ApplicantClass,
  type ItemFinding,
  type ReportTables,
} from '@gongkai/core';
import { computeFromLedger } from './compute-from-ledger.js';
import { parseLedger, type Ledger, type LedgerCase } from './ledger.js';

const seeds = new URL('../../seeds/', import.meta.url);
const today = parseLocalDate('2026-11-21');

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, seeds), 'utf8'));
}

const ledgers: Readonly<Record<string, Ledger>> = {
  'city-bureau-2019': parseLedger(readJson('ledgers/city-bureau-2019.json')),
  'ministry-2019': parseLedger(readJson('ledgers/ministry-2019.json')),
};

function ledgerOf(name: string): Ledger {
  const ledger = ledgers[name];
  if (!ledger) throw new Error(name);
  return ledger;
}

/** 表三 and 表四 of the two published reports of 2019, row by row as printed; columns as in the form. */
const PUBLISHED: Readonly<
  Record<string, { table3: Record<string, readonly number[]>; table4: readonly number[] }>
> = {
  'city-bureau-2019': {
    table3: {
      newReceived: [220, 4, 0, 0, 0, 0, 224],
      carriedIn: [18, 1, 0, 0, 0, 0, 19],
      granted: [130, 3, 0, 0, 0, 0, 133],
      partiallyGranted: [14, 0, 0, 0, 0, 0, 14],
      'refused.thirdPartyRights': [5, 0, 0, 0, 0, 0, 5],
      'unable.notHeld': [60, 0, 0, 0, 0, 0, 60],
      'unable.needsCreation': [2, 0, 0, 0, 0, 0, 2],
      'unable.stillUnclear': [15, 1, 0, 0, 0, 0, 16],
      'unprocessed.petition': [4, 1, 0, 0, 0, 0, 5],
      'unprocessed.repeat': [4, 0, 0, 0, 0, 0, 4],
      resultTotal: [234, 5, 0, 0, 0, 0, 239],
      carriedOut: [4, 0, 0, 0, 0, 0, 4],
    },
    table4: [5, 0, 0, 1, 6, 3, 0, 0, 0, 3, 7, 0, 0, 2, 9],
  },
  'ministry-2019': {
    table3: {
      newReceived: [366, 7, 1, 0, 1, 1, 376],
      granted: [135, 2, 0, 0, 0, 0, 137],
      partiallyGranted: [1, 0, 0, 0, 0, 0, 1],
      'refused.stateSecret': [7, 0, 1, 0, 0, 0, 8],
      'refused.internalAffairs': [7, 0, 0, 0, 0, 0, 7],
      'refused.processInformation': [2, 0, 0, 0, 0, 0, 2],
      'unable.notHeld': [56, 1, 0, 0, 1, 1, 59],
      'unable.needsCreation': [48, 0, 0, 0, 0, 0, 48],
      'unable.stillUnclear': [19, 1, 0, 0, 0, 0, 20],
      'unprocessed.petition': [91, 3, 0, 0, 0, 0, 94],
      resultTotal: [366, 7, 1, 0, 1, 1, 376],
    },
    table4: [12, 0, 0, 0, 12, 5, 0, 0, 0, 5, 0, 0, 0, 0, 0],
  },
};

/** Every figure by its address; a blank counts as zero. */
function figuresOf(tables: ReportTables): Map<string, number> {
  const figures = new Map<string, number>();
  for (const name of ['table2', 'table3', 'table4'] as const) {
    for (const [row, cells] of Object.entries(tables[name] ?? {})) {
      for (const [column, value] of Object.entries(cells as Record<string, number | null>)) {
        figures.set(`${name}.${row}.${column}`, value ?? 0);
      }
    }
  }
  return figures;
}

function movesBetween(before: ReportTables, after: ReportTables): Record<string, number> {
  const moved: Record<string, number> = {};
  const later = figuresOf(after);
  for (const [cell, value] of figuresOf(before)) {
    const delta = (later.get(cell) ?? 0) - value;
    if (delta !== 0) moved[cell] = delta;
  }
  return moved;
}

function compute(ledger: Ledger): ReturnType<typeof computeFromLedger> {
  return computeFromLedger(ledger, { year: 2019, today });
}

describe.each(Object.keys(PUBLISHED))('%s', (name) => {
  const report = compute(ledgerOf(name));
  const published = PUBLISHED[name];

  test('table 三 equals the published one cell for cell', () => {
    for (const [row, cells] of Object.entries(report.tables.table3 ?? {})) {
      const printed = published?.table3[row] ?? [0, 0, 0, 0, 0, 0, 0];
      expect([row, ...TABLE3_COLUMNS.map((column) => cells[column])]).toEqual([row, ...printed]);
    }
    expect(Object.keys(report.tables.table3 ?? {})).toHaveLength(23);
  });

  test('table 四 equals the published one cell for cell', () => {
    const cells = Object.values(report.tables.table4 ?? {}).flatMap((block) => Object.values(block));
    expect(cells).toEqual(published?.table4);
  });

  test('no case and no cell gives a finding, and every figure has its source', () => {
    expect(report.casesWithFindings).toEqual([]);
    expect(report.problems).toEqual([]);
    expect(report.check.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    for (const [cell, value] of figuresOf(report.tables)) {
      if (value === 0) continue;
      const source = report.cases.get(cell as Parameters<typeof report.cases.get>[0]);
      expect([cell, source?.kind === 'cases' ? source.ids.length : value]).toEqual([cell, value]);
      expect(source, cell).toBeDefined();
    }
  });

  test('removing any one case takes one from its class in 一 or 二, its result or 四, and their totals', () => {
    const ledger = ledgerOf(name);
    for (const removed of ledger.cases) {
      const rest = { ...ledger, cases: ledger.cases.filter((it) => it !== removed) };
      const moves = movesBetween(report.tables, compute(rest).tables);
      const column = removed.applicant.class;
      const outcome = Object.keys(moves).find(
        (cell) => !/newReceived|carriedIn|resultTotal|total$/.test(cell),
      );
      const row = outcome?.slice('table3.'.length, -`.${column}`.length) ?? '';
      const received = moves[`table3.newReceived.${column}`] === -1 ? 'newReceived' : 'carriedIn';
      const rows = row === 'carriedOut' ? [received, row] : [received, row, 'resultTotal'];
      const expected = Object.fromEntries(
        rows.flatMap((it) => [column, 'total'].map((side) => [`table3.${it}.${side}`, -1])),
      );
      expect(moves, removed.id).toEqual(expected);
    }
  }, 120_000);
});

interface Move {
  readonly ledger: string;
  readonly case: string;
  readonly why: string;
  readonly remove?: true;
  readonly redate?: Readonly<Record<string, string>>;
  readonly reclassify?: readonly ItemFinding[];
  readonly applicant?: ApplicantClass;
  readonly moves: Readonly<Record<string, number>>;
}

function change(it: LedgerCase, move: Move): LedgerCase {
  const events = it.events.map((event, index) => {
    const on = move.redate?.[String(index)];
    const redated = on === undefined ? event : { ...event, on: parseLocalDate(on) };
    if (redated.type !== 'decided' || !move.reclassify) return redated;
    return { ...redated, items: move.reclassify.map((finding) => ({ finding })) };
  });
  return { ...it, events, applicant: { ...it.applicant, class: move.applicant ?? it.applicant.class } };
}

describe('one changed case moves exactly the cells that a person says', () => {
  test.each(readJson('moves.json') as Move[])('$ledger $case: $why', (move) => {
    const ledger = ledgerOf(move.ledger);
    expect(ledger.cases.some(({ id }) => id === move.case)).toBe(true);
    const cases = ledger.cases
      .filter(({ id }) => !(move.remove && id === move.case))
      .map((it) => (it.id === move.case ? change(it, move) : it));
    const moved = movesBetween(compute(ledger).tables, compute({ ...ledger, cases }).tables);
    expect(moved).toEqual(move.moves);
  });
});

test('the ledgers hold cases of every class they should', () => {
  const classes = new Set(ledgerOf('ministry-2019').cases.map(({ applicant }) => applicant.class));
  expect(APPLICANT_CLASSES.filter((it) => !classes.has(it))).toEqual(['publicInterest']);
  expect(ledgerOf('city-bureau-2019').cases).toHaveLength(243);
  expect(ledgerOf('ministry-2019').cases).toHaveLength(376);
});
