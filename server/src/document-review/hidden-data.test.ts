import {
  CommentRangeEnd,
  CommentRangeStart,
  CommentReference,
  DeletedTextRun,
  Document,
  InsertedTextRun,
  Packer,
  Paragraph,
  TextRun,
} from 'docx';
import { describeScrubbed, type HiddenItem } from '@gongkai/core';
import { PDFDocument, PDFHexString, PDFName, StandardFonts } from 'pdf-lib';
import { describe, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { openZip } from '../platform/files/zip-file.js';
import type { MediaType } from '../platform/files/file-types.js';
import { wholeFile } from '../platform/rendering/office-package.js';
import { checkFile, findHiddenData, scrubbedFile } from './service.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const rulesOf = (items: readonly HiddenItem[]) => [...new Set(items.map(({ rule }) => rule))].sort();

async function scrub(bytes: Uint8Array, type: MediaType) {
  const { content, found } = await scrubbedFile(bytes, type);
  return { bytes: await wholeFile(content), found };
}

async function zipOf(parts: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return wholeFile(zip.outputStream as AsyncIterable<Uint8Array>);
}

async function partsOf(bytes: Uint8Array): Promise<Map<string, string>> {
  const zip = await openZip(bytes);
  const parts = new Map<string, string>();
  for (const entry of zip.entries)
    parts.set(entry.fileName, Buffer.from(await wholeFile(zip.read(entry))).toString('utf8'));
  zip.close();
  return parts;
}

async function wordFile(): Promise<Uint8Array> {
  const change = { id: 1, author: '李四', date: '2026-03-02T00:00:00Z' };
  const file = new Document({
    creator: '李四',
    lastModifiedBy: '王五',
    comments: { children: [{ id: 0, author: '李四', children: [new Paragraph('这句话领导没有同意')] }] },
    sections: [
      {
        children: [
          new Paragraph({
            children: [
              new CommentRangeStart(0),
              new TextRun('本办法自发布之日起施行。'),
              new CommentRangeEnd(0),
              new TextRun({ children: [new CommentReference(0)] }),
            ],
          }),
          new Paragraph({
            children: [
              new TextRun('补贴标准为每人'),
              new DeletedTextRun({ text: '六百元', ...change }),
              new InsertedTextRun({ text: '五百元', ...change, id: 2 }),
              new TextRun({ text: '内部掌握可以上浮', vanish: true }),
              new TextRun('。'),
            ],
          }),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}

describe('a Word document', () => {
  test('its changes, comments, hidden words and authors are found, and none is left after the scrub', async () => {
    const file = await wordFile();
    const found = await findHiddenData(file, DOCX);
    expect(rulesOf(found)).toEqual(['hidden.author', 'hidden.comment', 'hidden.revision', 'hidden.text']);
    expect(found.find(({ rule }) => rule === 'hidden.text')?.detail).toBe('内部掌握可以上浮');
    const clean = await scrub(file, DOCX);
    expect(clean.found).toEqual(found);
    expect(describeScrubbed(clean.found)).toMatch(/修订痕迹2处/);
    const parts = await partsOf(clean.bytes);
    const everything = [...parts.values()].join('\n');
    for (const secret of ['六百元', '内部掌握', '领导没有同意', '李四', '王五'])
      expect(everything).not.toContain(secret);
    expect([...parts.keys()].filter((name) => name.includes('comments'))).toEqual([]);
    expect(everything).not.toMatch(/comments\.xml|w:comment|w:ins |w:del /);
    // What is read stays: the sum that was put in too.
    const text = (parts.get('word/document.xml') ?? '').replaceAll(/<[^>]+>/g, '');
    expect(text).toBe('本办法自发布之日起施行。补贴标准为每人五百元。');
    expect(await findHiddenData(clean.bytes, DOCX)).toEqual([]);
  });

  test('the check before publication says how many there are and nothing of what they say', async () => {
    const { findings } = await checkFile(await wordFile(), 'a.docx');
    const hidden = findings.filter(({ rule }) => rule.startsWith('hidden.'));
    expect(hidden.map(({ rule, severity }) => `${rule} ${severity}`).sort()).toEqual([
      'hidden.author warning',
      'hidden.comment error',
      'hidden.revision error',
      'hidden.text error',
    ]);
    expect(JSON.stringify(hidden)).not.toMatch(/李四|六百元|内部掌握/);
  });

  test('without anything hidden it passes, and comes out reading the same', async () => {
    const file = new Uint8Array(
      await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('甲 & 乙 <丙>')] }] })),
    );
    expect(await findHiddenData(file, DOCX)).toEqual([]);
    const [before, after] = [await partsOf(file), await partsOf((await scrub(file, DOCX)).bytes)];
    expect(after.get('word/document.xml')).toBe(before.get('word/document.xml'));
  });
});

const SPREADSHEET = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const link = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;

