import { describe, expect, it } from 'vitest';
import {
  readReportFixture,
  reportOf,
  type ReportParts,
} from '../../fixtures/annual-report/report-builder.js';
import { checkReport } from './check-report.js';
import type { ReportSubject } from './report-rule.js';

function compared(now: ReportSubject, previous: ReportSubject): ReturnType<typeof checkReport> {
  const check = checkReport(now, { previous });
  const isCrossYear = ({ rule }: { rule: string }): boolean =>
    ['T3-E', 'T4-D', 'T2-A', 'T2-C'].includes(rule);
  return {
    ...check,
    findings: check.findings.filter(isCrossYear),
    notCheckable: check.notCheckable.filter(isCrossYear),
  };
}
function lastYear(parts: ReportParts): ReportSubject {
  return reportOf({ year: 2022, ...parts });
}

describe('T3-E: what was carried out is carried in', () => {
  it('holds by column, also between the two forms', () => {
    const now = reportOf({ rows: { carriedIn: [4, 1, 0, 0, 0, 0, 5] } });
    for (const form of ['2019', '2021'] as const) {
      const check = compared(now, lastYear({ form, rows: { carriedOut: [4, 1, 0, 0, 0, 0, 5] } }));
      expect(check.findings).toEqual([]);
      expect(check.checked['T3-E']).toBe(7);
    }
  });

  it('warns with both values', () => {
    const check = compared(
      reportOf({ rows: { carriedIn: [4, 1, 0, 0, 0, 0, 5] } }),
      lastYear({ rows: { carriedOut: [4, 2, 0, 0, 0, 0, 6] } }),
    );
    expect(check.findings).toEqual([
      {
        rule: 'T3-E',
        severity: 'warning',
        message:
          '“商业企业”列：本年报告“上年结转”为1，上一年报告“结转下年度继续办理”为2，两者应当一致；机构改革或者更正报告除外，请核对并说明。',
        source: '国办公开办函〔2021〕30号表三第二项、第四项',
        cells: ['table3.carriedIn.commercial', 'table3.carriedOut.commercial'],
        left: 1,
        right: 2,
      },
      expect.objectContaining({ rule: 'T3-E', left: 5, right: 6 }),
    ]);
  });

  it('compares nothing with a report of another year or without the table', () => {
    const now = reportOf({ rows: { carriedIn: [4, 0, 0, 0, 0, 0, 4] } });
    expect(checkReport(now, { previous: reportOf({ year: 2021 }) }).checked['T3-E']).toBeUndefined();
    expect(checkReport(now).checked['T3-E']).toBeUndefined();
    const none = reportOf({ year: 2022 });
    expect(
      compared(now, { ...none, tables: { ...none.tables, table3: null } }).checked['T3-E'],
    ).toBeUndefined();
  });

  it('compares when a year is not known', () => {
    const now = reportOf({ year: null, rows: { carriedIn: [4, 0, 0, 0, 0, 0, 4] } });
    expect(compared(now, lastYear({})).findings).toHaveLength(2);
  });

  it('leaves the total open when one side did not fill it in', () => {
    const check = compared(
      reportOf({ rows: { carriedIn: [4, 0, 0, 0, 0, 0, null] } }),
      lastYear({ rows: { carriedOut: [4, 0, 0, 0, 0, 0, 4] } }),
    );
    expect(check.findings).toEqual([]);
    expect(check.notCheckable).toEqual([
      {
        rule: 'T3-E',
        cells: ['table3.carriedIn.total', 'table3.carriedOut.total'],
        reason: '上年结转或者上一年报告的结转下年度未填写总计。',
      },
    ]);
  });

  it('fails over unreadable digits only if no cut agrees', () => {
    const glued = { ...reportOf({ rows: { carriedIn: [null, null, null, null, null, null, null] } }) };
    const cuts = [
      [4, 0, 0, 0, 0, 0, 4],
      [5, 0, 0, 0, 0, 0, 5],
    ];
    const now = { ...glued, candidates: { 'table3.carriedIn': cuts } };
    expect(
      compared(now, lastYear({ rows: { carriedOut: [4, 0, 0, 0, 0, 0, 4] } })).notCheckable.map(
        ({ rule }) => rule,
      ),
    ).toEqual(['T3-E', 'T3-E']);
    const [finding] = compared(now, lastYear({ rows: { carriedOut: [6, 0, 0, 0, 0, 0, 6] } })).findings;
    expect([finding?.left, finding?.right]).toEqual([null, 6]);
    expect(finding?.message).toContain('为4或5，');
  });
});

describe('T4-D: what was pending is counted again', () => {
  it.each([
    [3, [1, 0, 0, 2, 3], true],
    [4, [1, 0, 0, 2, 3], false],
  ] as const)('pending %i of last year against %j', (pending, block, holds) => {
    const check = compared(
      reportOf({ blocks: { directSuit: block } }),
      lastYear({ blocks: { directSuit: [0, 0, 0, pending, pending] } }),
    );
    expect(check.checked['T4-D']).toBe(3);
    expect(
      check.findings.map(({ rule, severity, cells, left, right }) => ({
        rule,
        severity,
        cells,
        left,
        right,
      })),
    ).toEqual(
      holds
        ? []
        : [
            {
              rule: 'T4-D',
              severity: 'warning',
              cells: ['table4.directSuit.pending', 'table4.directSuit.total'],
              left: 4,
              right: 3,
            },
          ],
    );
  });

  it('says what to look at', () => {
    const [finding] = compared(
      reportOf({}),
      lastYear({ blocks: { reconsideration: [0, 0, 0, 2, 2] } }),
    ).findings;
    expect(finding?.message).toBe(
      '“行政复议”：上一年报告尚未审结2件，本年总计只有0件；上一年未审结的案件本年应继续统计，请核对。',
    );
  });
});

