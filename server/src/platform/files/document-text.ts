import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { DomainError } from '@gongkai/core';
import { Parser } from 'htmlparser2';
import { encodingOf } from './detect-type.js';
import { readPieces, readWhole, type FileSource } from './file-source.js';
import type { MediaType } from './file-types.js';
import { openZip } from './zip-file.js';

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
    for (const entry of zip.entries) {
      if (/\.xml$/i.test(entry.fileName)) yield* markupText(decode(zip.read(entry), 'utf-8'), true);
    }
  } finally {
    zip.close();
  }
}

const pdfjsFolder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));

async function* pdfText(source: FileSource): AsyncGenerator<string> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const task = getDocument({
    data: await readWhole(source),
    cMapUrl: `${join(pdfjsFolder, 'cmaps')}/`,
    cMapPacked: true,
    standardFontDataUrl: `${join(pdfjsFolder, 'standard_fonts')}/`,
    disableFontFace: true,
    useSystemFonts: false,
    isEvalSupported: false,
    stopAtErrors: false,
    verbosity: 0,
  });
  try {
    const pdf = await task.promise;
    for (let number = 1; number <= pdf.numPages; number += 1) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent();
      yield items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join('');
      yield '\n';
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
