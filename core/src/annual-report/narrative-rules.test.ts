import { describe, expect, it } from 'vitest';
import {
  reportOf,
  type ReportParts,
  type Table3Rows,
  type Table4Rows,
} from '../../fixtures/annual-report/report-builder.js';
import { checkReport } from './check-report.js';
import type { ReportSubject } from './report-rule.js';

/** 81 received, 19 carried in, 96 closed, 4 carried out. */
const ROWS: Table3Rows = {
  newReceived: [78, 2, 0, 0, 1, 0, 81],
  carriedIn: [19, 0, 0, 0, 0, 0, 19],
  granted: [40, 2, 0, 0, 0, 0, 42],
  partiallyGranted: [10, 0, 0, 0, 0, 0, 10],
  'refused.stateSecret': [2, 0, 0, 0, 0, 0, 2],
  'refused.specialQuery': [3, 0, 0, 0, 0, 0, 3],
  'unable.notHeld': [25, 0, 0, 0, 1, 0, 26],
  'unable.needsCreation': [5, 0, 0, 0, 0, 0, 5],
  'unprocessed.petition': [6, 0, 0, 0, 0, 0, 6],
  'other.rest': [2, 0, 0, 0, 0, 0, 2],
  resultTotal: [93, 2, 0, 0, 1, 0, 96],
  carriedOut: [4, 0, 0, 0, 0, 0, 4],
};
const BLOCKS: Table4Rows = {
  reconsideration: [3, 1, 2, 1, 7],
  directSuit: [2, 0, 0, 0, 2],
  suitAfterReconsideration: [1, 0, 1, 1, 3],
};

function saying(text: string, extra: ReportParts = {}): ReportSubject {
  return reportOf({ rows: ROWS, blocks: BLOCKS, text: `（二）依申请公开情况。${text}`, ...extra });
}
function found(text: string, extra: ReportParts = {}): unknown[] {
  return checkReport(saying(text, extra)).findings.map(({ rule, left, right, cells }) => [
    rule,
    left,
    right,
    cells,
  ]);
}
const total = (...rows: string[]): string[] => rows.map((row) => `table3.${row}.total`);

