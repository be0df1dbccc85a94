import {
  Document,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalMergeType,
  type IParagraphOptions,
} from 'docx';
import { expect, it } from 'vitest';
import { readReport } from './read-report.js';
import { compareReading } from './testing/compare-reading.js';
import { plainReport } from './testing/plain-report.js';
import { randomFrom } from './testing/random.js';
import { drawSampleReport, type SampleReport, type SampleRow } from './testing/sample-report.js';
import { mangleRows } from './testing/text-layouts.js';

function paragraph(text: string): Paragraph {
  // Word splits a figure over several runs when it was edited.
  const runs: IParagraphOptions = { children: [new TextRun(text.slice(0, 1)), new TextRun(text.slice(1))] };
  return new Paragraph(runs);
}

function cell(text: string, columnSpan = 1, verticalMerge?: 'restart' | 'continue'): TableCell {
  return new TableCell({
    children: text.split('\n').map(paragraph),
    columnSpan,
    ...(verticalMerge === undefined
      ? {}
      : {
          verticalMerge: verticalMerge === 'restart' ? VerticalMergeType.RESTART : VerticalMergeType.CONTINUE,
        }),
  });
}

function table2(rows: readonly SampleRow<string>[]): Table {
  return new Table({
    rows: rows.flatMap((row) => {
      const [item = '', ...heads] = row.group.split(' ');
      const own = new TableRow({
        children: [
          cell(row.label),
          ...row.cells.map((each) => cell(each.printed, row.cells.length === 1 ? 3 : 1)),
        ],
      });
      if (row.group === '') return [own];
      return [
        new TableRow({ children: [cell(item, 4)] }),
        new TableRow({ children: heads.map((head) => cell(head)) }),
        own,
      ];
    }),
  });
}

function table3(rows: readonly SampleRow<string>[]): Table {
  let isInGroup = false;
  const body = rows.map((row) => {
    const figures = row.cells.map((each) => cell(each.printed));
    if (/^[一二四]、/.test(row.label)) return new TableRow({ children: [cell(row.label, 3), ...figures] });
    const first = cell('三、本年度\n办理结果', 1, row.row === 'granted' ? 'restart' : 'continue');
    if (/^（[一二七]）|^（六）其他处理$/.test(row.label)) {
      isInGroup = false;
      return new TableRow({ children: [first, cell(row.label, 2), ...figures] });
    }
    const starts = row.group !== '';
    isInGroup ||= starts;
    return new TableRow({
      children: [first, cell(row.group, 1, starts ? 'restart' : 'continue'), cell(row.label), ...figures],
    });
  });
  const heads = ['自然人', '商业\n企业', '科研\n机构', '社会公益组织', '法律服务机构', '其他', '总计'];
  return new Table({
    rows: [
      new TableRow({
        children: [
          cell('（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）', 3),
          cell('申请人情况', 7),
        ],
      }),
      new TableRow({ children: [cell('', 3), ...heads.map((head) => cell(head))] }),
      ...body,
    ],
  });
}

async function composeDocx(sample: SampleReport): Promise<Uint8Array> {
  const results = ['结果维持', '结果纠正', '其他结果', '尚未审结', '总计'];
  const table4 = new Table({
    rows: [
      new TableRow({ children: [cell('行政复议', 5), cell('行政诉讼', 10)] }),
      new TableRow({
        children: [
          ...results.map((name) => cell(name, 1, 'restart')),
          cell('未经复议直接起诉', 5),
          cell('复议后起诉', 5),
        ],
      }),
      new TableRow({
        children: [
          ...results.map(() => cell('', 1, 'continue')),
          ...[...results, ...results].map((name) => cell(name)),
        ],
      }),
      new TableRow({ children: (sample.table4 ?? []).map((each) => cell(each.printed)) }),
    ],
  });
  const file = await Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            paragraph(sample.agency),
            paragraph(`${sample.year}年政府信息公开工作年度报告`),
            paragraph('一、总体情况'),
            paragraph('全年主动公开政府信息三百余条。'),
            paragraph('二、主动公开政府信息情况'),
            table2(sample.table2),
            paragraph('三、收到和处理政府信息公开申请情况'),
            table3(sample.table3),
            paragraph('四、政府信息公开行政复议、行政诉讼情况'),
            table4,
            paragraph('五、存在的主要问题及改进情况'),
            paragraph('培训不够。'),
            paragraph('六、其他需要报告的事项'),
            paragraph('无。'),
          ],
        },
      ],
    }),
  );
  return new Uint8Array(file);
}

it('reads a Word document: merged cells, figures over several runs, headers in two lines', async () => {
  const { sample } = plainReport();
  const reading = await readReport(await composeDocx(sample));
  expect(reading).toMatchObject({
    format: 'docx',
    form: sample.form3,
    agency: sample.agency,
    year: sample.year,
    problems: [],
  });
  expect(compareReading(reading, sample)).toMatchObject({ open: 0, wrong: [] });
  expect(reading.sections.map(({ number, text }) => [number, text])).toEqual([
    [0, `${sample.agency}\n${sample.year}年政府信息公开工作年度报告`],
    [1, '全年主动公开政府信息三百余条。'],
    [2, ''],
    [3, ''],
    [4, ''],
    [5, '培训不够。'],
    [6, '无。'],
  ]);
});

it.each([11, 12, 13, 14, 15, 16])('reads no figure of a Word document wrongly (seed %i)', async (seed) => {
  const random = randomFrom(seed);
  const drawn = drawSampleReport(random);
  const faults = {
    blank: random.pick(['', '/', null]),
    dropsRow: random.chance(0.5),
    dropsCell: false,
    corruptsLabel: true,
  };
  const sample = { ...drawn, table3: mangleRows(random, faults, drawn.table3, true) };
  const reading = await readReport(await composeDocx(sample));
  expect(compareReading(reading, sample).wrong).toEqual([]);
});
