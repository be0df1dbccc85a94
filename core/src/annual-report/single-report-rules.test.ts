import { describe, expect, it } from 'vitest';
import {
  readReportFixture,
  reportOf,
  type ReportParts,
} from '../../fixtures/annual-report/report-builder.js';
import { checkReport } from './check-report.js';
import type { ReportSubject } from './report-rule.js';
import type { Table2 } from './tables.js';

function found(subject: ReportSubject, rule: string): unknown[] {
  return checkReport(subject)
    .findings.filter((finding) => finding.rule === rule)
    .map(({ severity, left, right, cells }) => [severity, left, right, cells]);
}

describe('T3-F: a fee lapse calls for a word on fees', () => {
  const LAPSED: ReportParts = {
    rows: {
      newReceived: [2, 0, 0, 0, 0, 0, 2],
      'other.lapsedFee': [2, 0, 0, 0, 0, 0, 2],
      resultTotal: [2, 0, 0, 0, 0, 0, 2],
    },
  };
  const section = (number: number, text: string): ReportParts => ({
    ...LAPSED,
    sections: [{ number, heading: '', text }],
  });
  const CELL = ['table3.other.lapsedFee.total'];

  it.each([
    '2023年，全年收取政府信息公开信 息处理费3940元。',
    '本年度没有产生信息公开处理费。',
    '2023年度未发生收费情况。',
    '本年度没有收取任何费用。',
  ])('is satisfied by “%s”', (text) => {
    expect(found(reportOf(section(6, text)), 'T3-F')).toEqual([]);
    expect(checkReport(reportOf(section(6, text))).checked['T3-F']).toBe(1);
  });

  it('is not satisfied by silence or by another section', () => {
    expect(found(reportOf(section(6, '无。')), 'T3-F')).toEqual([['warning', 2, null, CELL]]);
    expect(found(reportOf(section(1, '收取信息处理费20元。')), 'T3-F')).toEqual([['warning', 2, null, CELL]]);
  });

  it('asks nothing without a lapse, in the 2019 form, or without the prose', () => {
    expect(
      checkReport(reportOf({ sections: [{ number: 6, heading: '', text: '无' }] })).checked['T3-F'],
    ).toBeUndefined();
    expect(checkReport(reportOf({ form: '2019' })).checked['T3-F']).toBeUndefined();
    for (const sections of [
      [],
      [{ number: 0, heading: '', text: '报告' }],
      [{ number: 6, heading: '', text: ' ' }],
    ]) {
      const open = checkReport(reportOf({ ...LAPSED, sections }));
      expect([open.findings, open.checked['T3-F']]).toEqual([[], undefined]);
    }
    const check = checkReport(reportOf(LAPSED));
    expect([check.findings, check.notCheckable]).toEqual([
      [],
      [{ rule: 'T3-F', cells: CELL, reason: '没有报告正文。' }],
    ]);
  });
});

describe('T2-B: disclosed this year', () => {
  const disclosed = (made: number, newly: number, total: number): ReportSubject =>
    reportOf({
      form: '2019',
      table2: {
        rules: { made: 0, disclosed: 0, totalDisclosed: 0 },
        normativeDocuments: { made, disclosed: newly, totalDisclosed: total },
      },
    });
  const cells = (bound: string): string[] => [
    'table2.normativeDocuments.disclosed',
    `table2.normativeDocuments.${bound}`,
  ];

  it.each([
    [4, 4, 4, []],
    [4, 5, 5, [['info', 5, 4, cells('made')]]],
    [5, 5, 4, [['warning', 5, 4, cells('totalDisclosed')]]],
    [
      3,
      5,
      4,
      [
        ['warning', 5, 4, cells('totalDisclosed')],
        ['info', 5, 3, cells('made')],
      ],
    ],
  ] as const)('made %i, disclosed %i, in total %i', (made, newly, total, expected) => {
    expect(found(disclosed(made, newly, total), 'T2-B')).toEqual(expected);
    expect(checkReport(disclosed(made, newly, total)).checked['T2-B']).toBe(4);
  });

  it('says which is which', () => {
    const messages = checkReport(disclosed(3, 5, 4)).findings.map(({ message }) => message);
    expect(messages).toEqual([
      '表二“规范性文件”的“本年新公开数量”为5，不应超过表二“规范性文件”的“对外公开总数量”4，请核对。',
      '表二“规范性文件”的“本年新公开数量”为5，通常不超过表二“规范性文件”的“本年新制作数量”3，请核对。',
    ]);
  });

  it('is not asked of the 2021 form', () => {
    expect(checkReport(readReportFixture('pingtan-resources-2023')).checked['T2-B']).toBeUndefined();
  });
});

