import { describe, expect, it } from 'vitest';
import { readReportFixture, reportOf, type Table3Rows } from '../../fixtures/annual-report/report-builder.js';
import { checkReport } from './check-report.js';
import type { ReportFinding, ReportSubject } from './report-rule.js';
import { REPORT_RULES } from './report-rules.js';
import { TABLE3_COLUMNS } from './tables.js';

/** Twelve applications: ten of natural persons, two of enterprises, one carried out. */
const BALANCED: Table3Rows = {
  newReceived: [9, 2, 0, 0, 0, 0, 11],
  carriedIn: [1, 0, 0, 0, 0, 0, 1],
  granted: [5, 1, 0, 0, 0, 0, 6],
  'refused.stateSecret': [1, 0, 0, 0, 0, 0, 1],
  'unable.notHeld': [2, 1, 0, 0, 0, 0, 3],
  'other.rest': [1, 0, 0, 0, 0, 0, 1],
  resultTotal: [9, 2, 0, 0, 0, 0, 11],
  carriedOut: [1, 0, 0, 0, 0, 0, 1],
};

function brief({ rule, left, right, cells }: ReportFinding): string {
  return `${rule} ${String(left)}≠${String(right)} ${cells.at(-1) ?? ''}`;
}
function briefsOf(subject: ReportSubject): string[] {
  return checkReport(subject).findings.map(brief);
}

describe('REPORT_RULES', () => {
  it('holds every rule once, with a formula and a source', () => {
    expect(REPORT_RULES.map(({ id }) => id)).toEqual([
      ...['T3-A', 'T3-B', 'T3-C', 'T4-A', 'T4-B', 'T4-C', 'T3-D', 'T3-F', 'T2-B', 'T2-D', 'T2-E'],
      ...['T3-E', 'T4-D', 'T2-A', 'T2-C', 'N-1', 'N-2', 'N-3', 'N-4', 'N-5', 'N-6', 'N-7', 'T4-E', 'R-1'],
    ]);
    for (const rule of REPORT_RULES) {
      expect([rule.title, rule.formula, rule.source].every((text) => /[一-鿿]/.test(text))).toBe(true);
    }
    const errors = REPORT_RULES.filter(({ severity }) => severity === 'error').map(({ id }) => id);
    expect(errors).toEqual(['T3-A', 'T3-B', 'T3-C', 'T4-A', 'T4-B', 'T4-C', 'T3-D']);
    expect(REPORT_RULES.filter(({ kind }) => kind === 'official').map(({ id }) => id)).toEqual(['T3-A']);
  });

  it('can be asked one by one', () => {
    const rule = REPORT_RULES.find(({ id }) => id === 'T4-B')!;
    const outcome = rule.check(reportOf({ blocks: { directSuit: [1, 0, 0, 0, 2] } }), {});
    expect(outcome.findings.map(brief)).toEqual(['T4-B 1≠2 table4.directSuit.total']);
    expect(outcome.compared).toBe(1);
  });
});

describe('identities', () => {
  it('hold for a balanced report', () => {
    const check = checkReport(reportOf({ rows: BALANCED }));
    expect(check.findings).toEqual([]);
    expect(check.notCheckable).toEqual([]);
    expect(check.checked).toMatchObject({
      'T3-A': 7,
      'T3-B': 7,
      'T3-C': 25,
      'T4-A': 1,
      'T4-B': 1,
      'T4-C': 1,
      'T3-D': 190,
    });
  });

  it.each([
    [
      'T3-A',
      { carriedIn: [0, 0, 0, 0, 0, 0, 1] },
      ['T3-A 9≠10 table3.carriedOut.naturalPerson', 'T3-C 0≠1 table3.carriedIn.total'],
    ],
    [
      'T3-B',
      { granted: [5, 1, 0, 0, 0, 0, 7] },
      ['T3-B 12≠11 table3.resultTotal.total', 'T3-C 6≠7 table3.granted.total'],
    ],
    [
      'T3-C',
      { 'unprocessed.repeat': [0, 0, 1, 0, 0, 0, 0] },
      ['T3-B 1≠0 table3.resultTotal.research', 'T3-C 1≠0 table3.unprocessed.repeat.total'],
    ],
  ] as const)('%s fails with both values', (_rule, rows, expected) => {
    expect(briefsOf(reportOf({ rows: { ...BALANCED, ...rows } }))).toEqual(expected);
  });

  it.each([
    ['T4-A', 'reconsideration'],
    ['T4-B', 'directSuit'],
    ['T4-C', 'suitAfterReconsideration'],
  ] as const)('%s adds up %s', (rule, block) => {
    const [finding, ...others] = checkReport(reportOf({ blocks: { [block]: [1, 2, 3, 4, 11] } })).findings;
    expect(others).toEqual([]);
    expect(finding).toEqual({
      rule,
      severity: 'error',
      message: expect.stringContaining(
        '维持、纠正、其他、尚未审结之和为10，总计为11，相差1，请核对。',
      ) as string,
      source: '国办公开办函〔2019〕60号、〔2021〕30号表四',
      cells: ['upheld', 'corrected', 'other', 'pending', 'total'].map(
        (column) => `table4.${block}.${column}`,
      ),
      left: 10,
      right: 11,
      explainedBy: { cell: `table4.${block}.total`, value: 11, wouldBe: 10 },
    });
  });

  it('say in plain words what does not agree', () => {
    const messages = checkReport(
      reportOf({ rows: { ...BALANCED, carriedIn: [0, 0, 0, 0, 0, 0, 1] } }),
    ).findings.map(({ message }) => message);
    expect(messages).toEqual([
      '“自然人”列：第一项加第二项为9，第三项（七）加第四项为10，相差1，请核对。',
      '“二、上年结转政府信息公开申请数量”行：自然人与各类法人或其他组织之和为0，总计为1，相差1，请核对。',
    ]);
  });

  it('know the one row （六） of the 2019 form', () => {
    const rows: Table3Rows = {
      newReceived: [3, 0, 0, 0, 0, 0, 3],
      other: [3, 0, 0, 0, 0, 0, 3],
      resultTotal: [3, 0, 0, 0, 0, 0, 3],
    };
    const check = checkReport(reportOf({ form: '2019', rows, year: 2019 }));
    expect(check.findings).toEqual([]);
    expect(check.checked['T3-C']).toBe(23);
    expect(briefsOf(reportOf({ form: '2019', rows: { ...rows, other: [0, 0, 0, 0, 0, 0, 0] } }))).toEqual([
      'T3-B 0≠3 table3.resultTotal.naturalPerson',
      'T3-B 0≠3 table3.resultTotal.total',
    ]);
  });

  it('are not applied to tables that are missing', () => {
    const tables = { forms: { table2: null, table3: null }, table2: null, table3: null, table4: null };
    expect(checkReport({ tables, year: 2018, sections: [] })).toEqual({
      findings: [],
      notCheckable: [],
      checked: {},
      cutByColumnSums: [],
    });
  });
});

