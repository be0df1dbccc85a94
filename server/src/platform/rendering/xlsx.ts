import stringWidth from 'string-width';
import { alignmentOf, placeCells, type CellPlace } from './cell-places.js';
import type { Block, PrintedDocument, Table, TableRow } from './document.js';
import { propertyParts, wholeFile } from './office-package.js';
import { aroundSignature, printedDay } from './signature-place.js';
import { exactFigure, type CellFace } from '../spreadsheet/cell-styles.js';
import {
  sheetNames,
  writeXlsx as writeSheets,
  type Sheet,
  type SheetCell,
  type StyledRow,
} from '../spreadsheet/write-xlsx.js';

/** Characters of half width that a printed page holds at the size of the cells. */
const PAGE_WIDTH = { portrait: 90, landscape: 132 } as const;
/** A single column is not made smaller to fit: it must be narrower than the page. */
const TEXT_WIDTH = 76;
const LINE_POINTS = 15;
const MOST_POINTS = 409;
/** A cell holds no longer text. */
const MOST_CHARACTERS = 32_000;

/**
 * A spreadsheet file: the text in a sheet of its own, a paragraph a row, and each table in one, its first cell in A1,
 * figures as numbers. A figure with more digits than Excel keeps stays text. Equal documents give equal bytes.
 * @throws RangeError for a row with more cells than its table has columns
 */
export async function writeXlsx(document: PrintedDocument): Promise<Uint8Array> {
  const tables = namedTables(document);
  const text = textLines(document);
  const names = sheetNames([...(text === null ? [] : ['正文']), ...tables.map(({ name }) => name)]);
  const sheets = [
    ...(text === null ? [] : [textSheet(document, text)]),
    ...tables.map(({ table, name }) => tableSheet(document, table, name)),
  ].map((sheet, index): Sheet => ({ ...sheet, name: names[index] ?? '' }));
  const properties = propertyParts({ title: document.title, ...document.metadata });
  return wholeFile(writeSheets(sheets, properties));
}

type NamelessSheet = Omit<Sheet, 'name'>;

/** Each table with what it is called: its caption, else the heading above it. */
function namedTables({ blocks }: PrintedDocument): { readonly table: Table; readonly name: string }[] {
  const named: { table: Table; name: string }[] = [];
  let heading: string | null = null;
  for (const block of blocks) {
    if (block.kind === 'heading') heading = block.text;
    else if (block.kind === 'paragraph' && block.role === 'caption') heading = textOf(block);
    else if (block.kind === 'table') named.push({ table: block, name: block.caption ?? heading ?? block.id });
  }
  return named;
}

interface TextLine {
  readonly text: string;
  readonly face: CellFace;
}

/** What the paper says outside of its tables; null when that is no more than the title of a table. */
function textLines({ title, letterhead, blocks, signature, imprint }: PrintedDocument): TextLine[] | null {
  const prose = (text: string | null | undefined): TextLine[] =>
    text == null || text === '' ? [] : [{ text, face: 'prose' }];
  const { before, after } = aroundSignature(blocks);
  const lines = [
    ...prose(letterhead?.organ),
    ...prose(letterhead?.documentNumber),
    ...prose(letterhead?.urgency),
    { text: title, face: 'title' as const },
    ...before.flatMap(linesOf),
    ...prose(signature?.organ),
    ...prose(signature === null ? null : printedDay(signature.signedOn)),
    ...after.flatMap(linesOf),
    ...(imprint === null || imprint.copiesTo.length === 0
      ? []
      : prose(`抄送：${imprint.copiesTo.join('，')}。`)),
    ...(imprint === null ? [] : prose(`${imprint.printedBy} ${printedDay(imprint.printedOn)}印发`)),
  ];
  return lines.length === 1 && blocks.some(({ kind }) => kind === 'table') ? null : lines;
}

function linesOf(block: Block): TextLine[] {
  switch (block.kind) {
    case 'heading':
      return [{ text: block.text, face: 'heading' }];
    case 'paragraph':
      return [{ text: textOf(block), face: 'prose' }];
    case 'list':
      return block.items.map((item, index) => ({
        text: block.isNumbered ? `${index + 1}. ${item}` : item,
        face: 'prose',
      }));
    case 'table':
    case 'pageBreak':
      return [];
  }
}

