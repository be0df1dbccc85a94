import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  AGENCY_KINDS,
  APPLICANT_CLASSES,
  CHANNELS,
  FORM_VERSIONS,
  ITEM_FINDINGS,
  OUTCOME_ROWS,
  TABLE3_COLUMNS,
  addDays,
  checkReport,
  createCalendar,
  evaluateCase,
  parseLocalDate,
  yearOf,
  type CaseEvent,
  type LocalDate,
} from '@gongkai/core';
import { makeHistory } from '../demonstration/lawful-history.js';
import { createRandom } from '../demonstration/random.js';
import { computeFromLedger } from './compute-from-ledger.js';
import type { Ledger, LedgerCase } from './ledger.js';

const calendar = createCalendar();
const FIRST = parseLocalDate('2018-01-02');
const YEARS = [2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025, 2026] as const;

function ledgerOf(cases: readonly Omit<LedgerCase, 'id'>[]): Ledger {
  return {
    format: 'gongkai-ledger-1',
    isDemonstration: true,
    agency: { code: 'X', name: '某局', kind: 'localDepartment' },
    cases: cases.map((it, index) => ({ ...it, id: `X-${index}` })),
    remedies: [],
    table2: {},
  };
}

/** Every year's report in both forms obeys the identities, and what is carried out of a year is carried into the next. */
function expectIdentities(cases: readonly Omit<LedgerCase, 'id'>[], today: LocalDate): void {
  const ledger = ledgerOf(cases);
  for (const form of FORM_VERSIONS) {
    let carriedOut: readonly number[] | null = null;
    for (const year of YEARS) {
      const { tables, check } = computeFromLedger(ledger, { year, form, today });
      expect(
        check.findings.filter(({ rule, severity }) => severity === 'error' && rule.startsWith('T')),
      ).toEqual([]);
      const { table3 } = tables;
      const column = (row: 'carriedIn' | 'carriedOut'): number[] =>
        TABLE3_COLUMNS.map((it) => table3?.[row]?.[it] ?? 0);
      if (carriedOut !== null && year <= yearOf(today)) {
        expect(column('carriedIn')).toEqual(carriedOut);
        const subject = { tables, year, sections: [] };
        const previous = {
          ...computeFromLedger(ledger, { year: year - 1, form, today }),
          year: year - 1,
          sections: [],
        };
        expect(checkReport(subject, { previous }).findings.filter(({ rule }) => rule === 'T3-E')).toEqual([]);
      }
      carriedOut = column('carriedOut');
    }
  }
}

const dayArbitrary = fc.integer({ min: 0, max: 365 * 8 }).map((days) => addDays(FIRST, days));

describe('lawful histories', () => {
  const lawful = fc
    .record({
      seed: fc.integer({ min: 0, max: 2 ** 31 }),
      applicant: fc.constantFrom(...APPLICANT_CLASSES),
      agency: fc.constantFrom(...AGENCY_KINDS),
      year: fc.integer({ min: 2019, max: 2025 }),
      isCarriedIn: fc.boolean(),
      row: fc.option(fc.constantFrom(...OUTCOME_ROWS)),
    })
    .filter(({ isCarriedIn, row }) => !(isCarriedIn && row === null))
    .map(({ seed, applicant, agency, ...target }) => ({
      target,
      history: makeHistory({ random: createRandom(seed), calendar }, applicant, agency, target),
    }));

  test('satisfy every identity in both forms and carry over without a gap', () => {
    fc.assert(
      fc.property(fc.array(lawful, { minLength: 1, maxLength: 12 }), dayArbitrary, (made, today) => {
        expectIdentities(
          made.map(({ history }) => ({ applicant: { class: history.applicant }, events: history.events })),
          addDays(today, 400),
        );
      }),
      { numRuns: 25 },
    );
  });

  test('fall in the row and the year that they were made for', () => {
    fc.assert(
      fc.property(lawful, ({ target, history }) => {
        const { years } = evaluateCase(history, { today: parseLocalDate('2026-11-21'), calendar });
        expect(years[String(target.year)]).toEqual({
          isNew: !target.isCarriedIn,
          isCarriedIn: target.isCarriedIn,
          row: target.row,
          isCarriedOut: target.row === null,
        });
      }),
      { numRuns: 200 },
    );
  });
});

describe('any events at all, lawful or not', () => {
  const plain = (
    ...types: ('receiptConfirmed' | 'reasonsDemanded' | 'feePaid' | 'withdrawn' | 'agencyAnswered')[]
  ): fc.Arbitrary<CaseEvent> => fc.record({ type: fc.constantFrom(...types), on: dayArbitrary });
  const anyEvent: fc.Arbitrary<CaseEvent> = fc.oneof(
    plain('receiptConfirmed', 'reasonsDemanded', 'feePaid', 'withdrawn', 'agencyAnswered'),
    fc.record({
      type: fc.constant('submitted' as const),
      on: dayArbitrary,
      channel: fc.constantFrom(...CHANNELS),
    }),
    fc.record({
      type: fc.constant('correctionNotice' as const),
      on: dayArbitrary,
      termDays: fc.integer({ min: 1, max: 30 }),
    }),
    fc.record({ type: fc.constant('supplement' as const), on: dayArbitrary, reasonAccepted: fc.boolean() }),
    fc.record({
      type: fc.constantFrom('thirdPartyConsulted' as const, 'coProducerConsulted' as const),
      on: dayArbitrary,
    }),
    fc.record({ type: fc.constant('thirdPartyAnswered' as const), on: dayArbitrary, agrees: fc.boolean() }),
    fc.record({ type: fc.constant('agencyConsulted' as const), on: dayArbitrary }),
    fc.record({ type: fc.constant('feeNotice' as const), on: dayArbitrary }),
    fc.record({
      type: fc.constant('extension' as const),
      on: dayArbitrary,
      days: fc.integer({ min: 1, max: 40 }),
    }),
    fc.record({
      type: fc.constant('decided' as const),
      on: dayArbitrary,
      items: fc.array(fc.record({ finding: fc.constantFrom(...ITEM_FINDINGS) }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
    fc.record({ type: fc.constant('served' as const), on: dayArbitrary, way: fc.constant('post' as const) }),
    fc.record({
      type: fc.constant('overturned' as const),
      on: dayArbitrary,
      by: fc.constant('court' as const),
    }),
  );
  const anyCase = fc.record({
    applicant: fc.record({ class: fc.constantFrom(...APPLICANT_CLASSES) }),
    events: fc.array(anyEvent, { minLength: 1, maxLength: 9 }),
  });

  test('still give each case one place a year, so that the identities hold', () => {
    fc.assert(
      fc.property(fc.array(anyCase, { minLength: 1, maxLength: 15 }), dayArbitrary, (cases, today) => {
        expectIdentities(cases, today);
      }),
      { numRuns: 60 },
    );
  });

  test('an order of recording other than that of the days changes nothing', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyEvent, { selector: ({ on }) => on, minLength: 1 }), (events) => {
        const history = { applicant: 'naturalPerson', agency: 'localDepartment' } as const;
        const context = { today: parseLocalDate('2026-11-21'), calendar };
        expect(evaluateCase({ ...history, events: [...events].reverse() }, context)).toEqual(
          evaluateCase({ ...history, events }, context),
        );
      }),
      { numRuns: 300 },
    );
  });
});