describe('blank cells', () => {
  it('count as zero', () => {
    const blanks: Table3Rows = Object.fromEntries(
      Object.entries(BALANCED).map(([row, values]) => [
        row,
        values.map((value) => (value === 0 ? null : value)),
      ]),
    );
    const check = checkReport(reportOf({ rows: blanks }));
    expect([check.findings, check.notCheckable]).toEqual([[], []]);
    const besideZeros = checkReport(
      reportOf({ rows: { newReceived: [0, 0, 0, 0, 0, 0, null], resultTotal: [null, 0, 0, 0, 0, 0, 0] } }),
    );
    expect([besideZeros.findings, besideZeros.notCheckable]).toEqual([[], []]);
  });

  it('are asked for, not called an error, where a whole side is empty', () => {
    const rows: Table3Rows = {
      ...BALANCED,
      granted: [5, 1, 0, 0, 0, 0, null],
      'unable.notHeld': [null, null, null, null, null, null, 3],
    };
    const check = checkReport(reportOf({ rows }));
    expect(check.findings.filter(({ severity }) => severity === 'error').map(brief)).toEqual([
      'T3-B 7≠9 table3.resultTotal.naturalPerson',
      'T3-B 1≠2 table3.resultTotal.commercial',
      'T3-B 5≠11 table3.resultTotal.total',
    ]);
    expect(check.findings.find(({ rule }) => rule === 'T3-D')).toEqual({
      rule: 'T3-D',
      severity: 'warning',
      message:
        '表三“三、（一）予以公开”的“总计”等7格未填写，而与之对应的一侧有数字，无法核对合计，请补填（没有的填0）。',
      source: '国办公开办函〔2021〕30号',
      cells: [
        'table3.granted.total',
        ...TABLE3_COLUMNS.slice(0, 6).map((column) => `table3.unable.notHeld.${column}`),
      ],
      left: null,
      right: null,
    });
    expect(check.notCheckable).toEqual([
      {
        rule: 'T3-C',
        cells: ['table3.granted.total'],
        reason: '“三、（一）予以公开”行：一侧各格均未填写，另一侧有数字。',
      },
      {
        rule: 'T3-C',
        cells: TABLE3_COLUMNS.slice(0, 6).map((column) => `table3.unable.notHeld.${column}`),
        reason: '“（四）无法提供1.本机关不掌握相关政府信息”行：一侧各格均未填写，另一侧有数字。',
      },
    ]);
  });

  it('in the whole total column leave the sum of the column open', () => {
    const rows: Table3Rows = Object.fromEntries(
      Object.entries(BALANCED).map(([row, values]) =>
        /^(newReceived|carriedIn|resultTotal|carriedOut)$/.test(row)
          ? [row, values]
          : [row, [...values.slice(0, 6), null]],
      ),
    );
    const subject = reportOf({ rows });
    const table3 = Object.fromEntries(
      Object.entries(subject.tables.table3!).map(([row, cells]) => [
        row,
        /^(newReceived|carriedIn|resultTotal|carriedOut)$/.test(row) ? cells : { ...cells, total: null },
      ]),
    );
    const check = checkReport({ ...subject, tables: { ...subject.tables, table3 } });
    expect(check.findings.map(({ rule, severity, cells }) => [rule, severity, cells.length])).toEqual([
      ['T3-D', 'warning', 21],
    ]);
    expect(check.notCheckable.map(({ rule }) => rule)).toEqual(['T3-B', 'T3-C', 'T3-C', 'T3-C', 'T3-C']);
  });
});

