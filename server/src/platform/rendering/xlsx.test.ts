import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openWorkbook, sheetRows, type MergedRange } from '../spreadsheet/workbook.js';
import type { PrintedDocument, Table, TableCell } from './document.js';
import { all, packageFaults, readPackage } from './testing/read-package.js';
import { longTable, officialNotice, paragraph, plainPaper, replyLetter } from './testing/sample-papers.js';
import { misplaced } from './testing/schema-order.js';
import { writeXlsx } from './xlsx.js';

const opened = async (document: PrintedDocument) => readPackage(await writeXlsx(document));

async function readSheets(document: PrintedDocument, isAsShown = false) {
  const workbook = await openWorkbook(await writeXlsx(document));
  const sheets: { name: string; rows: string[][]; merges: MergedRange[] }[] = [];
  for (const sheet of workbook.sheets) {
    const rows: string[][] = [];
    const merges: MergedRange[] = [];
    for await (const row of sheetRows(workbook, sheet, {
      isAsShown,
      onMerge: (range) => merges.push(range),
    })) {
      rows.push([...row.cells]);
    }
    sheets.push({ name: sheet.name, rows, merges });
  }
  workbook.file.close();
  return sheets;
}

function tableOf(...rows: TableCell[][]): Table {
  const columns = Array.from({ length: rows[0]?.length ?? 1 }, () => 1);
  return {
    ...longTable(0),
    id: 'own',
    caption: '表',
    head: [],
    columns,
    body: rows.map((cells) => ({ cells })),
  };
}

const PAPERS = {
  letter: replyLetter(),
  official: officialNotice(),
  tables: plainPaper([longTable(30), longTable(2, { isLandscape: true })]),
};

describe.each(Object.entries(PAPERS))('the package of %s', (_, document) => {
  test('is whole: all parts typed, linked and in the order of the schema', async () => {
    const file = await opened(document);
    expect(packageFaults(file)).toEqual([]);
    expect([...file.parts.keys()].flatMap((part) => misplaced(file.root(part)))).toEqual([]);
  });

  test('is the same bytes whenever it is written', async () => {
    expect(Buffer.from(await writeXlsx(document)).equals(Buffer.from(await writeXlsx(document)))).toBe(true);
  });

  test('every style that a cell names is there', async () => {
    const file = await opened(document);
    const styles = all(all(file.root('xl/styles.xml'), 'cellXfs')[0]!, 'xf').length;
    const sheets = [...file.parts.keys()].filter((part) => part.startsWith('xl/worksheets/'));
    const used = sheets.flatMap((part) =>
      all(file.root(part), 'c').map(({ attributes }) => Number(attributes.s)),
    );
    expect(Math.max(...used)).toBeLessThan(styles);
  });
});

test('the text stands in a sheet of its own, the table in the next, its first cell in A1', async () => {
  const [text, table] = await readSheets(
    plainPaper([
      { kind: 'heading', level: 1, text: '一、总体情况' },
      paragraph('body', '正文。'),
      longTable(1),
    ]),
  );
  expect(text).toMatchObject({
    name: '正文',
    rows: [['云泽市政府信息公开情况'], ['一、总体情况'], ['正文。']],
  });
  expect(table?.name).toBe('各机关受理申请情况');
  expect(table?.rows.map((row) => row[0])).toEqual(['机关', '', '机关1号']);
});

test('a paper that is one table has no other sheet: who imports it finds the table first', async () => {
  expect((await readSheets(plainPaper([longTable(1)]))).map(({ name }) => name)).toEqual([
    '各机关受理申请情况',
  ]);
});

test('cells that span are merged, and what they cover carries their rules', async () => {
  const document = plainPaper([longTable(1)]);
  const [sheet] = await readSheets(document);
  expect(sheet?.merges).toEqual([
    { top: 0, bottom: 1, left: 0, right: 0 },
    { top: 0, bottom: 0, left: 1, right: 2 },
    { top: 0, bottom: 1, left: 3, right: 3 },
  ]);
  const file = await opened(document);
  const rows = all(file.root('xl/worksheets/sheet1.xml'), 'row');
  expect(rows.map((row) => all(row, 'c').length)).toEqual([4, 4, 4]);
});

test('the head stays in sight and comes again on each printed page, which the table fits in width', async () => {
  const file = await opened(plainPaper([longTable(50, { isLandscape: true, caption: "各'机关" })]));
  const sheet = file.root('xl/worksheets/sheet1.xml');
  expect(all(sheet, 'pane')[0]?.attributes).toMatchObject({
    ySplit: '2',
    topLeftCell: 'A3',
    state: 'frozen',
  });
  expect(all(sheet, 'pageSetUpPr')[0]?.attributes).toEqual({ fitToPage: '1' });
  expect(all(sheet, 'pageSetup')[0]?.attributes).toMatchObject({
    paperSize: '9',
    orientation: 'landscape',
    fitToHeight: '0',
  });
  const name = all(file.root('xl/workbook.xml'), 'definedName')[0];
  expect(name?.attributes).toEqual({ name: '_xlnm.Print_Titles', localSheetId: '0' });
  expect(name?.text).toBe("'各''机关'!$1:$2");
});

