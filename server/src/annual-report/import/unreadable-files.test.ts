import { deflateRawSync } from 'node:zlib';
import { DomainError, type ErrorCode } from '@gongkai/core';
import { Document, Packer, Paragraph } from 'docx';
import { describe, expect, it } from 'vitest';
import { readReport } from './read-report.js';
import { plainReport } from './testing/plain-report.js';
import { composePdf } from './testing/sample-pdf.js';
import { composeZip } from './testing/sample-zip.js';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

async function refusal(bytes: Uint8Array): Promise<{ code: ErrorCode; message: string }> {
  try {
    await readReport(bytes);
  } catch (error) {
    if (error instanceof DomainError) return { code: error.code, message: error.message };
    throw error;
  }
  throw new Error('the file was read');
}

const WORD_TYPES =
  '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>';

/** A deflated stream of gigabytes of spaces, made without ever holding them. */
function spacesDeflated(megabytes: number): { deflated: Buffer; size: number } {
  const size = megabytes * 1024 * 1024;
  return { deflated: deflateRawSync(Buffer.alloc(size, 0x20), { level: 9 }), size };
}

describe('a file that is no readable report ends in a plain message', () => {
  it.each([
    ['an empty file', new Uint8Array(0), 'UNREADABLE_FILE', /空/],
    [
      'an old Word or Excel file',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Array<number>(600).fill(0)]),
      'UNREADABLE_FILE',
      /docx/,
    ],
    [
      'an image',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]),
      'UNREADABLE_FILE',
      /OCR/,
    ],
    ['an archive', Uint8Array.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 1, 2]), 'UNREADABLE_FILE', /解压/],
    [
      'random bytes',
      Uint8Array.from({ length: 4096 }, (_, index) => (index * index * 31 + index * 7 + 13) % 256),
      'UNREADABLE_FILE',
      /docx/,
    ],
    ['a text of nothing but blanks', encode(' \n\t \n'), 'NOT_AN_ANNUAL_REPORT', /年度报告/],
    ['a damaged PDF', encode('%PDF-1.7\n1 0 obj\n<< /Type /Catalog'), 'UNREADABLE_FILE', /PDF/],
    ['an encrypted PDF', composePdf([[{ text: '密', x: 10, y: 10 }]], true), 'UNREADABLE_FILE', /密码/],
    ['a PDF of images', composePdf([[], []]), 'UNREADABLE_FILE', /OCR/],
  ] as const)('%s', async (_, bytes, code, message) => {
    const refused = await refusal(bytes);
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(message);
  });

  it('a news article about a report', async () => {
    const article =
      '<html><head><title>我县发布2023年政府信息公开工作年度报告</title></head><body><h1>我县发布2023年政府信息公开工作年度报告</h1><p>本报讯 近日，县政府办公室发布年度报告。2023年，全县主动公开政府信息2300条，受理依申请公开81件，行政复议2件，行政诉讼1件。</p></body></html>';
    expect((await refusal(encode(article))).code).toBe('NOT_AN_ANNUAL_REPORT');
    expect(
      (
        await refusal(
          encode('关于做好2023年政府信息公开工作年度报告编制工作的通知\n各单位：请于1月20日前报送。'),
        )
      ).code,
    ).toBe('NOT_AN_ANNUAL_REPORT');
  });

  it('a truncated docx', async () => {
    const whole = await Packer.toBuffer(
      new Document({ sections: [{ children: [new Paragraph('政府信息公开工作年度报告')] }] }),
    );
    expect((await refusal(new Uint8Array(whole.subarray(0, Math.floor(whole.length / 2))))).code).toBe(
      'UNREADABLE_FILE',
    );
  });

  it('a docx whose main text is cut inside its stream', async () => {
    const xml = deflateRawSync(
      encode('<w:document><w:body><w:p><w:r><w:t>年度报告</w:t></w:r></w:p></w:body></w:document>'),
    );
    const refused = await refusal(
      composeZip([{ name: 'word/document.xml', deflated: xml.subarray(0, 20), size: 90 }]),
    );
    expect(refused.code).toBe('UNREADABLE_FILE');
  });

  it('a workbook without a sheet', async () => {
    const book = composeZip([
      { name: '[Content_Types].xml', deflated: deflateRawSync(encode(WORD_TYPES)), size: WORD_TYPES.length },
      { name: 'xl/workbook.xml', deflated: deflateRawSync(encode('<workbook/>')), size: 11 },
    ]);
    expect(await refusal(book)).toMatchObject({
      code: 'UNREADABLE_FILE',
      message: expect.stringContaining('Excel') as string,
    });
  });

  it.each([
    ['tells its size', true],
    ['lies about its size', false],
  ])('a zip bomb that %s', async (_, isHonest) => {
    const { deflated, size } = spacesDeflated(160);
    const bomb = composeZip([{ name: 'word/document.xml', deflated, size: isHonest ? size : 1000 }]);
    const before = process.memoryUsage().rss;
    expect(['FILE_TOO_LARGE', 'UNREADABLE_FILE']).toContain((await refusal(bomb)).code);
    expect(process.memoryUsage().rss - before).toBeLessThan(120 * 1024 * 1024);
  });

  it('a package of thousands of entries', async () => {
    const many = Array.from({ length: 2500 }, (_, index) => ({
      name: `word/part${index}.xml`,
      deflated: Buffer.from([3, 0]),
      size: 0,
    }));
    expect((await refusal(composeZip(many))).code).toBe('FILE_TOO_LARGE');
  });

  it('a page with a million cells', async () => {
    const row = `<tr>${'<td>1</td>'.repeat(1000)}</tr>`;
    expect((await refusal(encode(`<html><body><table>${row.repeat(1000)}</table>`))).code).toBe(
      'FILE_TOO_LARGE',
    );
  });

  it('a page whose cells span thousands of rows and columns', async () => {
    // Written out, the spans would be a billion cells: no memory holds them.
    const row = `<tr>${'<td colspan=1000 rowspan=65534>0</td>'.repeat(300)}</tr>`;
    expect((await refusal(encode(`<html><body><table>${row.repeat(150)}</table><p>完</p>`))).code).toBe(
      'NOT_AN_ANNUAL_REPORT',
    );
  });

  it('a file above 50 MB', async () => {
    expect((await refusal(new Uint8Array(50 * 1024 * 1024 + 1))).code).toBe('FILE_TOO_LARGE');
  });

  it('a long text of digits only', async () => {
    expect((await refusal(encode('1234567890 '.repeat(200_000)))).code).toBe('NOT_AN_ANNUAL_REPORT');
  });
});

