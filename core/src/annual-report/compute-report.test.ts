import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseLocalDate } from '../calendar/local-date.js';
import {
  REMEDY_KINDS,
  REMEDY_OUTCOMES,
  type RemedyCase,
  type RemedyKind,
  type RemedyOutcome,
} from '../remedy/remedy-case.js';
import { valueAt } from './cell-address.js';
import type { CasePlace } from './case-place.js';
import { checkReport } from './check-report.js';
import { computeReport, type ReportInput } from './compute-report.js';
import type { Attestation, Table2Input } from './compute-table2.js';
import { APPLICANT_CLASSES, FORM_VERSIONS, OUTCOME_ROWS, TABLE3_COLUMNS, TABLE3_ROWS } from './tables.js';

type PlaceBrief = Partial<CasePlace> & { readonly caseId: string };
function placeOf({ row = null, isCarriedIn = false, ...brief }: PlaceBrief): CasePlace {
  return {
    applicantClass: 'naturalPerson',
    isNew: !isCarriedIn,
    isCarriedIn,
    row,
    isCarriedOut: row === null,
    ...brief,
  };
}
function compute(input: Partial<ReportInput>): ReturnType<typeof computeReport> {
  return computeReport({ year: 2023, form: '2021', places: [], remedies: [], table2: {}, ...input });
}

const PLACES = [
  placeOf({ caseId: 'a', row: 'granted' }),
  placeOf({ caseId: 'b', row: 'other.lapsedFee', applicantClass: 'commercial' }),
  placeOf({ caseId: 'c', row: 'other.rest', isCarriedIn: true }),
  placeOf({ caseId: 'd' }),
  placeOf({ caseId: 'e', isCarriedIn: true, applicantClass: 'otherOrganization' }),
];

describe('表三 from places', () => {
  it('counts each case in its class and in the total, and names the cases of a cell', () => {
    const { tables, cases } = compute({ places: PLACES });
    const lines = Object.entries(tables.table3!).map(([row, cells]) => [row, Object.values(cells).join(' ')]);
    expect(lines.filter(([, cells]) => cells !== '0 0 0 0 0 0 0')).toEqual([
      ['newReceived', '2 1 0 0 0 0 3'],
      ['carriedIn', '1 0 0 0 0 1 2'],
      ['granted', '1 0 0 0 0 0 1'],
      ['other.lapsedFee', '0 1 0 0 0 0 1'],
      ['other.rest', '1 0 0 0 0 0 1'],
      ['resultTotal', '2 1 0 0 0 0 3'],
      ['carriedOut', '1 0 0 0 0 1 2'],
    ]);
    expect(Object.keys(tables.table3!)).toEqual(TABLE3_ROWS['2021']);
    expect(cases.get('table3.newReceived.total')).toEqual({ kind: 'cases', ids: ['a', 'b', 'd'] });
    expect(cases.get('table3.resultTotal.naturalPerson')).toEqual({ kind: 'cases', ids: ['a', 'c'] });
    expect(cases.get('table3.carriedOut.otherOrganization')).toEqual({ kind: 'cases', ids: ['e'] });
    expect(cases.has('table3.granted.commercial')).toBe(false);
  });

  it('folds the three rows of （六） in the 2019 form', () => {
    const { tables, cases } = compute({ places: PLACES, form: '2019' });
    expect(tables.forms).toEqual({ table2: '2019', table3: '2019' });
    expect(Object.keys(tables.table3!)).toEqual(TABLE3_ROWS['2019']);
    expect(TABLE3_COLUMNS.map((column) => tables.table3!.other![column])).toEqual([1, 1, 0, 0, 0, 0, 2]);
    expect(cases.get('table3.other.total')).toEqual({ kind: 'cases', ids: ['b', 'c'] });
  });

  it('moving one case moves exactly its cells', () => {
    const moved = PLACES.map((place): CasePlace =>
      place.caseId === 'a' ? { ...place, row: 'partiallyGranted' } : place,
    );
    const [before, after] = [compute({ places: PLACES }), compute({ places: moved })];
    const changed = [...new Set([...before.cases.keys(), ...after.cases.keys()])].filter(
      (cell) => valueAt(before.tables, cell) !== valueAt(after.tables, cell),
    );
    expect(changed.sort()).toEqual([
      'table3.granted.naturalPerson',
      'table3.granted.total',
      'table3.partiallyGranted.naturalPerson',
      'table3.partiallyGranted.total',
    ]);
  });

  it("reports places that can't be, and counts a repeated case once", () => {
    const places = [
      placeOf({ caseId: 'x', isNew: true, isCarriedIn: true, row: 'granted' }),
      placeOf({ caseId: 'y', isNew: false, row: 'granted' }),
      placeOf({ caseId: 'z', row: 'granted', isCarriedOut: true }),
      placeOf({ caseId: 'w', row: null, isCarriedOut: false }),
      placeOf({ caseId: 'z', row: 'granted' }),
    ];
    const { problems, tables } = compute({ places });
    expect(
      problems
        .filter(({ rule }) => rule.startsWith('place'))
        .map(({ severity, message }) => [severity, message]),
    ).toEqual([
      ['error', '申请“x”应当且只能是本年新收或者上年结转之一。'],
      ['error', '申请“y”应当且只能是本年新收或者上年结转之一。'],
      ['error', '申请“z”应当且只能是已有办理结果或者结转下年度之一。'],
      ['error', '申请“w”应当且只能是已有办理结果或者结转下年度之一。'],
      ['error', '申请“z”在同一年度出现两次，只统计一次。'],
    ]);
    expect(tables.table3?.granted?.total).toBe(3);
  });
});