describe('figures of the prose', () => {
  it.each([
    ['N-1', '共收到政府信息公开申请81件。'],
    ['N-1', '上年结转申请19件。'],
    ['N-1', '共收到政府信息公开申请100件（含上年结转19件）。'],
    ['N-1', '办理依申请公开81件。'],
    ['N-1', '办理依申请公开100件。'],
    ['N-1', '办理依申请公开96件。'],
    ['N-2', '已办结96件。'],
    ['N-2', '已办结77件。'],
    ['N-2', '结转下年度4件。'],
    ['N-3', '予以公开42件，部分公开10件，不予公开5件，无法提供31件，不予处理6件，其他处理2件。'],
    ['N-3', '予以公开和部分公开52件。'],
    ['N-3', '自然人申请78件，法人或其他组织申请3件。'],
    ['N-3', '自然人申请97件。'],
    ['N-3', '自然人申请93件。'],
    ['N-4', '行政复议7件，其中结果维持3件，结果纠正1件，其他结果2件，尚未审结1件。'],
    ['N-4', '行政诉讼5件，其中结果维持3件，其他结果1件，尚未审结1件。'],
    ['N-4', '行政复议、行政诉讼共12件。'],
    ['N-5', '予以公开42件，占43.75%。'],
    ['N-5', '予以公开42件，占比51.85%。'],
    ['N-5', '予以公开42件，占总数的42%。'],
    ['N-5', '不予公开5件（占5.2%）。'],
    ['N-5', '行政复议7件，其中结果维持3件，占42.86%。'],
  ])('%s agrees: %s', (rule, text) => {
    const check = checkReport(saying(text));
    expect(check.findings).toEqual([]);
    expect(check.checked[rule]).toBeGreaterThan(0);
  });

  it.each([
    ['共收到政府信息公开申请80件。', [['N-1', 80, 81, total('newReceived')]]],
    ['上年结转申请18件。', [['N-1', 18, 19, total('carriedIn')]]],
    ['共收到政府信息公开申请100件。', [['N-1', 100, 81, total('newReceived')]]],
    ['办理依申请公开82件。', [['N-1', 82, 81, total('newReceived')]]],
    ['已办结95件。', [['N-2', 95, 96, total('resultTotal')]]],
    ['结转下年度3件。', [['N-2', 3, 4, total('carriedOut')]]],
    ['予以公开40件。', [['N-3', 40, 42, total('granted')]]],
    [
      '无法提供26件。',
      [['N-3', 26, 31, total('unable.notHeld', 'unable.needsCreation', 'unable.stillUnclear')]],
    ],
    ['其他处理1件。', [['N-3', 1, 2, total('other.lapsedCorrection', 'other.lapsedFee', 'other.rest')]]],
    ['自然人申请77件。', [['N-3', 77, 78, ['table3.newReceived.naturalPerson']]]],
    ['行政复议6件。', [['N-4', 6, 7, ['table4.reconsideration.total']]]],
    [
      '行政诉讼5件，其中结果维持2件。',
      [['N-4', 2, 3, ['table4.directSuit.upheld', 'table4.suitAfterReconsideration.upheld']]],
    ],
    ['复议后起诉2件。', [['N-4', 2, 3, ['table4.suitAfterReconsideration.total']]]],
    ['予以公开42件，占43.76%。', [['N-5', 43.76, 43.75, total('granted', 'resultTotal')]]],
    [
      '自然人申请78件，占95%。',
      [['N-5', 95, 96, ['table3.newReceived.naturalPerson', 'table3.newReceived.total']]],
    ],
  ])('disagree: %s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('say where, what, and how the table could be read', () => {
    const [finding] = checkReport(saying('已办结95件。')).findings;
    expect(finding?.severity).toBe('warning');
    expect(finding?.message).toBe(
      '第一部分写“已办结95件”，表中（七）总计为96，（七）总计减二、上年结转为77，一、本年新收减四、结转下年度为77，请核对。',
    );
    expect(checkReport(saying('予以公开42件，占43.76%。')).findings[0]?.message).toBe(
      '第一部分写“予以公开42件”占43.76%，按表计算（一）予以公开42÷（七）总计96为43.75%，请核对。',
    );
  });

  it('may be cut off instead of rounded', () => {
    // 26 of 96: 27.083…; 31 of 96: 32.291…, 6 of 96: 6.25
    expect(found('无法提供31件，占32.2%。')).toEqual([]);
    expect(found('无法提供31件，占32.1%。')).toEqual([
      [
        'N-5',
        32.1,
        32.3,
        total('unable.notHeld', 'unable.needsCreation', 'unable.stillUnclear', 'resultTotal'),
      ],
    ]);
  });

  it('in the 2019 form know one row （六）', () => {
    const rows: Table3Rows = {
      newReceived: [2, 0, 0, 0, 0, 0, 2],
      other: [2, 0, 0, 0, 0, 0, 2],
      resultTotal: [2, 0, 0, 0, 0, 0, 2],
    };
    expect(found('其他处理1件。', { form: '2019', rows, blocks: {} })).toEqual([
      ['N-3', 1, 2, ['table3.other.total']],
    ]);
  });

  it('are left open over rows that could not be read', () => {
    const cuts = [
      [7, 8, 2, 0, 0, 0, 81],
      [78, 2, 0, 0, 1, 0, 81],
    ];
    const subject = saying('共收到政府信息公开申请80件，其中自然人申请70件。', {
      rows: { ...ROWS, newReceived: [null] },
    });
    const check = checkReport({ ...subject, candidates: { 'table3.newReceived': cuts } });
    expect(
      check.findings
        .filter(({ rule }) => rule.startsWith('N-'))
        .map(({ rule, left, right }) => [rule, left, right]),
    ).toEqual([['N-1', 80, 81]]);
    expect(check.notCheckable.filter(({ rule }) => rule === 'N-3')).toEqual([
      {
        rule: 'N-3',
        cells: ['table3.newReceived.naturalPerson'],
        reason: '“其中自然人申请70件”对应的格未能读出。',
      },
    ]);
  });

  it('are not compared with tables that are missing', () => {
    const subject = saying('共收到政府信息公开申请80件，行政复议3件。');
    const tables = { forms: { table2: null, table3: null }, table2: null, table3: null, table4: null };
    expect(checkReport({ ...subject, tables }).findings).toEqual([]);
  });
});