function textOf({ runs }: Extract<Block, { readonly kind: 'paragraph' }>): string {
  return runs.map(({ text }) => text).join('');
}

function textSheet({ title }: PrintedDocument, lines: readonly TextLine[]): NamelessSheet {
  const width = TEXT_WIDTH;
  const rows = lines.flatMap(({ text, face }) =>
    inParts(text).map((part): StyledRow => ({
      height: heightOf(linesNeeded(part, width), face === 'title' ? 1.6 : 1),
      cells: [{ column: 0, text: part, face, align: face === 'title' ? 'center' : 'left' }],
    })),
  );
  return { widths: [width], headRows: 0, rows, print: { isLandscape: false, heading: title } };
}

/** Text in pieces that a cell can hold; as good as always one. */
function inParts(text: string): string[] {
  const parts: string[] = [];
  for (let from = 0; from === 0 || from < text.length; from += MOST_CHARACTERS) {
    parts.push(text.slice(from, from + MOST_CHARACTERS));
  }
  return parts;
}

function tableSheet(document: PrintedDocument, table: Table, name: string): NamelessSheet {
  const whole = table.columns.reduce((sum, each) => sum + each, 0);
  const page = table.isLandscape ? PAGE_WIDTH.landscape : PAGE_WIDTH.portrait;
  const widths = table.columns.map((column) => Math.max(6, Math.round((column / whole) * page)));
  return {
    widths,
    headRows: table.head.length,
    rows: tableRows(table, widths),
    print: { isLandscape: table.isLandscape, heading: table.caption ?? `${document.title} ${name}` },
  };
}

function* tableRows({ head, body }: Table, widths: readonly number[]): Generator<StyledRow> {
  yield* rowsOf(head, widths);
  yield* rowsOf(body, widths);
}

function* rowsOf(rows: readonly TableRow[], widths: readonly number[]): Generator<StyledRow> {
  /** Lines that cells reaching down still need, with the rows left to them. */
  const reaching = new Map<number, { rows: number; lines: number }>();
  for (const places of placeCells(rows, widths.length)) {
    let lines = 1;
    for (const { cell, column, columnSpan, rowSpan, isContinued } of places) {
      if (isContinued) continue;
      const width = widths.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
      const needed = linesNeeded(cell.text, width);
      if (rowSpan > 1) reaching.set(column, { rows: rowSpan, lines: needed });
      else lines = Math.max(lines, needed);
    }
    for (const left of reaching.values()) if (left.rows === 1) lines = Math.max(lines, left.lines);
    for (const [column, left] of reaching) {
      if (left.rows === 1) reaching.delete(column);
      else reaching.set(column, { rows: left.rows - 1, lines: left.lines - lines });
    }
    yield { height: heightOf(lines), cells: places.flatMap(cellsOf) };
  }
}

/** A cell and the empty ones that it covers in its row, which carry its rules. */
function cellsOf({ cell, column, columnSpan, rowSpan, isContinued }: CellPlace): SheetCell[] {
  const face = cell.heads === 'column' ? 'label' : 'cell';
  const align = alignmentOf(cell);
  const figure = cell.value === undefined ? null : exactFigure(cell.value);
  // What can't be held as a number is there as the exact text rather than as it is shown.
  const text = cell.value !== undefined && figure === null ? String(cell.value) : cell.text;
  return Array.from({ length: columnSpan }, (_, index): SheetCell => {
    if (index > 0 || isContinued) return { column: column + index, text: '', face, align };
    return {
      column,
      text: text.slice(0, MOST_CHARACTERS),
      ...(figure === null ? {} : { figure }),
      face,
      align,
      columnSpan,
      rowSpan,
    };
  });
}

/** Lines of a wrapped text in a column; a little is lost at each side, and where words end. */
function linesNeeded(text: string, width: number): number {
  const lines = text
    .split('\n')
    .map((line) => Math.ceil((stringWidth(line) * 1.08) / Math.max(1, width - 1)));
  return lines.reduce((sum, each) => sum + Math.max(1, each), 0);
}

function heightOf(lines: number, scale = 1): number {
  return Math.min(MOST_POINTS, Math.ceil(lines * LINE_POINTS * scale + 4));
}