/** Two sheets, of which one is hidden; a hidden row, a hidden column, a comment. As Excel lays them out. */
function workbook(): Promise<Uint8Array> {
  const text = (reference: string, index: number) => `<c r="${reference}" t="s"><v>${index}</v></c>`;
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="vml" ContentType="application/vnd.openxmlformats-officedocument.vmlDrawing"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/comments1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships">${link('rId1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><bookViews><workbookView activeTab="1"/></bookViews><sheets><sheet name="底数" sheetId="1" state="hidden" r:id="rId1"/><sheet name="公示" sheetId="2" r:id="rId2"/></sheets><definedNames><definedName name="_xlnm.Print_Titles" localSheetId="1">公示!$1:$1</definedName><definedName name="底">底数!$A$1</definedName></definedNames></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${link('rId1', 'worksheet', 'worksheets/sheet1.xml')}${link('rId2', 'worksheet', 'worksheets/sheet2.xml')}${link('rId3', 'sharedStrings', 'sharedStrings.xml')}</Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${SPREADSHEET}"><sheetData><row r="1">${text('A1', 0)}</row></sheetData></worksheet>`,
    'xl/worksheets/sheet2.xml': `<worksheet xmlns="${SPREADSHEET}" xmlns:r="${OFFICE}"><cols><col min="2" max="2" width="9" hidden="1"/></cols><sheetData><row r="1">${text('A1', 1)}${text('B1', 2)}${text('C1', 1)}</row><row r="2" hidden="1">${text('A2', 3)}</row><row r="3"><c r="A3"><f>底数!A1+1</f><v>42</v></c></row></sheetData><legacyDrawing r:id="rId1"/></worksheet>`,
    'xl/worksheets/_rels/sheet2.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships">${link('rId1', 'vmlDrawing', '../drawings/vmlDrawing1.vml')}${link('rId2', 'comments', '../comments1.xml')}</Relationships>`,
    'xl/comments1.xml': `<comments xmlns="${SPREADSHEET}"><authors><author>赵六</author></authors><commentList><comment ref="A1" authorId="0"><text><t>此人有争议</t></text></comment></commentList></comments>`,
    'xl/drawings/vmlDrawing1.vml': '<xml/>',
    'xl/sharedStrings.xml': `<sst xmlns="${SPREADSHEET}"><si><t>未公布的名单</t></si><si><t>姓名</t></si><si><t>家庭收入</t></si><si><t>落选者</t></si></sst>`,
  });
}

describe('a workbook', () => {
  test('hidden sheets, rows, columns and comments are found and go, with their texts', async () => {
    const file = await workbook();
    const found = await findHiddenData(file, XLSX);
    expect(rulesOf(found)).toEqual(['hidden.cells', 'hidden.comment', 'hidden.sheet']);
    const parts = await partsOf((await scrub(file, XLSX)).bytes);
    const everything = [...parts.values()].join('\n');
    for (const secret of ['未公布的名单', '家庭收入', '落选者', '此人有争议', '赵六', '底数'])
      expect(everything).not.toContain(secret);
    expect([...parts.keys()].sort()).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/_rels/workbook.xml.rels',
      'xl/sharedStrings.xml',
      'xl/workbook.xml',
      'xl/worksheets/_rels/sheet2.xml.rels',
      'xl/worksheets/sheet2.xml',
    ]);
    // Numbers of shared texts and the printed titles still point where they did; the formula left its value.
    expect(parts.get('xl/sharedStrings.xml')).toContain('<si></si><si><t>姓名</t></si><si></si><si></si>');
    expect(parts.get('xl/workbook.xml')).toContain('localSheetId="0">公示!$1:$1');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<c r="A3"><v>42</v></c>');
    expect(parts.get('xl/worksheets/sheet2.xml')).toContain('<c r="C1" t="s"><v>1</v></c>');
  });
});

async function pdfFile(): Promise<Uint8Array> {
  const pdf = await PDFDocument.create();
  pdf.setAuthor('李四');
  pdf.setTitle('通知');
  const page = pdf.addPage([300, 300]);
  page.drawText('Notice', { font: await pdf.embedFont(StandardFonts.Helvetica) });
  await pdf.attach(new TextEncoder().encode('名单在此'), '名单.txt', { mimeType: 'text/plain' });
  const note = pdf.context.obj({
    ...{ Type: 'Annot', Subtype: 'Text', Rect: [10, 10, 30, 30] },
    Contents: PDFHexString.fromText('此处有误'),
  });
  page.node.set(PDFName.of('Annots'), pdf.context.obj([pdf.context.register(note)]));
  pdf.addJavaScript('main', 'app.alert(1)');
  return pdf.save({ useObjectStreams: false });
}

