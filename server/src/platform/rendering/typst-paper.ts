import { alignmentOf, placeCells, type CellPlace } from './cell-places.js';
import type { Block, Paragraph, PrintedDocument, Table } from './document.js';
import { FACES } from './fonts.js';
import {
  CHARACTER_POINTS,
  IMPRINT_RULE_MM,
  LANDSCAPE_MARGIN_MM,
  LETTERHEAD_MM,
  LINE_POINTS,
  MARGIN_MM,
  markPoints,
  PAGE_NUMBER_BELOW_TYPE_AREA_MM,
  PAPER_MM,
  pointsOf,
  RED,
  SIZE_POINTS,
  tablePoints,
  TYPE_AREA_MM,
} from './measures.js';
import { aroundSignature, printedDay } from './signature-place.js';

/** More lines than this in one cell fill a page: only such a cell may be cut, or its end would be lost. */
const LINES_THAT_FILL_A_PAGE = 30;
/** Latin text without a space would leave the line when it is longer than this: where it may break is marked. */
const LONG_WORD = { onPage: /[!-~]{24,}/g, inCell: /[!-~]{9,}/g };
const PIECE = { onPage: /[!-~]{1,12}/g, inCell: /[!-~]{1,4}/g };
const BREAK = '\u200b';
const WITHOUT_SHAPE = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]/gu;

/** What the Typst template gets: plain data, so that no text of a document is ever read as markup. */
export function paperOf(document: PrintedDocument): unknown {
  const { before, after } = aroundSignature(document.blocks);
  const { letterhead, signature, imprint, metadata } = document;
  return {
    title: readable(document.title),
    format: document.format,
    author: metadata.author,
    subject: metadata.subject,
    keywords: metadata.keywords,
    letterhead: letterhead && {
      organ: readable(letterhead.organ),
      documentNumber: readableOrNull(letterhead.documentNumber),
      urgency: readableOrNull(letterhead.urgency),
    },
    before: blocksOf(before),
    after: blocksOf(after),
    signature: signature && {
      organ: readable(signature.organ),
      day: printedDay(signature.signedOn),
      hasSeal: signature.hasSeal,
    },
    imprint: imprint && {
      copiesTo: imprint.copiesTo.map((text) => readable(text)),
      printedBy: readable(imprint.printedBy),
      day: printedDay(imprint.printedOn),
    },
    faces: FACES,
    measures: {
      paper: PAPER_MM,
      margin: MARGIN_MM,
      landscapeMargin: LANDSCAPE_MARGIN_MM,
      typeArea: TYPE_AREA_MM,
      linePoints: LINE_POINTS,
      characterPoints: CHARACTER_POINTS,
      sizes: SIZE_POINTS,
      red: RED,
      letterhead: LETTERHEAD_MM,
      markPoints: letterhead && markPoints(letterhead.organ),
      imprintRule: IMPRINT_RULE_MM,
      pageNumberBelowTypeArea: PAGE_NUMBER_BELOW_TYPE_AREA_MM,
    },
  };
}

function blocksOf(blocks: readonly Block[]): unknown[] {
  return blocks.map((block, index) => {
    switch (block.kind) {
      case 'heading':
        return { ...block, text: readable(block.text) };
      case 'list':
        return { ...block, items: block.items.map((text) => readable(text)) };
      case 'paragraph':
        return paragraphOf(block, blocks[index - 1]);
      case 'table':
        return tableOf(block);
      case 'pageBreak':
        return block;
    }
  });
}

function paragraphOf(paragraph: Paragraph, previous: Block | undefined): unknown {
  const runs = paragraph.runs.map((run) => ({ ...run, text: readable(run.text) }));
  if (paragraph.role !== 'attachmentNote') return { ...paragraph, runs };
  // What wraps hangs under the first character of the attachment's name, so its lead is measured apart.
  const text = runs.map((run) => run.text).join('');
  const lead = /^(附件[：:]\s*)?(\d+[.．]\s*)?/.exec(text)?.[0] ?? '';
  const isContinued = previous?.kind === 'paragraph' && previous.role === 'attachmentNote';
  return {
    kind: 'attachmentNote',
    lead,
    text: text.slice(lead.length),
    isContinued: isContinued && !lead.startsWith('附件'),
  };
}

function tableOf(table: Table): unknown {
  const points = tablePoints(table.columns.length, table.isLandscape);
  const width = pointsOf(table.isLandscape ? TYPE_AREA_MM.height : TYPE_AREA_MM.width);
  const whole = table.columns.reduce((sum, column) => sum + column, 0);
  const fillsPage = ({ cell, column, columnSpan }: CellPlace) => {
    const share = table.columns.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
    return linesOf(cell.text, (width * share) / whole / points) > LINES_THAT_FILL_A_PAGE;
  };
  const rowsOf = (rows: Table['head']) =>
    [...placeCells(rows, table.columns.length)].map((places) => ({
      cells: places
        .filter(({ isContinued }) => !isContinued)
        .map((place) => ({
          columnSpan: place.columnSpan,
          rowSpan: place.rowSpan,
          text: readable(place.cell.text, place.cell.value === undefined ? 'inCell' : 'onPage'),
          align: alignmentOf(place.cell),
          isBreakable: place.rowSpan > 1 || fillsPage(place),
        })),
    }));
  return {
    kind: 'table',
    caption: readableOrNull(table.caption),
    columns: table.columns,
    isLandscape: table.isLandscape,
    points,
    head: rowsOf(table.head),
    body: rowsOf(table.body),
  };
}

/** At most: every character as wide as it is high. */
function linesOf(text: string, charactersPerLine: number): number {
  return text
    .split('\n')
    .reduce((lines, line) => lines + Math.ceil(line.length / Math.max(1, charactersPerLine)), 0);
}

/** Line ends and spaces of one kind, and no sign without a shape on paper. A figure is not broken in a cell. */
function readable(text: string, place: 'onPage' | 'inCell' = 'onPage'): string {
  return text
    .replace(/\r\n?|\u2028|\u2029/g, '\n')
    .replace(/[^\S\n\u3000]/g, ' ')
    .replace(WITHOUT_SHAPE, '')
    .replace(LONG_WORD[place], (word) => BREAK + (word.match(PIECE[place]) ?? []).join(BREAK) + BREAK);
}

function readableOrNull(text: string | null): string | null {
  return text === null ? null : readable(text);
}