describe('T2-A: documents in force', () => {
  const stock = (made: number, repealed: number, inForce: number): ReportParts => ({
    table2: { rules: { made: 0, repealed: 0, inForce: 0 }, normativeDocuments: { made, repealed, inForce } },
  });

  // 32 in force, 2 made, 1 repealed: 31 if both made ones were revisions, 33 if none was.
  it.each([
    [30, false],
    [31, true],
    [33, true],
    [34, false],
  ])('%i in force', (inForce, holds) => {
    const check = compared(reportOf(stock(2, 1, inForce)), lastYear(stock(0, 0, 32)));
    expect(check.checked['T2-A']).toBe(2);
    expect(check.findings.map(({ rule, left, right, severity }) => [rule, left, right, severity])).toEqual(
      holds ? [] : [['T2-A', inForce, 33, 'warning']],
    );
  });

  it('names the range', () => {
    const [finding] = compared(
      { ...readReportFixture('pingtan-resources-2023') },
      lastYear(stock(0, 0, 32)),
    ).findings;
    expect(finding?.message).toBe(
      '表二“行政规范性文件”的“现行有效件数”为35，按上一年现行有效数和本年制发、废止数推算应在31至33之间（制发可能包括修订），请核对清理情况。',
    );
    expect(finding?.cells).toEqual(
      ['inForce', 'made', 'repealed'].map((column) => `table2.normativeDocuments.${column}`),
    );
  });

  it('takes every cut of glued digits', () => {
    const glued = reportOf({
      table2: {
        rules: { made: 0, repealed: 0, inForce: 0 },
        normativeDocuments: { made: null, repealed: null, inForce: null },
      },
    });
    const now: ReportSubject = {
      ...glued,
      candidates: {
        'table2.normativeDocuments': [
          [2, 1, 35],
          [2, 13, 5],
        ],
      },
    };
    const open = compared(now, lastYear(stock(0, 0, 34)));
    expect([open.findings, open.notCheckable.map(({ rule }) => rule)]).toEqual([[], ['T2-A']]);
    // 35 is out of the range of its own cut (31 to 33), and 5 of its own (19 to 21): no mixing of cuts.
    const [finding, ...others] = compared(now, lastYear(stock(0, 0, 32))).findings;
    expect(others).toEqual([]);
    expect([finding?.left, finding?.right]).toEqual([null, null]);
    expect(finding?.message).toContain(
      '为35或5，按上一年现行有效数和本年制发、废止数推算无论怎样切分都与增减不符（',
    );
  });

  it('compares nothing between the forms, or with a blank', () => {
    const now = reportOf(stock(2, 1, 35));
    expect(compared(now, readAs2022('tianjin-human-resources-2019')).checked['T2-A']).toBeUndefined();
    const blank = reportOf({
      table2: {
        rules: { made: 0, repealed: 0, inForce: null },
        normativeDocuments: { made: 1, repealed: 0, inForce: null },
      },
    });
    expect(compared(blank, lastYear(stock(0, 0, 32))).checked['T2-A']).toBeUndefined();
  });
});

function readAs2022(name: 'tianjin-human-resources-2019'): ReportSubject {
  return { ...readReportFixture(name), year: 2022 };
}

describe('T2-C: items of last year', () => {
  const items = (previousItems: number, change: number, year: number): ReportSubject =>
    reportOf({ form: '2019', year, table2: { licensing: { previousItems, change, decisions: 1 } } });

  it.each([
    [2, []],
    [3, [['T2-C', 3, 2, '表二“行政许可”的“上一年项目数量”为3，按上一年报告的项目数量加增减应为2，请核对。']]],
    [
      6,
      [
        [
          'T2-C',
          6,
          2,
          '表二“行政许可”的“上一年项目数量”为6，按上一年报告的项目数量加增减应为2，上一年“本年增/减”可能漏写了正负号，请核对。',
        ],
      ],
    ],
  ] as const)('4 − 2 against %i', (now, expected) => {
    const { findings } = compared(items(now, 0, 2020), items(4, -2, 2019));
    expect(findings.map(({ rule, left, right, message }) => [rule, left, right, message])).toEqual(expected);
  });

  it("can't fall below zero within one report", () => {
    const { findings } = checkReport(items(4, -5, 2019));
    expect(
      findings.map(({ rule, left, right, cells, message }) => [rule, left, right, cells, message]),
    ).toEqual([
      [
        'T2-C',
        4,
        -5,
        ['table2.licensing.previousItems', 'table2.licensing.change'],
        '表二“行政许可”的“上一年项目数量”为4，“本年增/减”为-5，减后为负数，请核对。',
      ],
    ]);
    expect(checkReport(items(5, -5, 2019)).findings).toEqual([]);
  });
});
