import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { LedgerFile } from '../service.js';

/** A csv file as an office saves it. */
export function csvFile(rows: readonly (readonly string[])[], fileName = '台账.csv'): LedgerFile {
  return { fileName, bytes: Buffer.from(rows.map((row) => row.join(',')).join('\r\n'), 'utf8') };
}

/** The parts of a spreadsheet with shared texts, days as numbers and a hidden first sheet, as Excel writes them. */
export async function workbookFile(sheetXml: string, texts: readonly string[]): Promise<LedgerFile> {
  const zip = new ZipFile();
  const add = (name: string, xml: string): void => zip.addBuffer(Buffer.from(xml, 'utf8'), name);
  add(
    'xl/workbook.xml',
    `<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="隐藏" sheetId="1" state="hidden" r:id="rId1"/><sheet name="台账" sheetId="2" r:id="rId2"/></sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>`,
  );
  add(
    'xl/worksheets/sheet1.xml',
    `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
  );
  add('xl/worksheets/sheet2.xml', `<worksheet><sheetData>${sheetXml}</sheetData></worksheet>`);
  const shared = texts.map(
    (text) =>
      `<si><r><t>${text.slice(0, 1)}</t></r><r><t>${text.slice(1)}</t></r><rPh sb="0" eb="1"><t>拼音</t></rPh></si>`,
  );
  add('xl/sharedStrings.xml', `<sst>${shared.join('')}</sst>`);
  add(
    'xl/styles.xml',
    `<styleSheet><numFmts count="1"><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="2"/></cellXfs></styleSheet>`,
  );
  zip.end();
  return { fileName: '台账.xlsx', bytes: await buffer(zip.outputStream) };
}

export async function allBytes(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return Buffer.concat(parts);
}
