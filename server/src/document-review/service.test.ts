import { Document, ExternalHyperlink, Packer, Paragraph, Table, TableCell, TableRow, TextRun } from 'docx';
import { PDFDocument, PDFName, PDFString } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { allBytes, workbookFile } from '../ledger-import/testing/table-files.js';
import type { PrintedDocument, TableRow as PaperRow } from '../platform/rendering/document.js';
import { writePdf } from '../platform/rendering/pdf.js';
import { writeXlsx } from '../platform/spreadsheet/write-xlsx.js';
import { checkFile, type FileFinding } from './service.js';

/** Invented; the check character was worked out from GB 11643-1999. */
const ID = '110101199003077475';
const PHONE = '13812345678';

const rulesOf = (findings: readonly FileFinding[]) => findings.map(({ rule, part }) => `${rule} ${part}`);
const cell = (...runs: readonly string[]) =>
  new TableCell({ children: [new Paragraph({ children: runs.map((text) => new TextRun(text)) })] });

async function docxOf(rows: readonly (readonly (readonly string[])[])[]): Promise<Uint8Array> {
  const table = new Table({
    rows: rows.map((cells) => new TableRow({ children: cells.map((runs) => cell(...runs)) })),
  });
  return new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children: [table] }] })));
}

describe('a Word document', () => {
  test('a number cut into runs by formatting is one number', async () => {
    const file = await docxOf([
      [['姓名'], ['电话']],
      [['张三'], ['138', '1234', '5678']],
    ]);
    expect(rulesOf((await checkFile(file, 'a.docx')).findings)).toEqual(['personal.mobilePhone shown']);
  });

  test('a number with each digit in a box', async () => {
    const file = await docxOf([[['身份证号'], ...Array.from(ID).map((digit) => [digit])]]);
    expect(rulesOf((await checkFile(file, 'a.docx')).findings)).toEqual(['personal.identityNumber shown']);
  });

  test('a table of small figures is none', async () => {
    const file = await docxOf([
      ['1', '3', '8', '0', '1', '2', '0', '0', '1', '0', '2'].map((digit) => [digit]),
      ['13', '81', '2345', '678', '0'].map((figure) => [figure]),
    ]);
    expect((await checkFile(file, 'a.docx')).findings).toEqual([]);
  });
});

describe('a spreadsheet', () => {
  const sheet = (rows: readonly (readonly string[])[]) =>
    allBytes(writeXlsx([{ name: '名单', widths: [10, 10, 10, 10], rows }]));

  test('cells of a row are apart, and a number split over them is read', async () => {
    const file = await sheet([
      ['姓名', '身份证号', '', ''],
      ['张三', ID.slice(0, 6), ID.slice(6, 14), ID.slice(14)],
    ]);
    expect(rulesOf((await checkFile(file, 'a.xlsx')).findings)).toEqual(['personal.identityNumber shown']);
  });

  test('figures, document numbers and days beside each other are none', async () => {
    const file = await sheet([
      ['序号', '文号', '日期', '金额'],
      ['1', '云人社发〔2019〕12号', '2019-03-07', '13812345678元'],
      ['138', '1234', '5678', '110101'],
    ]);
    expect((await checkFile(file, 'a.xlsx')).findings).toEqual([]);
  });

  test('what no reader sees is found and said to be hidden, and so is the sheet it stands on', async () => {
    const row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>';
    const { bytes } = await workbookFile(row, ['名单', `备注 ${PHONE}`]);
    expect(rulesOf((await checkFile(bytes, 'a.xlsx')).findings)).toEqual([
      'personal.mobilePhone hidden',
      'hidden.sheet hidden',
    ]);
  });
});

