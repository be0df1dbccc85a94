import { describe, expect, it } from 'vitest';
import { readReport } from './read-report.js';
import { compareReading } from './testing/compare-reading.js';
import { printedTables } from './testing/printed-tables.js';
import { randomFrom } from './testing/random.js';
import { drawSampleReport, type SampleReport } from './testing/sample-report.js';
import { composeXlsx, type SheetLine } from './testing/sample-xlsx.js';

function linesOf(sample: SampleReport): SheetLine[] {
  const [second = [], third = [], fourth = []] = printedTables(sample);
  return [
    `${sample.agency}${sample.year}年政府信息公开工作年度报告`,
    '一、总体情况',
    '收到申请12件，占3.5%。',
    '二、主动公开政府信息情况',
    ...second,
    '三、收到和处理政府信息公开申请情况',
    ...third,
    '四、政府信息公开行政复议、行政诉讼情况',
    ...fourth,
    '五、存在的主要问题及改进情况',
    '人手不足。',
    '六、其他需要报告的事项',
    '无。',
  ];
}

const isLaterHeading = (line: SheetLine | undefined): boolean =>
  typeof line === 'string' && /^[三四五]、/.test(line);
const cellsOf = (sample: SampleReport): number =>
  [...sample.table2, ...sample.table3].reduce((sum, { cells }) => sum + cells.length, 0) +
  (sample.table4?.length ?? 0);

describe('a report as a workbook', () => {
  it('is read wholly, in one sheet or with each table in its own', async () => {
    const random = randomFrom(41);
    for (let round = 0; round < 20; round += 1) {
      const sample = drawSampleReport(random);
      const lines = linesOf(sample);
      const tableEnds = [0, ...[...lines.keys()].filter((at) => isLaterHeading(lines[at]))];
      const sheets = random.chance(0.5)
        ? [{ name: '年度报告', lines }]
        : tableEnds.map((from, index) => ({
            name: `第${index}页`,
            lines: lines.slice(from, tableEnds[index + 1]),
          }));
      const reading = await readReport(composeXlsx(sheets));
      expect(reading).toMatchObject({ format: 'xlsx', agency: sample.agency, year: sample.year });
      expect(compareReading(reading, sample)).toEqual({ right: cellsOf(sample), open: 0, wrong: [] });
      expect(reading.sections.map(({ number, text }) => [number, text])).toEqual([
        [0, `${sample.agency}${sample.year}年政府信息公开工作年度报告`],
        [1, '收到申请12件，占3.5%。'],
        [2, ''],
        [3, ''],
        [4, ''],
        [5, '人手不足。'],
        [6, '无。'],
      ]);
    }
  });

  it('says what a person sees: the decimals of the format, nothing of hidden sheets and rows', async () => {
    const sample = drawSampleReport(randomFrom(5));
    const lines = linesOf(sample);
    const first = lines.findIndex((line) => typeof line !== 'string' && line.some((cell) => cell.isFigure));
    const withFigure = lines.map((line, index) =>
      index === first && typeof line !== 'string'
        ? line.map((cell) => (cell.isFigure ? { ...cell, text: '12.6' } : cell))
        : line,
    );
    const styles = { formats: ['0'], styleOf: (text: string) => (text === '12.6' ? 1 : 0) };
    const hidden = withFigure.length;
    const reading = await readReport(
      composeXlsx(
        [
          { name: '旧稿', lines: ['一、总体情况', '没人看见'], isHidden: true },
          { name: '年度报告', lines: [...withFigure, '隐藏的一行'], hiddenLines: [hidden] },
        ],
        styles,
      ),
    );
    expect(Object.values(reading.tables.table2?.rules ?? {})).toEqual([13, 13, 13]);
    expect(JSON.stringify(reading.sections)).not.toMatch(/没人看见|隐藏/);
  });

  it('without the tables of a report is none', async () => {
    const ledger = composeXlsx([{ name: '台账', lines: ['登记号', '2025-001', '2025-002'] }]);
    await expect(readReport(ledger)).rejects.toMatchObject({ code: 'NOT_AN_ANNUAL_REPORT' });
  });

  it('with ranges merged to the end of the sheet costs no more than its rows', async () => {
    const tall = { text: '甲', isFigure: false, columnSpan: 1, rowSpan: 1_048_576 };
    const lines = [[tall, { ...tall, text: '乙' }]];
    const bytes = composeXlsx([{ name: '合并', lines }]);
    const before = process.memoryUsage().rss;
    await expect(readReport(bytes)).rejects.toMatchObject({
      code: 'NOT_AN_ANNUAL_REPORT',
    });
    // A million rows of two cells would take far more.
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });
});
