import { openWorkbook, sheetRows } from '../platform/spreadsheet/workbook.js';
import { documentText, readPdf, textOfZip } from '../platform/files/document-text.js';
import { readWhole, type FileSource } from '../platform/files/file-source.js';
import { type FILE_TYPES, type MediaType } from '../platform/files/file-types.js';
import { pagesOfZip } from '../platform/files/page-count.js';
import { openZip, type OpenZip } from '../platform/files/zip-file.js';
import { linksOfHtml, linksOfZip, seenLinks } from './file-links.js';
import { markupRows } from './markup-rows.js';

/**
 * The text of a file as the check reads it: lines as a reader sees them, the cells of a table's row parted by a tab, a
 * break inside a cell as U+2028, and after `hiddenFrom` what the file holds out of sight. Places of findings count in this text alone.
 * Links and pages come of the same reading: a file is opened once.
 */
export interface ReviewText {
  readonly text: string;
  readonly hiddenFrom: number;
  /** Where its links lead, each once. */
  readonly links: readonly string[];
  /** Null: not to be told, as of tables. */
  readonly pages: number | null;
}

type Join = (pieces: AsyncIterable<string>) => Promise<string>;

const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const WORD: MediaType = `${OFFICE}wordprocessingml.document`;
const WORKBOOK: MediaType = `${OFFICE}spreadsheetml.sheet`;

/** @throws DomainError UNREADABLE_FILE, FILE_TOO_LARGE */
export async function reviewTextOf(
  source: FileSource,
  type: keyof typeof FILE_TYPES,
  head: Uint8Array,
  join: Join,
): Promise<ReviewText> {
  if (type === 'application/pdf') return pdfReview(source, join);
  if (type.startsWith(OFFICE) || type === 'application/ofd') {
    const zip = await openZip(source);
    try {
      const read =
        type === WORKBOOK
          ? await workbookText(source, zip, join)
          : type === WORD
            ? await wordText(zip, join)
            : shownAlone(await join(textOfZip(zip)));
      const pages = type === WORD ? await pagesOfZip(zip) : null;
      return { ...read, pages, links: type.startsWith(OFFICE) ? await linksOfZip(zip) : [] };
    } finally {
      zip.close();
    }
  }
  if (type === 'text/html') {
    const html = await join(documentSource(source, head));
    return { ...shownAlone(await join(htmlRows(html))), links: linksOfHtml(html), pages: null };
  }
  const text = await join(documentText(source, type, head));
  return { ...shownAlone(type === 'text/csv' ? csvCells(text) : text), links: [], pages: null };
}

type Parts = Pick<ReviewText, 'text' | 'hiddenFrom'>;
const shownAlone = (text: string): Parts => ({ text, hiddenFrom: text.length });

async function pdfReview(source: FileSource, join: Join): Promise<ReviewText> {
  const links: string[] = [];
  let pages = 0;
  const pieces = async function* (): AsyncGenerator<string> {
    for await (const page of readPdf(source)) {
      links.push(...page.links);
      pages += 1;
      yield page.text;
    }
  };
  const text = await join(pieces());
  return { ...shownAlone(text), links: seenLinks(links), pages: pages === 0 ? null : pages };
}

async function* documentSource(source: FileSource, head: Uint8Array): AsyncGenerator<string> {
  yield* documentText(source, 'text/plain', head);
}

async function* htmlRows(html: string): AsyncGenerator<string> {
  const rows = markupRows('html');
  rows.write(html);
  yield await Promise.resolve(rows.end().shown);
}

/** A tab for each comma between cells, without the quotation marks around them (RFC 4180). */
function csvCells(text: string): string {
  let isQuoted = false;
  return text.replaceAll(/""|[",]|\r?\n/gu, (sign) => {
    if (sign === '"') isQuoted = !isQuoted;
    if (sign === '"') return '';
    if (sign === '""') return isQuoted ? '"' : '';
    if (sign === ',') return isQuoted ? sign : '\t';
    return isQuoted ? '\u2028' : sign;
  });
}

/** In the order of reading: the body, what stands above and below the pages, the notes. */
const WORD_PARTS = [
  /^word\/document\d*\.xml$/,
  /^word\/header\d*\.xml$/,
  /^word\/footer\d*\.xml$/,
  /^word\/footnotes\d*\.xml$/,
  /^word\/endnotes\d*\.xml$/,
];

async function wordText(zip: OpenZip, join: Join): Promise<Parts> {
  const shown = new Set<string>();
  const hidden: string[] = [];
  const order = (name: string): number => WORD_PARTS.findIndex((part) => part.test(name));
  const parts = zip.entries
    .filter(({ fileName }) => /\.xml$/iu.test(fileName))
    .sort((a, b) => order(a.fileName) - order(b.fileName));
  for (const entry of parts) {
    const rows = markupRows('word');
    const decoder = new TextDecoder();
    for await (const piece of zip.read(entry)) rows.write(decoder.decode(piece, { stream: true }));
    const read = rows.end();
    // Parts such as the styles hold no words; the header of the first page often repeats the others'.
    if (order(entry.fileName) >= 0) shown.add(read.shown);
    else hidden.push(read.shown);
    hidden.push(read.hidden);
  }
  const text = await join(eachOf([...shown]));
  const rest = await join(eachOf(hidden.filter((piece) => piece.trim() !== '')));
  return { text: text + rest, hiddenFrom: text.length };
}

async function* eachOf(pieces: readonly string[]): AsyncGenerator<string> {
  for (const piece of pieces) yield await Promise.resolve(piece);
}

async function workbookText(source: FileSource, zip: OpenZip, join: Join): Promise<Parts> {
  const known = new Set<string>();
  const workbook = await openWorkbook(await readWhole(source));
  let shown: string;
  try {
    shown = await join(linesOf(workbook, known));
  } finally {
    workbook.file.close();
  }
  const whole = await join(textOfZip(zip));
  const hidden = whole.split('\n').filter((line) => isHidden(line, known));
  const rest = hidden.length === 0 ? '' : `${hidden.join('\n')}\n`;
  return { text: shown + rest, hiddenFrom: shown.length };
}

/** Not in any cell that is seen; a short figure is a count, a place of a shared text, the row of something. */
function isHidden(line: string, known: ReadonlySet<string>): boolean {
  const text = line.trim();
  return text !== '' && !known.has(text) && (!/^[\d.Ee+-]+$/u.test(text) || text.length >= 11);
}

/** The rows as a reader sees them, a tab between cells and U+2028 for a break inside one. */
async function* linesOf(
  workbook: Awaited<ReturnType<typeof openWorkbook>>,
  known: Set<string>,
): AsyncGenerator<string> {
  for (const sheet of workbook.sheets) {
    for await (const { cells } of sheetRows(workbook, sheet)) {
      for (const line of cells.flatMap((cell) => cell.split('\n'))) known.add(line.trim());
      yield `${cells.map((cell) => cell.replaceAll(/\r?\n|\r/gu, '\u2028').replaceAll('\t', ' ')).join('\t')}\n`;
    }
  }
}
