import { DomainError } from '@gongkai/core';
import { Parser } from 'htmlparser2';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { encodingOf } from './detect-type.js';
import { readPieces, type FileSource } from './file-source.js';
import type { MediaType } from './file-types.js';
import { openPdf } from './pdf-source.js';
import { openZip, type OpenZip } from './zip-file.js';

/**
 * All the text that a file shows, in pieces whose lines are those of the document, for searching and not for reading:
 * headers, notes, comments and shapes included, in no certain order. An image has none; of what nothing here can read
 * (`null`), what looks like words.
 * @throws DomainError UNREADABLE_FILE for what is damaged or has a password
 */
export async function* documentText(
  source: FileSource,
  type: MediaType | null,
  head: Uint8Array,
): AsyncGenerator<string> {
  switch (type) {
    case 'text/plain':
    case 'text/csv':
    case 'application/json':
      yield* decode(readPieces(source), encodingOf(head));
      return;
    case 'text/html':
      yield* markupText(decode(readPieces(source), encodingOf(head)), false);
      return;
    case 'application/pdf':
      yield* pdfText(source);
      return;
    case 'application/x-cfb':
    case null:
      yield* rawText(source);
      return;
    case 'image/jpeg':
    case 'image/png':
    case 'image/tiff':
      return;
    default:
      yield* zippedText(source);
  }
}

async function* decode(chunks: AsyncIterable<Uint8Array>, encoding: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

/** Elements that stand on a line of their own, by their names without a prefix: of HTML, Word, Excel, PowerPoint, OFD. */
const LINES = new Set(
  'p,br,div,tr,td,th,li,h1,h2,h3,h4,h5,h6,title,caption,row,c,si,tc,textcode,oddheader,oddfooter,text'.split(
    ',',
  ),
);
const SILENT = new Set(['script', 'style']);

/** What stands between the tags. */
async function* markupText(pieces: AsyncIterable<string>, isXml: boolean): AsyncGenerator<string> {
  let text = '';
  let silent = 0;
  const nameOf = (tag: string): string => tag.slice(tag.indexOf(':') + 1).toLowerCase();
  const parser = new Parser(
    {
      onopentag(tag) {
        const name = nameOf(tag);
        if (SILENT.has(name)) silent += 1;
        if (name === 'tab') text += ' ';
      },
      ontext(piece) {
        if (silent === 0) text += piece;
      },
      onclosetag(tag) {
        const name = nameOf(tag);
        if (SILENT.has(name)) silent -= 1;
        if (LINES.has(name)) text += '\n';
      },
    },
    { xmlMode: isXml, decodeEntities: true },
  );
  for await (const piece of pieces) {
    parser.write(piece);
    yield text;
    text = '';
  }
  parser.end();
  yield `${text}\n`;
}

async function* zippedText(source: FileSource): AsyncGenerator<string> {
  const zip = await openZip(source);
  try {
    yield* textOfZip(zip);
  } finally {
    zip.close();
  }
}

/** What stands between the tags of every part of an open package. */
export async function* textOfZip(zip: Pick<OpenZip, 'entries' | 'read'>): AsyncGenerator<string> {
  for (const entry of zip.entries) {
    if (/\.xml$/i.test(entry.fileName)) yield* markupText(decode(zip.read(entry), 'utf-8'), true);
  }
}

type PdfPage = Awaited<ReturnType<PDFDocumentProxy['getPage']>>;

async function* pdfText(source: FileSource): AsyncGenerator<string> {
  for await (const page of pdfPages(source)) {
    const { items } = await page.getTextContent();
    const pieces = items.filter((item) => 'str' in item);
    yield pieces.map(({ str, hasEOL }) => str + (hasEOL ? '\n' : '')).join('');
    yield '\n';
  }
}

/** A page of a pdf as the check reads it: a tab between what stands apart on a line, where its links lead. */
interface PdfPageRead {
  readonly text: string;
  readonly links: readonly string[];
}

/** Text and links in one reading, page by page: opening a pdf is most of the work. @throws DomainError UNREADABLE_FILE */
export async function* readPdf(source: FileSource): AsyncGenerator<PdfPageRead> {
  for await (const page of pdfPages(source)) {
    const { items } = await page.getTextContent();
    const annotations = (await page.getAnnotations()) as readonly Readonly<Record<string, unknown>>[];
    yield {
      text: `${pageLines(items.filter((item) => 'str' in item))}\n`,
      links: annotations.flatMap(({ subtype, unsafeUrl, url }) => {
        const target = unsafeUrl ?? url;
        return subtype === 'Link' && typeof target === 'string' ? [target] : [];
      }),
    };
  }
}

async function* pdfPages(source: FileSource): AsyncGenerator<PdfPage> {
  const task = await openPdf(source);
  try {
    const pdf = await task.promise;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      yield page;
      page.cleanup();
    }
  } catch {
    throw new DomainError(
      'UNREADABLE_FILE',
      '这个 PDF 已损坏、不完整或者设了打开密码，读不出来。请去掉密码或者重新导出后再上传。',
    );
  } finally {
    await task.destroy();
  }
}

/** What stands further apart than this share of its size is in another cell. */
const CELL_GAP = 0.9;
const WORD_GAP = 0.15;
/** Set apart to fill a line: Chinese is written without blanks. */
const FILLED_GAP = 0.45;
const IS_HAN_BETWEEN = /[\p{Script=Han}，。；：、（）〔〕]$/u;
const PAGE_NUMBER = /^(?:[—–-]+ ?\d{1,4} ?[—–-]+|第 ?\d{1,4} ?页(?:[，, ]*共 ?\d{1,4} ?页)?)$/u;

interface PageText {
  readonly str: string;
  /** Where it begins: the last two are across and up, in points. */
  readonly transform: readonly number[];
  readonly width: number;
  readonly height: number;
  readonly hasEOL: boolean;
}

/** The lines of a page as they were written, a tab between what stands apart as cells do, without the page's number. */
function pageLines(pieces: readonly PageText[]): string {
  let text = '';
  let right: number | null = null;
  for (const { str, transform, width, height, hasEOL } of pieces) {
    if (str.trim() !== '') {
      const left = transform[4] ?? 0;
      const gap = right === null || height === 0 ? 0 : (left - right) / height;
      if (gap >= CELL_GAP) text += '\t';
      else if (
        gap >= (IS_HAN_BETWEEN.test(text) || IS_HAN_BETWEEN.test(str.charAt(0)) ? FILLED_GAP : WORD_GAP)
      )
        text += ' ';
      text += str;
      right = left + width;
    }
    if (hasEOL) {
      text += '\n';
      right = null;
    }
  }
  const lines = text.replace(/\n+$/u, '').split('\n');
  if (PAGE_NUMBER.test(lines.at(-1)?.trim() ?? '')) lines.pop();
  if (PAGE_NUMBER.test(lines[0]?.trim() ?? '')) lines.shift();
  return lines.join('\n');
}

/**
 * A container that nothing here reads: its bytes as UTF-16, from even and odd places, and as GB 18030, which is how such
 * files keep their words. What is no text comes out as nonsense, which no rule of ours matches.
 */
async function* rawText(source: FileSource): AsyncGenerator<string> {
  for (const [encoding, start] of [
    ['utf-16le', 0],
    ['utf-16le', 1],
    ['gb18030', 0],
  ] as const) {
    for await (const piece of decode(readPieces(source, start), encoding)) {
      // eslint-disable-next-line no-control-regex
      yield piece.replaceAll(/[\0-\x08\x0a-\x1f]+/g, '\n');
    }
  }
}