const ATTESTATION: Attestation = {
  sourceSystem: '行政审批系统',
  query: '2023年办结的许可决定',
  extractedOn: '2024-01-05',
  fileHash: 'sha256:00',
  responsibleUnit: '审批处',
  signer: '李某',
};

describe('表二 from records and attested aggregates', () => {
  const table2: Table2Input = {
    rules: { made: { records: [] }, repealed: { records: [] }, inForce: { records: [] } },
    normativeDocuments: {
      made: { records: [{ id: 'n1' }, { id: 'n2' }] },
      repealed: { records: [{ id: 'n3' }] },
      inForce: { value: 35, attestation: ATTESTATION },
    },
    licensing: { decisions: { value: 315, attestation: ATTESTATION } },
    penalty: { decisions: { value: 35, attestation: { ...ATTESTATION, signer: ' ', fileHash: '' } } },
    coercion: { decisions: { value: 4 } },
    adminFees: {
      amountWanYuan: {
        records: [
          { id: 'f1', amount: 0.1 },
          { id: 'f2', amount: 0.2 },
        ],
      },
    },
  };

  it('counts records, sums amounts, and keeps what stands behind a figure', () => {
    const { tables, cases } = compute({ table2 });
    expect(tables.table2).toEqual({
      rules: { made: 0, repealed: 0, inForce: 0 },
      normativeDocuments: { made: 2, repealed: 1, inForce: 35 },
      licensing: { decisions: 315 },
      penalty: { decisions: 35 },
      coercion: { decisions: 4 },
      adminFees: { amountWanYuan: 0.3 },
    });
    expect(cases.get('table2.normativeDocuments.made')).toEqual({ kind: 'records', ids: ['n1', 'n2'] });
    expect(cases.get('table2.licensing.decisions')).toEqual({
      kind: 'attestation',
      attestation: ATTESTATION,
    });
    expect(cases.has('table2.coercion.decisions')).toBe(false);
  });

  it('reports figures that nobody vouches for', () => {
    expect(
      compute({ table2 }).problems.map(({ rule, severity, message }) => [rule, severity, message]),
    ).toEqual([
      ['table2Unattested', 'error', '表二“行政处罚”的“本年处理决定数量”汇总证明缺少文件摘要、签字人。'],
      ['table2Unattested', 'error', '表二“行政强制”的“本年处理决定数量”既没有记录，也没有经签字的汇总证明。'],
    ]);
  });

  it('reports missing figures and amounts', () => {
    const { problems, tables } = compute({
      form: '2019',
      table2: {
        procurement: { items: { records: [{ id: 'p1' }] }, amountYuan: { records: [{ id: 'p1' }] } },
      },
    });
    expect(tables.table2?.procurement).toEqual({ items: 1, amountYuan: 0 });
    expect(tables.table2?.rules).toEqual({ made: null, disclosed: null, totalDisclosed: null });
    expect(problems.at(-1)).toEqual({
      rule: 'table2Unattested',
      severity: 'error',
      message: '表二“政府集中采购”的“采购总金额”记录“p1”没有数额。',
      source: '国办公开办函〔2021〕30号',
    });
    expect(problems.filter(({ rule }) => rule === 'table2Missing')).toHaveLength(20);
    expect(problems[0]).toMatchObject({
      severity: 'warning',
      message: '表二“规章”的“本年新制作数量”没有数据，没有的应填0。',
    });
  });

  it('sums signed changes', () => {
    const records = [
      { id: 'c1', amount: -3 },
      { id: 'c2', amount: 1 },
    ];
    expect(
      compute({ form: '2019', table2: { licensing: { change: { records } } } }).tables.table2?.licensing
        ?.change,
    ).toBe(-2);
  });
});