describe('a pdf', () => {
  const row = (...texts: readonly string[]): PaperRow => ({ cells: texts.map((text) => ({ text })) });
  const paper = (...body: readonly PaperRow[]): PrintedDocument => ({
    title: '名单',
    format: 'plain',
    metadata: { author: '云泽市', subject: null, keywords: [], createdAt: '2026-03-02T00:00:00Z' },
    letterhead: null,
    blocks: [
      {
        kind: 'table',
        id: 'list',
        caption: null,
        columns: [1, 2, 2, 2],
        isLandscape: false,
        head: [row('姓名', '身份证号', '电话', '文号')],
        body,
      },
    ],
    signature: null,
    imprint: null,
  });

  test('numbers in neighbouring cells are apart', async () => {
    const file = await writePdf(paper(row('张三', ID, PHONE, '〔2019〕12号')));
    const { findings } = await checkFile(file, 'a.pdf');
    expect(findings.map(({ rule }) => rule).sort()).toEqual([
      'personal.identityNumber',
      'personal.mobilePhone',
    ]);
  });

  test('figures in neighbouring cells do not make a number', async () => {
    const file = await writePdf(paper(row('13', '8123', '4567', '8'), row('110101', '19900307', '0', '12')));
    expect((await checkFile(file, 'a.pdf')).findings).toEqual([]);
  });
});

test('text in the encodings of Chinese Windows', async () => {
  const utf16 = new Uint8Array(Buffer.from(`\ufeff联系人张三${PHONE}`, 'utf16le'));
  expect(rulesOf((await checkFile(utf16, 'a.txt')).findings)).toEqual(['personal.mobilePhone shown']);
  // 电话 in GB 18030.
  const gb = new Uint8Array([0xb5, 0xe7, 0xbb, 0xb0, ...new TextEncoder().encode(PHONE)]);
  expect(rulesOf((await checkFile(gb, 'a.txt')).findings)).toEqual(['personal.mobilePhone shown']);
});

test('an image cannot be checked and says so', async () => {
  const png = new Uint8Array(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  );
  await expect(checkFile(png, 'a.png')).rejects.toMatchObject({ code: 'UNREADABLE_FILE' });
});

test('where the links of a Word document, a page and a pdf lead is told, and those into the inside are found', async () => {
  const link = new ExternalHyperlink({
    children: [new TextRun('办公平台')],
    link: 'http://192.168.1.20/oa?id=3',
  });
  const paragraph = new Paragraph({ children: [link] });
  const word = new Uint8Array(await Packer.toBuffer(new Document({ sections: [{ children: [paragraph] }] })));
  const page = new TextEncoder().encode(
    '<!doctype html><html><body><a href="https://www.gov.cn/a">甲</a><a href="file:///D:/a.docx">乙</a></body></html>',
  );
  const pdf = await PDFDocument.create();
  const sheet = pdf.addPage();
  const action = pdf.context.obj({ Type: 'Action', S: 'URI', URI: PDFString.of('http://oa/login') });
  const annotation = pdf.context.obj({ Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 100, 20], A: action });
  sheet.node.set(PDFName.of('Annots'), pdf.context.obj([pdf.context.register(annotation)]));
  const linked = async (bytes: Uint8Array, name: string) => {
    const { links, findings } = await checkFile(bytes, name);
    return { links, rules: findings.map(({ rule }) => rule).filter((rule) => rule.startsWith('links.')) };
  };
  expect(await linked(word, 'a.docx')).toEqual({
    links: ['http://192.168.1.20/oa?id=3'],
    rules: ['links.inside'],
  });
  expect(await linked(page, 'a.html')).toEqual({
    links: ['https://www.gov.cn/a', 'file:///D:/a.docx'],
    rules: ['links.local'],
  });
  expect(await linked(await pdf.save(), 'a.pdf')).toEqual({
    links: ['http://oa/login'],
    rules: ['links.inside'],
  });
});

test('one reading tells text, links and pages of a Word file and of a pdf', async () => {
  const docx = await Packer.toBuffer(
    new Document({
      sections: [
        {
          children: [
            new Paragraph({ children: [new TextRun('云政办发〔2025〕7号')] }),
            new Paragraph({
              children: [
                new ExternalHyperlink({
                  link: 'https://www.example.gov.cn/a',
                  children: [new TextRun('详见')],
                }),
              ],
            }),
            new Paragraph({ children: [new TextRun('2026年3月2日')] }),
          ],
        },
      ],
    }),
  );
  const word = await checkFile(new Uint8Array(docx), 'a.docx');
  expect(word.links).toEqual(['https://www.example.gov.cn/a']);
  expect(word.findings.map(({ rule, severity }) => [rule, severity])).toContainEqual([
    'metadata.numberYear',
    'warning',
  ]);
  const pdf = await PDFDocument.create();
  for (let page = 0; page < 3; page += 1) pdf.addPage();
  expect((await checkFile(await pdf.save(), 'a.pdf')).pages).toBe(3);
});
