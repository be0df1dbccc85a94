import { Document, Packer, Paragraph } from 'docx';
import { PDFDocument } from 'pdf-lib';
import { expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { countPages } from './page-count.js';

async function zipped(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(files)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of zip.outputStream) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

test('a pdf says how many pages it has', async () => {
  const pdf = await PDFDocument.create();
  for (let page = 0; page < 3; page += 1) pdf.addPage();
  expect(await countPages(await pdf.save(), 'application/pdf')).toBe(3);
});

test('a Word file says how many it had when it was saved, or nothing', async () => {
  const particulars = (pages: string) =>
    zipped({ 'word/document.xml': '<w:document/>', 'docProps/app.xml': `<Properties>${pages}</Properties>` });
  expect(await countPages(await particulars('<Pages>12</Pages>'), DOCX)).toBe(12);
  expect(await countPages(await particulars('<Pages>0</Pages>'), DOCX)).toBeNull();
  const unsaid = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('一')] }] }));
  expect(await countPages(unsaid, DOCX)).toBeNull();
});

test('what is damaged or has no pages tells none', async () => {
  expect(await countPages(Buffer.from('%PDF-1.7 damaged'), 'application/pdf')).toBeNull();
  expect(await countPages(Buffer.from('a,b'), 'text/csv')).toBeNull();
});
