import { describe, expect, test } from 'vitest';
import { ledgerRows } from './ledger-rows.js';
import type { LedgerRow } from './ledger-row.js';
import { ledgerTemplate } from './service.js';
import { allBytes, workbookFile } from './testing/table-files.js';
import { writeCsv } from '../platform/spreadsheet/write-csv.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';

async function read(bytes: Uint8Array): Promise<LedgerRow[]> {
  const rows: LedgerRow[] = [];
  for await (const row of ledgerRows({ fileName: 'x', bytes })) rows.push(row);
  return rows;
}

/** 编号,申请人 / 1,张三 in GBK. */
const GBK = Uint8Array.from([
  0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xc9, 0xea, 0xc7, 0xeb, 0xc8, 0xcb, 0x0d, 0x0a, 0x31, 0x2c, 0xd5, 0xc5, 0xc8,
  0xfd,
]);

describe('csv', () => {
  test('a file in GBK', async () => {
    expect(await read(GBK)).toEqual([
      { line: 1, cells: ['编号', '申请人'] },
      { line: 2, cells: ['1', '张三'] },
    ]);
  });

  test('a file in UTF-8 with a mark, quoted breaks and empty lines keeps the lines of the file', async () => {
    const text = '\ufeff编号,内容\r\n1,"第一行\r\n第二行, ""引"""\r\n\r\n,,\r\n2,末\r\n';
    expect(await read(Buffer.from(text, 'utf8'))).toEqual([
      { line: 1, cells: ['编号', '内容'] },
      { line: 2, cells: ['1', '第一行\r\n第二行, "引"'] },
      { line: 6, cells: ['2', '末'] },
    ]);
  });

  test('tabs and UTF-16, as spreadsheets save "Unicode text"', async () => {
    const bytes = Buffer.from('\ufeff编号\t内容\n1\t甲, 乙\n', 'utf16le');
    expect(await read(bytes)).toEqual([
      { line: 1, cells: ['编号', '内容'] },
      { line: 2, cells: ['1', '甲, 乙'] },
    ]);
  });

  test('a quote that is never closed names its line', async () => {
    await expect(read(Buffer.from('编号,内容\n1,甲\n2,"乙\n3,丙\n'))).rejects.toMatchObject({
      code: 'UNREADABLE_FILE',
      details: { line: 3 },
    });
  });
});

describe('xlsx', () => {
  test('shared texts, days as numbers, gaps, and the first sheet that is shown', async () => {
    const file = await workbookFile(
      `<row r="2"><c r="A2" t="s"><v>0</v></c><c r="C2" s="1"><v>43831</v></c><c r="D2" s="2"><v>45354.75</v></c><c r="E2" s="3"><v>0.1</v></c></row>
       <row r="5"><c r="B5" t="inlineStr"><is><t>内</t><t>联</t></is></c><c r="AA5" t="str"><v>公式</v></c><c r="AB5"><v>20240302</v></c></row>`,
      ['编号&amp;'],
    );
    const rows = await read(file.bytes);
    expect(rows[0]).toEqual({ line: 2, cells: ['编号&', '', '2020-01-01', '2024-03-03', '0.1'] });
    expect(rows[1]?.line).toBe(5);
    expect([1, 26, 27].map((index) => rows[1]?.cells[index])).toEqual(['内联', '公式', '20240302']);
  });

  test('what is no table is refused in words', async () => {
    const refused = { code: 'UNREADABLE_FILE' };
    await expect(read(Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]))).rejects.toMatchObject(refused);
    await expect(read(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0]))).rejects.toMatchObject(refused);
    await expect(read(new Uint8Array())).rejects.toMatchObject(refused);
    await expect(read(Uint8Array.from([0xff, 0, 0x80, 0x81]))).rejects.toMatchObject(refused);
  });
});

const AWKWARD = ['=1+1', '+1', '-1', '@x', '甲,"乙"', '两\n行', '<&>', "'", ''];

test('what is written is read again as it was', async () => {
  const rows = [['一', '二', '三', '四', '五', '六', '七', '八', '九'], AWKWARD];
  const csv = await allBytes(writeCsv(rows));
  expect(Buffer.from(csv).toString('utf8')).toContain("'=1+1,'+1,'-1,'@x");
  expect((await read(csv)).map(({ cells }) => cells)).toEqual(rows);
  const xlsx = await allBytes(writeXlsx([{ name: '台账', widths: rows[0]!.map(() => 10), rows }]));
  expect((await read(xlsx)).map(({ cells }) => cells.concat(Array(9).fill('')).slice(0, 9))).toEqual(rows);
});

test.each(['cases', 'facts', 'remedies', 'administrativeRecords'] as const)(
  'the template of %s is read as empty, its headings known',
  async (kind) => {
    for (const format of ['csv', 'xlsx'] as const) {
      const rows = await read(await allBytes(ledgerTemplate(kind, format)));
      expect(rows).toHaveLength(1);
    }
  },
);