describe('denials and “均获维持”', () => {
  it.each([
    ['未收到政府信息公开申请。', [['N-1', 0, 81, total('newReceived')]]],
    ['本年度没有收到依申请公开申请的情况。', [['N-1', 0, 81, total('newReceived')]]],
    [
      '未发生行政复议、行政诉讼情况。',
      [
        [
          'N-4',
          0,
          12,
          ['reconsideration', 'directSuit', 'suitAfterReconsideration'].map(
            (block) => `table4.${block}.total`,
          ),
        ],
      ],
    ],
    [
      '无因政府信息公开引起的行政诉讼案件。',
      [['N-4', 0, 5, ['table4.directSuit.total', 'table4.suitAfterReconsideration.total']]],
    ],
    ['未发生行政复议。', [['N-4', 0, 7, ['table4.reconsideration.total']]]],
    [
      '行政复议均获维持。',
      [
        [
          'N-4',
          0,
          4,
          [
            'table4.reconsideration.corrected',
            'table4.reconsideration.other',
            'table4.reconsideration.pending',
          ],
        ],
      ],
    ],
    ['未经复议直接起诉案件全部维持。', []],
    [
      '行政诉讼结果均被维持。',
      [['N-4', 0, 2, ['table4.suitAfterReconsideration.other', 'table4.suitAfterReconsideration.pending']]],
    ],
    ['2022年未收到政府信息公开申请。', []],
    ['2022年行政复议均获维持。', []],
    ['避免发生行政复议、诉讼等情况。', []],
    ['未发生行政复议被纠错的情况。', []],
    ['全年未接到信息公开申请。', [['N-1', 0, 81, total('newReceived')]]],
    ['我局未收到政府信息申请。', [['N-1', 0, 81, total('newReceived')]]],
    ['全年未收到行政许可申请。', []],
    ['没有出现应公开而不予公开的办件。', []],
    [
      '未发生因政府信息公开申请行政复议、提起行政诉讼情况。',
      [
        [
          'N-4',
          0,
          12,
          ['reconsideration', 'directSuit', 'suitAfterReconsideration'].map(
            (block) => `table4.${block}.total`,
          ),
        ],
      ],
    ],
    [
      '未发生依申请公开政府信息方面的行政复议和行政诉讼。',
      [
        [
          'N-4',
          0,
          12,
          ['reconsideration', 'directSuit', 'suitAfterReconsideration'].map(
            (block) => `table4.${block}.total`,
          ),
        ],
      ],
    ],
    ['未收到第三方意见。', []],
    ['各项工作均维持正常。', []],
  ])('%s', (text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  it('agree with zeros', () => {
    const check = checkReport(reportOf({ text: '未收到政府信息公开申请，未发生行政复议、行政诉讼。' }));
    expect(check.findings).toEqual([]);
    expect(check.checked).toMatchObject({ 'N-1': 1, 'N-4': 1 });
  });

  it('name both blocks when the sentence does', () => {
    const [finding] = checkReport(saying('因政府信息公开引起行政复议7件、行政诉讼5件，均获维持。')).findings;
    expect(finding?.right).toBe(6);
    expect(finding?.message).toBe(
      '正文写“均获维持”，但表四行政复议、复议后起诉有6件为结果纠正、其他结果或者尚未审结，请核对。',
    );
  });
});

describe('“均获维持” behind two kinds of remedies', () => {
  const blocks = (reconsideration: number[], suits: number[]): ReportParts => ({
    blocks: { reconsideration, directSuit: suits },
  });

  it('is about the last kind, if the table bears that out', () => {
    const text = '因政府信息公开引起行政复议7件（纠正1件）；行政诉讼2件，均获维持。';
    expect(found(text, blocks([6, 1, 0, 0, 7], [2, 0, 0, 0, 2]))).toEqual([]);
    expect(found(text, blocks([6, 1, 0, 0, 7], [1, 1, 0, 0, 2]))).toEqual([
      ['N-4', 0, 2, ['table4.reconsideration.corrected', 'table4.directSuit.corrected']],
    ]);
  });

  it('is about both, if there is none of the last', () => {
    const text = '行政复议7件，行政诉讼0件，均获维持。';
    expect(found(text, blocks([6, 1, 0, 0, 7], [0, 0, 0, 0, 0]))).toEqual([
      ['N-4', 0, 1, ['table4.reconsideration.corrected']],
    ]);
    expect(found(text, blocks([7, 0, 0, 0, 7], [0, 0, 0, 0, 0]))).toEqual([]);
  });
});

describe('N-6: the scope', () => {
  const text = '共收到政府信息公开申请17件。';

  it('is asked for when the figures are far apart', () => {
    expect(found(text)).toEqual([
      ['N-1', 17, 81, total('newReceived')],
      ['N-6', 17, 81, total('newReceived')],
    ]);
    expect(checkReport(saying(text)).findings[1]?.message).toBe(
      '正文写“共收到政府信息公开申请17件”，一、本年新收总计为81，相差悬殊：是否一处只统计本机关、另一处统计整个地区？请说明统计范围。',
    );
  });

  it('is not asked for when it is declared to be the organ', () => {
    expect(found(text, { scope: 'organ' })).toEqual([['N-1', 17, 81, total('newReceived')]]);
    expect(found(text, { scope: 'area' })).toHaveLength(2);
  });

  it.each([
    [40, true],
    [41, false],
    [162, true],
    [161, false],
  ])('%i against 81', (count, asks) => {
    expect(found(`共收到政府信息公开申请${count}件。`)).toHaveLength(asks ? 2 : 1);
  });

  it('is not asked for over small counts', () => {
    const rows: Table3Rows = {
      newReceived: [3, 0, 0, 0, 0, 0, 3],
      granted: [3, 0, 0, 0, 0, 0, 3],
      resultTotal: [3, 0, 0, 0, 0, 0, 3],
    };
    expect(found('共收到政府信息公开申请2件。', { rows, blocks: {} })).toEqual([
      ['N-1', 2, 3, total('newReceived')],
    ]);
  });

  it('leaves a part alone when the whole is given too', () => {
    expect(found('全市收到政府信息公开申请81件。市政府办公室收到政府信息公开申请17件。')).toEqual([]);
    expect(found('市政府办公室收到政府信息公开申请17件。')).toHaveLength(2);
  });
});
