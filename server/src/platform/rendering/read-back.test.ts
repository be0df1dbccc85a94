import { cellsOfForm, layoutOf, valueAt, type FormVersion, type TableLayout } from '@gongkai/core';
import { expect, test } from 'vitest';
import { readReport } from '../../annual-report/import/read-report.js';
import type { Block, PrintedDocument, Table, TableRow } from './document.js';
import { writeDocx } from './docx.js';
import { writeJson } from './json.js';
import { paragraph, plainPaper } from './testing/sample-papers.js';
import { writeXlsx } from './xlsx.js';

const WRITERS = { docx: writeDocx, xlsx: writeXlsx, json: writeJson };

/** The official form with a figure of its own in every cell, so that a swap shows. */
function report(form: FormVersion): {
  readonly document: PrintedDocument;
  readonly figures: ReadonlyMap<string, number>;
} {
  const figures = new Map(cellsOfForm(form).map((cell, index) => [cell as string, 101 + index * 3]));
  const rowsOf = ({ rows, headerRows }: TableLayout): TableRow[] =>
    rows.map((cells, row) => ({
      cells: cells.map(({ label, cell, colSpan, rowSpan }) => {
        const spans = { columnSpan: colSpan, rowSpan };
        if (cell === undefined) {
          return { text: label?.zh ?? '', heads: row < headerRows ? 'column' : 'row', ...spans } as const;
        }
        const value = figures.get(cell) ?? 0;
        // The form's head of this sum does not say its unit, so the cell does.
        if (cell.endsWith('.amountYuan')) return { text: `${value}元`, id: cell, ...spans };
        return { text: String(value), value, id: cell, ...spans };
      }),
    }));
  const table = (id: 'table2' | 'table3' | 'table4'): Table => {
    const layout = layoutOf(form)[id];
    const rows = rowsOf(layout);
    return {
      kind: 'table',
      id,
      caption: null,
      columns: Array.from({ length: layout.width }, () => 1),
      isLandscape: id === 'table4',
      head: rows.slice(0, layout.headerRows),
      body: rows.slice(layout.headerRows),
    };
  };
  const heading = (text: string): Block => ({ kind: 'heading', level: 1, text });
  const blocks = [
    heading('一、总体情况'),
    paragraph('body', '收到申请12件，占3.5%。'),
    heading('二、主动公开政府信息情况'),
    table('table2'),
    heading('三、收到和处理政府信息公开申请情况'),
    table('table3'),
    heading('四、政府信息公开行政复议、行政诉讼情况'),
    table('table4'),
    heading('五、存在的主要问题及改进情况'),
    paragraph('body', '人手不足。'),
    heading('六、其他需要报告的事项'),
    paragraph('body', '无。'),
  ];
  return { document: plainPaper(blocks, { title: '云泽市2025年政府信息公开工作年度报告' }), figures };
}

test.each(
  Object.entries(WRITERS).flatMap(([format, write]) =>
    (['2019', '2021'] as const).map((form) => ({ format, write, form })),
  ),
)('the import reads every figure of form $form out of $format', async ({ format, write, form }) => {
  const { document, figures } = report(form);
  const reading = await readReport(await write(document));
  expect(reading).toMatchObject({ format, year: 2025, problems: [] });
  const read = new Map(cellsOfForm(form).map((cell) => [cell as string, valueAt(reading.tables, cell)]));
  expect(read).toEqual(figures);
  expect(
    reading.sections.filter(({ number }) => number > 0).map(({ number, text }) => [number, text]),
  ).toEqual([
    [1, '收到申请12件，占3.5%。'],
    [2, ''],
    [3, ''],
    [4, ''],
    [5, '人手不足。'],
    [6, '无。'],
  ]);
});
