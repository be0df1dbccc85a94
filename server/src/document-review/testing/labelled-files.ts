import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import type { LabelledPaper } from './labelled-pieces.js';

/**
 * All papers of the set in one file a carrier, each after a line with its mark, as Word and Excel write them; made by hand
 * so that nothing of ours that reads is also what wrote.
 */
export const markOf = (index: number): string =>
  `=${'ABCDEFGHIJ'.charAt(Math.floor(index / 100))}${letters(index % 100)}=`;
const letters = (number: number): string =>
  'ABCDEFGHIJ'.charAt(Math.floor(number / 10)) + 'ABCDEFGHIJ'.charAt(number % 10);

const xml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const W =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"';

async function zipOf(parts: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const zip = new ZipFile();
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name);
  zip.end();
  return new Uint8Array(await buffer(zip.outputStream.pipe(new PassThrough())));
}

const run = (text: string): string => `<w:r><w:t xml:space="preserve">${xml(text)}</w:t></w:r>`;
/** A run for every one to three characters, as programs cut them. */
const cutRuns = (text: string): string =>
  (text.match(/.{1,3}/gsu) ?? [])
    .map((piece, index) =>
      index % 2 === 0
        ? run(piece)
        : `<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">${xml(piece)}</w:t></w:r>`,
    )
    .join('');
const paragraph = (text: string, runs = run): string =>
  `<w:p>${text
    .split('\n')
    .map((line) => runs(line))
    .join('<w:r><w:br/></w:r>')}</w:p>`;
const linesOf = ({ rows }: LabelledPaper): string[] =>
  rows.map((row) => row.join('\t').replaceAll('\t', '  '));

const tableXml = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map((cell) => `<w:tc><w:tcPr/>${paragraph(cell)}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl><w:p/>`;
const boxXml = (content: string): string =>
  `<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:txbx><w:txbxContent>${content}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>${content}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>`;

type Draw = (paper: LabelledPaper) => string;
const flat: Draw = (paper) => paper.rows.map((row) => paragraph(row.join('  '))).join('');
const bodyOf = (papers: readonly LabelledPaper[], draw: Draw): string =>
  papers.map((paper, index) => paragraph(markOf(index)) + draw(paper)).join('');

const RELATIONS: Readonly<Record<string, string>> = {
  header: 'header1',
  footer: 'footer1',
  footnotes: 'footnotes',
  endnotes: 'endnotes',
  comments: 'comments',
};

async function docx(
  body: string,
  extra: { readonly kind: string; readonly content: string } | null = null,
): Promise<Uint8Array> {
  const type = 'application/vnd.openxmlformats-officedocument.wordprocessingml';
  const part = extra === null ? '' : (RELATIONS[extra.kind] ?? '');
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const reference =
    extra?.kind === 'header' || extra?.kind === 'footer'
      ? `<w:sectPr><w:${extra.kind}Reference w:type="default" r:id="rId1"/></w:sectPr>`
      : '';
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}.document.main+xml"/>${part === '' ? '' : `<Override PartName="/word/${part}.xml" ContentType="${type}.${extra?.kind ?? ''}+xml"/>`}</Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${HEAD}<w:document ${W}><w:body>${body}${reference}</w:body></w:document>`,
    ...(extra === null
      ? {}
      : {
          [`word/${part}.xml`]: `${HEAD}${extra.content}`,
          'word/_rels/document.xml.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/${extra.kind}" Target="${part}.xml"/></Relationships>`,
        }),
  });
}

const story = (kind: 'header' | 'footer') => (papers: readonly LabelledPaper[]) =>
  docx(paragraph('正文'), {
    kind,
    content: `<w:${kind === 'header' ? 'hdr' : 'ftr'} ${W}>${bodyOf(papers, flat)}</w:${kind === 'header' ? 'hdr' : 'ftr'}>`,
  });
const notes = (kind: 'footnote' | 'endnote' | 'comment') => (papers: readonly LabelledPaper[]) =>
  docx(
    papers
      .map((_, index) => `<w:p>${run('正文')}<w:r><w:${kind}Reference w:id="${index + 1}"/></w:r></w:p>`)
      .join(''),
    {
      kind: `${kind}s`,
      content: `<w:${kind}s ${W}>${papers.map((paper, index) => `<w:${kind} w:id="${index + 1}">${paragraph(markOf(index))}${flat(paper)}</w:${kind}>`).join('')}</w:${kind}s>`,
    },
  );

