import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readReportFixture, tablesOf } from '../../fixtures/annual-report/report-builder.js';
import { checkReport } from './check-report.js';
import { computeTable3 } from './compute-table3.js';
import { defaultNarrative, renderSections } from './narrative-template.js';
import { renderNarrative } from './render-narrative.js';
import { APPLICANT_CLASSES, FORM_VERSIONS, OUTCOME_ROWS, type ReportTables } from './tables.js';

const TABLES = tablesOf({
  rows: {
    newReceived: [80, 1, 0, 0, 0, 0, 81],
    granted: [22, 0, 0, 0, 0, 0, 22],
    partiallyGranted: [19, 1, 0, 0, 0, 0, 20],
    'refused.stateSecret': [2, 0, 0, 0, 0, 0, 2],
    'refused.specialQuery': [3, 0, 0, 0, 0, 0, 3],
  },
  table2: { adminFees: { amountWanYuan: 5949.088667 } },
});
const text = (template: string): string => renderNarrative(template, TABLES, 2023).text;
const errors = (template: string): string[] =>
  renderNarrative(template, TABLES, 2023).errors.map(({ message }) => message);

describe('renderNarrative', () => {
  it.each([
    ['收到{{table3.newReceived.total}}件。', '收到81件。'],
    ['{{ table3.granted.total + table3.partiallyGranted.total }}', '42'],
    ['{{table3.newReceived.total - table3.granted.total - table3.partiallyGranted.total}}', '39'],
    ['{{table3.refused.*.total}}', '5'],
    [
      '占{{percent(table3.granted.total + table3.partiallyGranted.total, table3.newReceived.total)}}%',
      '占51.85%',
    ],
    ['{{percent(table3.refused.*.total, table3.newReceived.total, 0)}}', '6'],
    ['{{percent(table3.refused.*.total, table3.newReceived.total, 3)}}', '6.173'],
    ['{{percent(table3.granted.total, table3.carriedIn.total)}}', '0.00'],
    ['{{table2.adminFees.amountWanYuan}}', '5949.088667'],
    ['{{year}}年，{{nextYear}}年', '2023年，2024年'],
    ['没有数字。', '没有数字。'],
  ])('%s', (template, expected) => {
    expect(renderNarrative(template, TABLES, 2023)).toMatchObject({ text: expected, errors: [] });
  });

  it('lists each figure with its value, its cells and its place', () => {
    const { text: rendered, figures } = renderNarrative(
      '收到{{table3.newReceived.total}}件，不予公开{{table3.refused.*.research}}件。',
      TABLES,
    );
    expect(rendered).toBe('收到81件，不予公开0件。');
    expect(figures[0]).toEqual({
      expression: 'table3.newReceived.total',
      text: '81',
      value: 81,
      cells: ['table3.newReceived.total'],
      start: 2,
      end: 4,
    });
    expect(figures[1]?.cells).toHaveLength(8);
    expect(rendered.slice(figures[1]?.start, figures[1]?.end)).toBe('0');
  });

  it.each([
    ['{{table3.newRecieved.total}}', '没有“table3.newRecieved.total”这一格。'],
    ['{{table3.nothing.*.total}}', '没有“table3.nothing.*.total”这样的格。'],
    ['{{table3.other.total}}', '报告的格式中没有“table3.other.total”。'],
    ['{{12}}', '没有“12”这一格。'],
    ['{{}}', '“”不是可以计算的式子。'],
    ['{{table3.granted.total * 2}}', '“table3.granted.total * 2”不是可以计算的式子。'],
    ['{{table3.granted.total +}}', '此处应为“格的名称”。'],
    ['{{table3.granted.total table3.granted.total}}', '“table3.granted.total”不应出现在这里。'],
    ['{{percent(table3.granted.total)}}', '此处应为“,”。'],
    ['{{percent table3.granted.total}}', '此处应为“(”。'],
    ['{{percent(table3.granted.total, table3.newReceived.total}}', '此处应为“)”。'],
    ['{{percent(table3.granted.total, table3.newReceived.total, 7)}}', '小数位数应为0至6。'],
    ['{{percent(table3.granted.total, table3.newReceived.total, x)}}', '小数位数应为0至6。'],
  ])('%s stays visible and is reported', (template, message) => {
    expect(errors(template)).toEqual([message]);
    expect(text(template)).toBe(template);
    expect(renderNarrative(template, TABLES).figures).toEqual([]);
  });

  it('knows no year unless told', () => {
    expect(renderNarrative('{{year}}', TABLES).errors.map(({ expression }) => expression)).toEqual(['year']);
  });

  it('reports cells of a table that is missing', () => {
    const missing: ReportTables = { ...TABLES, forms: { ...TABLES.forms, table2: null }, table2: null };
    expect(renderNarrative('{{table2.adminFees.amountWanYuan}}', missing).errors).toHaveLength(1);
    expect(renderNarrative('{{table4.directSuit.total}}', { ...TABLES, table4: null }).errors).toHaveLength(
      1,
    );
  });
});