function toUtf16(text: string, isLittleEndian: boolean, hasMark: boolean): Uint8Array {
  const whole = hasMark ? `\ufeff${text}` : text;
  const bytes = new Uint8Array(whole.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < whole.length; index += 1)
    view.setUint16(index * 2, whole.charCodeAt(index), isLittleEndian);
  return bytes;
}

/** 气象局2022年…报告 with the first rows of 表二, in GBK. */
const GBK_REPORT =
  'c6f8cff3bed632303232c4ead5feb8aed0c5cfa2b9abbfaab9a4d7f7c4eab6c8b1a8b8e60ab6fea1a2d6f7b6afb9abbf' +
  'aad5feb8aed0c5cfa2c7e9bff60ab5dab6fecaaeccf5b5daa3a8d2bba3a9cfee0ad0c5cfa2c4dac8dd20b1bec4ead6c6' +
  'b7a2bcfecafd20b1bec4eab7cfd6b9bcfecafd20cfd6d0d0d3d0d0a7bcfecafd0ab9e6d5c22031203020360ad0d0d5fe' +
  'b9e6b7b6d0d4cec4bcfe2034203220390ab5dab6fecaaeccf5b5daa3a8cee5a3a9cfee0ad0c5cfa2c4dac8dd20b1bec4' +
  'eab4a6c0edbef6b6a8cafdc1bf0ad0d0d5fed0edbfc92033310a';

describe('the encoding of a text is recognised', () => {
  const { text, sample } = plainReport();
  it.each([
    ['UTF-16 LE with its mark', toUtf16(text, true, true)],
    ['UTF-16 BE with its mark', toUtf16(text, false, true)],
    ['UTF-16 LE without a mark', toUtf16(text, true, false)],
    ['UTF-16 BE without a mark', toUtf16(text, false, false)],
    ['UTF-8 with its mark', encode(`\ufeff${text}`)],
    ['UTF-8 cut inside a character', encode(text).subarray(0, -2)],
  ])('%s', async (_, bytes) => {
    const reading = await readReport(bytes);
    expect(reading.agency).toBe(sample.agency);
    expect(reading.tables.table3?.newReceived?.total).toBe(sample.table3[0]?.cells[6]?.value);
  });

  it('GBK', async () => {
    const gbk = Uint8Array.from(Buffer.from(GBK_REPORT, 'hex'));
    const reading = await readReport(gbk);
    expect(reading).toMatchObject({ year: 2022, agency: '气象局' });
    expect(reading.tables.table2?.rules).toEqual({ made: 1, repealed: 0, inForce: 6 });
  });
});