/** Word documents, by where the words stand. */
export const DOCX_CARRIERS: Readonly<
  Record<string, (papers: readonly LabelledPaper[]) => Promise<Uint8Array>>
> = {
  '段落 paragraph': (papers) => docx(bodyOf(papers, flat)),
  '拆开的文字块 split runs': (papers) =>
    docx(bodyOf(papers, (paper) => paper.rows.map((row) => paragraph(row.join('  '), cutRuns)).join(''))),
  '表格 table cells': (papers) => docx(bodyOf(papers, ({ rows }) => tableXml(rows))),
  '一格里的文字 one cell': (papers) =>
    docx(bodyOf(papers, (paper) => tableXml([['内容', linesOf(paper).join('\n')]]))),
  '文本框 text box': (papers) => docx(bodyOf(papers, (paper) => boxXml(flat(paper)))),
  '页眉 header': story('header'),
  '页脚 footer': story('footer'),
  '脚注 footnote': notes('footnote'),
  '尾注 endnote': notes('endnote'),
  '批注 comment': notes('comment'),
};

const column = (index: number): string => String.fromCharCode(65 + (index % 26));
const reference = (row: number, index: number): string => `${index >= 26 ? 'A' : ''}${column(index)}${row}`;

type Cell = (text: string, at: string, texts: string[]) => string;
const shared: Cell = (text, at, texts) => `<c r="${at}" t="s"><v>${texts.push(text) - 1}</v></c>`;
const inline: Cell = (text, at) =>
  `<c r="${at}" t="inlineStr"><is><t xml:space="preserve">${xml(text)}</t></is></c>`;
const rich: Cell = (text, at) =>
  `<c r="${at}" t="inlineStr"><is>${(text.match(/.{1,4}/gsu) ?? ['']).map((piece) => `<r><t xml:space="preserve">${xml(piece)}</t></r>`).join('')}</is></c>`;
/** What a spreadsheet can hold as a number it holds as one: up to fifteen digits, without a zero in front. */
const number: Cell = (text, at, texts) =>
  /^[1-9]\d{0,14}(?:\.\d{1,2})?$/u.test(text) ? `<c r="${at}"><v>${text}</v></c>` : shared(text, at, texts);
const java: Cell = (text, at, texts) =>
  /^[1-9]\d{7,14}$/u.test(text)
    ? `<c r="${at}"><v>${Number(text).toExponential().replace('e+', 'E')}</v></c>`
    : shared(text, at, texts);

async function xlsx(
  rows: readonly (readonly string[])[],
  cell: Cell,
  extra: Readonly<Record<string, string>> = {},
): Promise<Uint8Array> {
  const texts: string[] = [];
  const data = rows
    .map(
      (row, line) =>
        `<row r="${line + 1}">${row.map((text, index) => cell(text, reference(line + 1, index), texts)).join('')}</row>`,
    )
    .join('');
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
  return zipOf({
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${type}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${type}.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${type}.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relation}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`,
    'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${main}">${texts.map((text) => `<si><t xml:space="preserve">${xml(text)}</t></si>`).join('')}</sst>`,
    ...extra,
  });
}

const rowsOf = (papers: readonly LabelledPaper[]): string[][] =>
  papers.flatMap(({ rows }, index) => [[markOf(index)], ...rows.map((row) => [...row])]);
const sheetOf = (cell: Cell) => (papers: readonly LabelledPaper[]) => xlsx(rowsOf(papers), cell);

/** Workbooks, by how the cells hold the words. */
export const XLSX_CARRIERS: Readonly<
  Record<string, (papers: readonly LabelledPaper[]) => Promise<Uint8Array>>
> = {
  '共享文本 shared strings': sheetOf(shared),
  '单元格内文本 inline strings': sheetOf(inline),
  '分段的文本 rich text': sheetOf(rich),
  '数字 numbers': sheetOf(number),
  '科学计数的数字 exponents': sheetOf(java),
  '批注 comments': (papers) =>
    xlsx([['正文']], shared, {
      'xl/comments1.xml': `${HEAD}<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><authors><author/></authors><commentList>${papers.map((paper, index) => `<comment ref="A${index + 1}" authorId="0"><text>${[markOf(index), ...linesOf(paper)].map((line) => `<t xml:space="preserve">${xml(line)}\n</t>`).join('')}</text></comment>`).join('')}</commentList></comments>`,
    }),
};