describe('defaultNarrative', () => {
  it('has six sections with the official headings', () => {
    expect(defaultNarrative('2021').map(({ number, heading }) => [number, heading])).toEqual([
      [1, '一、总体情况'],
      [2, '二、主动公开政府信息情况'],
      [3, '三、收到和处理政府信息公开申请情况'],
      [4, '四、政府信息公开行政复议、行政诉讼情况'],
      [5, '五、存在的主要问题及改进情况'],
      [6, '六、其他需要报告的事项'],
    ]);
  });

  it('says the figures of a published report', () => {
    const { tables } = readReportFixture('tianjin-human-resources-2019');
    const { sections } = renderSections(defaultNarrative('2019'), tables, 2019);
    expect(sections[0]?.text).toBe(
      [
        '（一）主动公开。2019年，新制作规章0件、规范性文件4件，对外公开规章0件、规范性文件94件。\n',
        '（二）依申请公开。2019年，共收到政府信息公开申请224件，上年结转19件。从申请人看，自然人申请220件，法人或其他组织申请4件。',
        '政府信息公开申请本年度办结239件，结转下年度继续办理4件。',
        '从政府信息公开申请办理结果看：予以公开133件，占55.65%；部分公开14件，占5.86%；不予公开5件，占2.09%；无法提供78件，占32.64%；不予处理9件，占3.77%；其他处理0件，占0.00%。',
        '政府信息公开行政复议6件，其中结果维持5件，结果纠正0件，其他结果0件，尚未审结1件。',
        '政府信息公开行政诉讼12件，其中结果维持10件，结果纠正0件，其他结果0件，尚未审结2件。',
      ].join(''),
    );
  });

  it.each(FORM_VERSIONS)('agrees with the tables by construction: %s form', (form) => {
    const anyPlace = fc
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
    const anyBlock = fc
      .tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9))
      .map((line) => [...line, line.reduce((sum, count) => sum + count, 0)]);
    fc.assert(
      fc.property(
        fc.array(anyPlace, { maxLength: 60 }),
        anyBlock,
        anyBlock,
        anyBlock,
        (places, reconsideration, directSuit, suitAfterReconsideration) => {
          const { table3 } = computeTable3(
            places.map((place, index) => ({ ...place, caseId: String(index) })),
            form,
          );
          const zeros = tablesOf({
            form,
            table2: {},
            blocks: { reconsideration, directSuit, suitAfterReconsideration },
          });
          const tables = { ...zeros, table3 };
          const { sections, rendered } = renderSections(defaultNarrative(form), tables, 2023);
          expect(rendered.flatMap((part) => part.errors)).toEqual([]);
          const check = checkReport({ tables, year: 2023, sections });
          expect(check.findings).toEqual([]);
          expect(check.checked).toMatchObject({ 'N-1': 2, 'N-2': 2, 'N-3': 8, 'N-4': 10 });
        },
      ),
      { numRuns: 60 },
    );
  });
});