describe('a pdf', () => {
  test('comments, files, scripts and the author go; nothing of them is left in its bytes', async () => {
    const file = await pdfFile();
    const found = await findHiddenData(file, 'application/pdf');
    expect(rulesOf(found)).toEqual(['hidden.attachment', 'hidden.author', 'hidden.comment', 'hidden.script']);
    expect(found.find(({ rule }) => rule === 'hidden.comment')?.detail).toContain('此处有误');
    const clean = await scrub(file, 'application/pdf');
    expect(await findHiddenData(clean.bytes, 'application/pdf')).toEqual([]);
    const again = await PDFDocument.load(clean.bytes);
    expect([again.getPageCount(), again.getTitle(), again.getAuthor()]).toEqual([1, '通知', undefined]);
    expect(again.context.enumerateIndirectObjects().length).toBeLessThan(12);
  });

  test('what an earlier saving left in the file is found', async () => {
    const file = Buffer.from(await pdfFile());
    const twice = Buffer.concat([file, Buffer.from('\nstartxref\n0\n%%EOF\n')]);
    const start = /startxref\n(\d+)/.exec(file.toString('latin1'))?.[1] ?? '';
    const real = Buffer.from(
      twice.toString('latin1').replace(/startxref\n0\n/, `startxref\n${start}\n`),
      'latin1',
    );
    expect(rulesOf(await findHiddenData(real, 'application/pdf'))).toContain('hidden.revision');
  });

  test('one under an electronic seal is not touched', async () => {
    const sealed = Buffer.concat([Buffer.from(await pdfFile()), Buffer.from('\n% /ByteRange [0 1 2 3]\n')]);
    await expect(scrubbedFile(sealed, 'application/pdf')).rejects.toThrow(/盖章/);
  });
});

function segment(marker: number, body: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([head, body]);
}

/** Held upright by its Exif, taken somewhere by somebody's telephone, with a film after its end. */
function photo(): Buffer {
  const tiff = Buffer.alloc(8 + 2 + 3 * 12 + 4 + 2 + 12 + 4 + 8);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(3, 8);
  const entry = (index: number, tag: number, type: number, count: number, value: number) => {
    const at = 10 + index * 12;
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(count, at + 4);
    if (type === 3) tiff.writeUInt16BE(value, at + 8);
    else tiff.writeUInt32BE(value, at + 8);
  };
  const gps = 8 + 2 + 36 + 4;
  entry(0, 0x0110, 2, 8, gps + 18);
  entry(1, 0x0112, 3, 1, 6);
  entry(2, 0x8825, 4, 1, gps);
  tiff.writeUInt16BE(1, gps);
  tiff.writeUInt16BE(0x0001, gps + 2);
  tiff.writeUInt16BE(2, gps + 4);
  tiff.writeUInt32BE(2, gps + 6);
  tiff.write('N', gps + 10, 'latin1');
  tiff.write('Phone X\0', gps + 18, 'latin1');
  return Buffer.concat([
    Buffer.from([0xff, 0xd8]),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])),
    segment(0xfe, Buffer.from('在李四家拍的')),
    segment(0xda, Buffer.from([1, 1, 0, 0, 63, 0])),
    Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd9]),
    Buffer.from('ftypmp4 film'),
  ]);
}

describe('a picture', () => {
  test('where it was taken and by what is found and goes; how it is held up stays', async () => {
    const found = await findHiddenData(photo(), 'image/jpeg');
    expect(rulesOf(found)).toEqual(['hidden.camera', 'hidden.location', 'hidden.trailing']);
    expect(found.map(({ detail }) => detail)).toContain('型号：Phone X');
    const { bytes } = await scrub(photo(), 'image/jpeg');
    const text = Buffer.from(bytes).toString('latin1');
    expect(text).not.toMatch(/Phone X|film/);
    expect(Buffer.from(bytes).includes('李四')).toBe(false);
    expect(Buffer.from(bytes).includes(Buffer.from([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6]))).toBe(true);
    expect(Buffer.from(bytes).subarray(-6)).toEqual(Buffer.from([0x12, 0xff, 0x00, 0x34, 0xff, 0xd9]));
    expect(await findHiddenData(bytes, 'image/jpeg')).toEqual([]);
  });

  test('a picture inside of a document too', async () => {
    const file = await zipOf({
      '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"/>`,
      'word/document.xml': '<w:document xmlns:w="w"><w:body/></w:document>',
      'word/media/image1.jpeg': photo(),
    });
    expect(rulesOf(await findHiddenData(file, DOCX))).toContain('hidden.location');
    const { bytes } = await scrub(file, DOCX);
    expect(Buffer.from(bytes).includes('Phone X')).toBe(false);
  });
});

test('of a kind whose hidden parts nobody knows here, it is said that they were not looked at', async () => {
  const ofd = await zipOf({ 'OFD.xml': '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>' });
  const { findings } = await checkFile(ofd, '通知.ofd');
  expect(findings.map(({ rule, severity }) => [rule, severity])).toEqual([['hidden.unchecked', 'warning']]);
  await expect(scrubbedFile(ofd, 'application/ofd')).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  await expect(checkFile(Buffer.from('d0cf11e0a1b11ae1', 'hex'), '旧表.xls')).rejects.toMatchObject({
    code: 'UNREADABLE_FILE',
  });
});