describe('rows that were cut by their own sum', () => {
  it('leave only that sum open', () => {
    const check = checkReport({ ...reportOf({ rows: BALANCED }), cutBySum: new Set(['table3.granted']) });
    expect(check.notCheckable.map(({ rule, cells }) => [rule, cells.at(-1)])).toEqual([
      ['T3-C', 'table3.granted.total'],
    ]);
    expect(check.checked).toMatchObject({ 'T3-A': 7, 'T3-B': 7, 'T3-C': 24, 'T4-A': 1 });
  });
});

describe('values of cells (T3-D)', () => {
  it('must be non-negative integers', () => {
    const subject = reportOf({
      rows: { newReceived: [-1, 1, 0, 0, 0, 0, 0], carriedIn: [1.5, 0, 0, 0, 0, 0, 1.5] },
      blocks: { directSuit: [0.5, 0, 0, 0, 0.5] },
    });
    const findings = checkReport(subject).findings.filter(({ rule }) => rule === 'T3-D');
    expect(findings.map(({ severity, cells, left, message }) => [severity, cells[0], left, message])).toEqual(
      [
        [
          'error',
          'table3.newReceived.naturalPerson',
          -1,
          '表三“一、本年新收政府信息公开申请数量”的“自然人”为-1，不应为负数，请核对。',
        ],
        [
          'error',
          'table3.carriedIn.naturalPerson',
          1.5,
          '表三“二、上年结转政府信息公开申请数量”的“自然人”为1.5，应为整数，请核对。',
        ],
        [
          'error',
          'table3.carriedIn.total',
          1.5,
          '表三“二、上年结转政府信息公开申请数量”的“总计”为1.5，应为整数，请核对。',
        ],
        [
          'error',
          'table4.directSuit.upheld',
          0.5,
          '表四“未经复议直接起诉”的“结果维持”为0.5，应为整数，请核对。',
        ],
        ['error', 'table4.directSuit.total', 0.5, '表四“未经复议直接起诉”的“总计”为0.5，应为整数，请核对。'],
      ],
    );
  });

  it('of 表二 may be signed changes and amounts with decimals, but no negative amounts', () => {
    const zeros = { previousItems: 10, change: -8, decisions: 0 };
    const table2 = {
      licensing: zeros,
      penalty: { ...zeros, decisions: -1 },
      procurement: { items: 2, amountYuan: 1234.5 },
    };
    const findings = checkReport(reportOf({ form: '2019', table2 })).findings.filter(
      ({ rule }) => rule === 'T3-D',
    );
    expect(findings.map(({ cells, left }) => [cells[0], left])).toEqual([['table2.penalty.decisions', -1]]);
    const negative = reportOf({ table2: { adminFees: { amountWanYuan: -0.5 } } });
    expect(checkReport(negative).findings.map(({ rule, left }) => [rule, left])).toEqual([['T3-D', -0.5]]);
  });
});

describe('published reports kept as fixtures', () => {
  it.each(['tianjin-human-resources-2019', 'human-resources-ministry-2019'] as const)(
    '%s satisfies every rule',
    (name) => {
      const check = checkReport(readReportFixture(name));
      expect(check.findings).toEqual([]);
      expect(check.checked).toMatchObject({
        'T3-A': 7,
        'T3-B': 7,
        'T3-C': 23,
        'T4-A': 1,
        'T4-B': 1,
        'T4-C': 1,
      });
    },
  );

  it('finds the enterprise missing from the totals of 平潭资源生态局 2023, and what explains it', () => {
    const { findings } = checkReport(readReportFixture('pingtan-resources-2023'));
    const pair = [
      { cell: 'table3.partiallyGranted.commercial', value: 1, wouldBe: 0 },
      { cell: 'table3.resultTotal.commercial', value: 1, wouldBe: 0 },
    ];
    expect(
      findings.map(({ rule, left, right, cells, explainedBy, explainedByPair }) => ({
        rule,
        left,
        right,
        last: cells.at(-1),
        explainedBy,
        explainedByPair,
      })),
    ).toEqual([
      {
        rule: 'T3-A',
        left: 0,
        right: 1,
        last: 'table3.carriedOut.commercial',
        explainedBy: undefined,
        explainedByPair: pair,
      },
      {
        rule: 'T3-C',
        left: 9,
        right: 8,
        last: 'table3.partiallyGranted.total',
        explainedBy: undefined,
        explainedByPair: pair,
      },
      {
        rule: 'T3-C',
        left: 20,
        right: 19,
        last: 'table3.resultTotal.total',
        explainedBy: undefined,
        explainedByPair: pair,
      },
    ]);
  });
});