describe('T2-D: who may make rules (trap 11)', () => {
  const rules = (extra: Partial<ReportSubject>, inForce = 6): ReportSubject =>
    reportOf({ ...extra, table2: { rules: { made: 0, repealed: 0, inForce } } });
  const WARNING = [['warning', 6, 0, ['table2.rules.inForce']]];

  it.each([
    [{ hasRuleMakingPower: false }, WARNING],
    [{ hasRuleMakingPower: true, agency: '某县人民政府' }, []],
    [{ agency: '某某镇人民政府' }, WARNING],
    [{ agency: '某某县人民政府' }, WARNING],
    [{ agency: '某市某区人民政府办公室' }, WARNING],
    [{ agency: '某某街道办事处' }, WARNING],
    [{ agency: '某某自治区人民政府' }, []],
    [{ agency: '某某市人民政府' }, []],
    [{}, []],
  ])('%j', (extra, expected) => {
    expect(found(rules(extra), 'T2-D')).toEqual(expected);
  });

  it('is left open when the power is not known, and asks nothing of zeros', () => {
    const open = checkReport(rules({ agency: '某某市人民政府' }));
    expect(open.notCheckable).toEqual([
      { rule: 'T2-D', cells: ['table2.rules.inForce'], reason: '不知道本机关是否有权制定规章。' },
    ]);
    expect(open.checked['T2-D']).toBeUndefined();
    const zeros = checkReport(rules({ hasRuleMakingPower: false }, 0));
    expect([zeros.findings, zeros.checked['T2-D']]).toEqual([[], 1]);
  });

  it('says who may', () => {
    expect(checkReport(rules({ hasRuleMakingPower: false })).findings[0]?.message).toBe(
      '表二“规章”填有6，但本机关无权制定规章（只有国务院部门、省级和设区的市、自治州政府可以制定），请填0或者“/”。',
    );
  });
});

describe('T2-E: fees are in 万元', () => {
  it.each([
    [1_000_000, []],
    [1_000_000.01, [['warning', 1_000_000.01, 1_000_000, ['table2.adminFees.amountWanYuan']]]],
  ])('%d', (amountWanYuan, expected) => {
    const table2: Table2 = { adminFees: { amountWanYuan } };
    expect(found(reportOf({ table2 }), 'T2-E')).toEqual(expected);
    expect(checkReport(reportOf({ table2 })).checked['T2-E']).toBe(1);
  });

  it('is not asked of the 2019 form', () => {
    expect(checkReport(readReportFixture('tianjin-human-resources-2019')).checked['T2-E']).toBeUndefined();
  });
});

describe('N-7: words of the form left in (trap 10)', () => {
  it.each([
    ['该部分以表格形式报告。表格如下：', '该部分以表格形式报告'],
    ['该 部分以表格形\n式报告', '该部分以表格形式报告'],
    ['表格如下：', '表格如下：'],
    ['收到申请{{table3.newReceived.total}}件', '{{'],
    ['全年收到XX件', 'XX件'],
  ])('“%s”', (text, words) => {
    const check = checkReport(reportOf({ sections: [{ number: 2, heading: '', text }] }));
    expect(check.findings).toEqual([
      {
        rule: 'N-7',
        severity: 'warning',
        message: `第二部分留有格式说明文字“${words}”，应当删除。`,
        source: '条例第五十条；国办公开办函〔2021〕30号',
        cells: [],
        left: null,
        right: null,
      },
    ]);
  });

  it('is silent about other words on tables', () => {
    expect(checkReport(reportOf({ text: '以表格为主要形式解读政策。' })).findings).toEqual([]);
  });
});