test('a row is as high as its wrapped text needs', async () => {
  const file = await opened(plainPaper([tableOf([{ text: '短' }], [{ text: '长'.repeat(200) }])]));
  const [short = 0, long = 0] = all(file.root('xl/worksheets/sheet1.xml'), 'row').map(({ attributes }) =>
    Number(attributes.ht),
  );
  // 200 characters twice as wide as a figure in a column of 90: five lines.
  expect(short).toBeLessThan(25);
  expect(long).toBeGreaterThan(4.5 * (short - 5));
});

describe('figures', () => {
  const figureOf = async (cell: TableCell) => {
    const file = await opened(plainPaper([tableOf([cell])]));
    const [written] = all(file.root('xl/worksheets/sheet1.xml'), 'c');
    return { type: written?.attributes.t ?? 'n', text: written?.text };
  };

  test.each([
    [
      { text: '12', value: 12 },
      { type: 'n', text: '12' },
    ],
    [
      { text: '0', value: 0 },
      { type: 'n', text: '0' },
    ],
    [
      { text: '1,234.50', value: '1234.50' },
      { type: 'n', text: '1234.50' },
    ],
    [
      { text: '-3.1', value: '-3.1' },
      { type: 'n', text: '-3.1' },
    ],
    // Excel keeps fifteen digits; the sixteenth would be lost.
    [
      { text: '1234567890123456.5', value: '1234567890123456.5' },
      { type: 'inlineStr', text: '1234567890123456.5' },
    ],
    [
      { text: '2026', value: 9_007_199_254_740_991 },
      { type: 'inlineStr', text: '9007199254740991' },
    ],
    [{ text: '3' }, { type: 'inlineStr', text: '3' }],
  ])('%j is written as %j', async (cell, expected) => {
    expect(await figureOf(cell)).toEqual(expected);
  });

  test('are shown as on paper: places after the point and commas', async () => {
    const [sheet] = await readSheets(
      plainPaper([
        tableOf([
          { text: '1234.50', value: '1234.50' },
          { text: '7', value: 7 },
          { text: '2.0', value: 2 },
        ]),
      ]),
      true,
    );
    expect(sheet?.rows).toEqual([['1234.50', '7', '2.0']]);
    const file = await opened(plainPaper([tableOf([{ text: '1,234.50', value: '1234.50' }])]));
    const styles = file.root('xl/styles.xml');
    const style = Number(all(file.root('xl/worksheets/sheet1.xml'), 'c')[0]?.attributes.s);
    const format = all(all(styles, 'cellXfs')[0]!, 'xf')[style]?.attributes.numFmtId;
    const code = all(styles, 'numFmt').find(({ attributes }) => attributes.numFmtId === format);
    expect(code?.attributes.formatCode).toBe('#,##0.00');
  });

  test('money and counts come back exactly', async () => {
    const money = fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }).map((cents) => {
      const digits = (cents < 0n ? -cents : cents).toString().padStart(3, '0');
      return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
    });
    await fc.assert(
      fc.asyncProperty(fc.array(money, { minLength: 1, maxLength: 20 }), async (sums) => {
        const table = tableOf(sums.map((sum) => ({ text: sum, value: sum })));
        const file = await opened(plainPaper([table]));
        expect(all(file.root('xl/worksheets/sheet1.xml'), 'v').map(({ text }) => text)).toEqual(sums);
        const [sheet] = await readSheets(plainPaper([table]), true);
        expect(sheet?.rows).toEqual([sums]);
      }),
      { numRuns: 40 },
    );
  });
});

test('no text becomes a formula, in the file or when somebody edits it', async () => {
  const dangerous = [
    '=1+1',
    '+1',
    '-1',
    '@SUM(A1)',
    '\t=1',
    '=HYPERLINK("http://x")',
    `=${'长'.repeat(300)}`,
  ];
  const document = plainPaper([tableOf(dangerous.map((text) => ({ text })))]);
  const [sheet] = await readSheets(document);
  expect(sheet?.rows[0]?.map((text) => text.trim())).toEqual(dangerous.map((text) => text.trim()));
  const file = await opened(document);
  expect(all(file.root('xl/worksheets/sheet1.xml'), 'f')).toEqual([]);
  const styles = all(all(file.root('xl/styles.xml'), 'cellXfs')[0]!, 'xf');
  for (const cell of all(file.root('xl/worksheets/sheet1.xml'), 'c')) {
    const style = styles[Number(cell.attributes.s)]?.attributes;
    // The format of text, or text marked as quoted.
    expect(style?.numFmtId === '49' || style?.quotePrefix === '1').toBe(true);
  }
});

test('sheets have names that Excel takes', async () => {
  const captions = [
    '一/二:三*四?五[六]七\\八',
    "'引'",
    '',
    '同名',
    '同名',
    'History',
    '长'.repeat(40),
    '长'.repeat(40),
  ];
  const names = (
    await readSheets(plainPaper(captions.map((caption, index) => longTable(1, { id: `t${index}`, caption }))))
  ).map(({ name }) => name);
  expect(names).toHaveLength(captions.length);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(captions.length);
  for (const name of names) {
    expect(name).toMatch(/^(?!')[^[\]:*?/\\]{1,31}(?<!')$/);
    expect(name.toLowerCase()).not.toBe('history');
  }
  expect(names.slice(3, 5)).toEqual(['同名', '同名（2）']);
});