describe('表四 in the report', () => {
  it('stands with its remedies and what is left out', () => {
    const remedy: RemedyCase = {
      remedyId: 'r',
      kind: 'reconsideration',
      role: 'originalOrgan',
      filedOn: parseLocalDate('2023-05-01'),
    };
    const joined: RemedyCase = {
      ...remedy,
      remedyId: 'j',
      kind: 'suitAfterReconsideration',
      role: 'reconsiderationAuthority',
    };
    const report = compute({ remedies: [remedy, joined], policies: { countPendingAgain: false } });
    expect(report.tables.table4?.reconsideration).toEqual({
      upheld: 0,
      corrected: 0,
      other: 0,
      pending: 1,
      total: 1,
    });
    expect(report.cases.get('table4.reconsideration.pending')).toEqual({ kind: 'remedies', ids: ['r'] });
    expect(report.remediesNotCounted).toEqual(['j']);
    const next = computeReport({
      year: 2024,
      form: '2021',
      places: [],
      remedies: [remedy],
      table2: {},
      policies: { countPendingAgain: false },
    });
    expect(next.tables.table4?.reconsideration.total).toBe(0);
  });
});

const anyPlace: fc.Arbitrary<Omit<CasePlace, 'caseId'>> = fc
  .record({
    applicantClass: fc.constantFrom(...APPLICANT_CLASSES),
    isNew: fc.boolean(),
    row: fc.option(fc.constantFrom(...OUTCOME_ROWS)),
  })
  .map(({ applicantClass, isNew, row }) => ({
    applicantClass,
    isNew,
    isCarriedIn: !isNew,
    row,
    isCarriedOut: row === null,
  }));

const anyDay = fc
  .record({
    year: fc.integer({ min: 2020, max: 2024 }),
    month: fc.integer({ min: 1, max: 12 }),
    day: fc.integer({ min: 1, max: 28 }),
  })
  .map(({ year, month, day }) =>
    parseLocalDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`),
  );

const anyRemedy: fc.Arbitrary<Omit<RemedyCase, 'remedyId'>> = fc
  .record({
    kind: fc.constantFrom(...(Object.keys(REMEDY_KINDS) as RemedyKind[])),
    role: fc.constantFrom('originalOrgan' as const, 'reconsiderationAuthority' as const),
    days: fc.tuple(anyDay, anyDay),
    isConcluded: fc.boolean(),
    outcome: fc.constantFrom(...(Object.keys(REMEDY_OUTCOMES) as RemedyOutcome[])),
  })
  .map(({ kind, role, days, isConcluded, outcome }) => {
    const [filedOn, concludedOn] = days[0] < days[1] ? days : [days[1], days[0]];
    return { kind, role, filedOn, ...(isConcluded ? { concludedOn, outcome } : {}) };
  });

describe('any lawful set of cases', () => {
  it.each(FORM_VERSIONS)('satisfies every identity of the %s form', (form) => {
    fc.assert(
      fc.property(
        fc.array(anyPlace, { maxLength: 60 }),
        fc.array(anyRemedy, { maxLength: 30 }),
        (places, remedies) => {
          const { tables, cases } = computeReport({
            year: 2023,
            form,
            places: places.map((place, index) => ({ ...place, caseId: `c${index}` })),
            remedies: remedies.map((remedy, index) => ({ ...remedy, remedyId: `r${index}` })),
            table2: {},
          });
          const check = checkReport({ tables, year: 2023, sections: [] });
          expect(check.findings).toEqual([]);
          expect(check.notCheckable.filter(({ rule }) => rule !== 'T3-F')).toEqual([]);
          for (const [cell, source] of cases)
            if ('ids' in source) expect(source.ids).toHaveLength(valueAt(tables, cell)!);
          expect(tables.table3?.resultTotal?.total).toBe(places.filter(({ row }) => row !== null).length);
        },
      ),
      { numRuns: 60 },
    );
  });
});
