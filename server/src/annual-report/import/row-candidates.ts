import { isBlankCell } from './cell-values.js';
import type { DocumentBlock, GridCell, GridRow } from './document-blocks.js';
import { EMPTY_CELL_MARK, findNumberGroups, type NumberGroup, type NumberPiece } from './number-groups.js';
import { keepIdeographs, normaliseForMatching } from './normalise-characters.js';

/** A cell whose borders are certain, because the file draws them. */
export interface CertainCell {
  readonly text: string;
  readonly normalised: string;
  /** Columns of figures that it covers: 1, or more for an empty cell merged over several. */
  readonly columns: number;
}

/** What may be a row of a table: the words beside it, and its figures as certain cells or as pieces of text. */
export interface RowCandidate {
  readonly before: string;
  readonly after: string;
  /** The words before the figures as printed, for messages. */
  readonly printedLabel: string;
  /** Cells in grid order, label cells left out; null when the row is running text. */
  readonly cells: readonly CertainCell[] | null;
  readonly pieces: readonly NumberPiece[];
  readonly ordinalAfter: number | null;
  readonly isGluedToNextWord: boolean;
  /** Offsets in the text, or the index of the block as both. */
  readonly start: number;
  readonly end: number;
  /** Where its words begin. */
  readonly labelStart: number;
}

function fromGroup(group: NumberGroup, text: string, printed: string): RowCandidate {
  return {
    before: group.before,
    after: group.after,
    printedLabel: printed
      .slice(Math.max(group.beforeStart, group.start - 200), group.start)
      .replace(/\s+/g, ' ')
      .replace(/^[\d\s/|,+—-]*[\s/|,+—-]/, '')
      .trim(),
    cells: null,
    pieces: group.pieces.map((piece) => ({
      ...piece,
      text: printed.slice(piece.start, piece.end).replaceAll(EMPTY_CELL_MARK, ''),
    })),
    ordinalAfter: group.ordinalAfter,
    isGluedToNextWord: group.isGluedToNextWord,
    start: group.start,
    end: group.end,
    labelStart: group.beforeStart,
  };
}

/** Rows of a running text; `printed` and `text` (its normalised form) have the same offsets. */
export function candidatesInText(text: string, printed: string, from = 0, to = text.length): RowCandidate[] {
  return findNumberGroups(text, from, to).map((group) => fromGroup(group, text, printed));
}

/**
 * Figures of two rows may follow each other without a word between them: in lines of their own, each with
 * exactly the expected number of pieces, they are two rows.
 */
export function splitStackedRows(candidates: readonly RowCandidate[], cells: number): RowCandidate[] {
  return candidates.flatMap((candidate) => {
    if (
      candidate.cells !== null ||
      candidate.pieces.length < 2 * cells ||
      candidate.pieces.length % cells !== 0
    )
      return [candidate];
    const rows: NumberPiece[][] = [];
    for (const piece of candidate.pieces) {
      const row = rows[rows.length - 1];
      if (row === undefined || row[0]?.line !== piece.line) rows.push([piece]);
      else row.push(piece);
    }
    if (rows.some((row) => row.length !== cells)) return [candidate];
    return rows.map((pieces, index) => ({
      ...candidate,
      pieces,
      before: index === 0 ? candidate.before : '',
      after: index === rows.length - 1 ? candidate.after : '',
      ordinalAfter: index === rows.length - 1 ? candidate.ordinalAfter : null,
      isGluedToNextWord: index === rows.length - 1 && candidate.isGluedToNextWord,
      start: pieces[0]?.start ?? candidate.start,
      end: pieces[pieces.length - 1]?.end ?? candidate.end,
    }));
  });
}

const WORDS_THAT_ARE_FIGURES =
  /^(?:增加|新增|减少|调减|核减|增|减)?了?\d*[件项条个份次起宗例]?$|^(?:无增减|无变化|没有增减|未增减|无增加|持平|不变|无|零)$|^[\d.,]*(?:万元|亿元|万|元)$/;

function isLabelCell(normalised: string): boolean {
  const compact = normalised.replace(/\s+/g, '');
  return keepIdeographs(compact) !== '' && !WORDS_THAT_ARE_FIGURES.test(compact.replace(/^[+-]/, ''));
}

/** What stands in a figure's place and is not one: 约1835余, 1835(含延期), 若干. */
const FIGURE_WITH_REMARK = /^(?:约|近|超|逾|共|计)?\d[\d,.]*\D{0,4}(?:[(（].{0,20}[)）])?\D{0,8}$/;
const ORDINAL_LABEL = /^\d+[.、]\p{Script=Han}/u;
const NO_FIGURE = /^(?:若干|未统计|不详|未知|待定|暂无|暂无数据|无数据|见附.{0,6}|详见.{0,8})$/;

function standsForFigure(normalised: string): boolean {
  const compact = normalised.replace(/\s+/g, '');
  return NO_FIGURE.test(compact) || (FIGURE_WITH_REMARK.test(compact) && !ORDINAL_LABEL.test(compact));
}

function fromRow(row: GridRow, index: number): RowCandidate {
  const cells = row.cells.map((cell: GridCell) => ({
    text: cell.text,
    normalised: normaliseForMatching(cell.text),
    columns: cell.columnSpan,
    fromAbove: cell.fromAbove,
  }));
  let labels = 0;
  cells.forEach((cell, at) => {
    const isLabel = isLabelCell(cell.normalised) && !(labels > 0 && standsForFigure(cell.normalised));
    if (isLabel) labels = at + 1;
  });
  const labelCells = cells.slice(0, labels);
  const figures = cells.slice(labels);
  const filled = figures.filter((cell) => !isBlankCell(cell.normalised));
  const packed =
    filled.length === 1 && filled[0] !== undefined ? findNumberGroups(filled[0].normalised)[0] : undefined;
  // Several figures in one cell are running text within the row.
  const isPacked =
    packed !== undefined &&
    figures.length === 1 &&
    (packed.pieces.length > 1 || packed.end - packed.start >= 7);
  return {
    before: labelCells.map((cell) => keepIdeographs(cell.normalised)).join(''),
    after: '',
    printedLabel: labelCells
      .filter((cell) => !cell.fromAbove)
      .map((cell) => cell.text.replace(/\s+/g, ''))
      .join(' '),
    cells: isPacked ? null : figures,
    pieces: isPacked ? packed.pieces : [],
    ordinalAfter: null,
    isGluedToNextWord: false,
    start: index,
    end: index + 1,
    labelStart: index,
  };
}

const LEAST_ROWS_OF_A_TABLE = 4;

/** Grid columns of an ordinary figure: some tables are drawn on a grid twice as fine as their cells. */
function usualSpan(rows: readonly RowCandidate[]): number {
  const counts = new Map<number, number>();
  for (const row of rows) {
    for (const cell of row.cells ?? []) {
      if (!isBlankCell(cell.normalised)) counts.set(cell.columns, (counts.get(cell.columns) ?? 0) + 1);
    }
  }
  return [...counts].sort((left, right) => right[1] - left[1])[0]?.[0] ?? 1;
}

/** The cells with each merged empty cell repeated for every column it covers. */
export function expandMergedBlanks(cells: readonly CertainCell[]): CertainCell[] {
  return cells.flatMap((cell) =>
    isBlankCell(cell.normalised) && cell.columns > 1
      ? Array.from({ length: Math.min(cell.columns, 20) }, () => ({ ...cell, columns: 1 }))
      : [cell],
  );
}

/** Leaves out a first or last column beyond the row's cells that no row of the table fills, such as 备注. */
function withoutEmptyColumns(rows: readonly RowCandidate[], cells: number): RowCandidate[] {
  const wide = rows.map((row) => {
    if (row.cells === null || row.cells.length > cells) return row.cells;
    const expanded = expandMergedBlanks(row.cells);
    return expanded.length === cells + 1 ? expanded : null;
  });
  const filled = rows.filter((row) => row.cells?.some((cell) => !isBlankCell(cell.normalised)) === true);
  const beyond = wide.filter((row) => row !== null);
  if (beyond.length < LEAST_ROWS_OF_A_TABLE || beyond.length < filled.length - 1) return [...rows];
  const isUnused = (at: number): boolean => beyond.every((row) => isBlankCell(row.at(at)?.normalised ?? ''));
  const start = isUnused(0) && !isUnused(-1) ? 1 : 0;
  const end = isUnused(-1) && !isUnused(0) ? -1 : undefined;
  if (start === 0 && end === undefined) return [...rows];
  return rows.map((row, index) => {
    const own = wide[index];
    return own === null || own === undefined ? row : { ...row, cells: own.slice(start, end) };
  });
}

function divideSpans(rows: readonly RowCandidate[]): RowCandidate[] {
  const usual = usualSpan(rows);
  return rows.map((row) => ({
    ...row,
    cells:
      row.cells?.map((cell) => ({ ...cell, columns: Math.max(1, Math.round(cell.columns / usual)) })) ?? null,
  }));
}

const LONGEST_LABEL = 60;

/** Short lines between two rows of one table: the first part of a label that was broken over lines. */
function wordsBroughtOver(blocks: readonly DocumentBlock[], index: number, table: number): string {
  let words = '';
  for (let at = index - 1; at >= 0; at -= 1) {
    const block = blocks[at];
    if (block?.kind !== 'text') return block?.table === table ? words : '';
    words = keepIdeographs(normaliseForMatching(block.text)) + words;
    if (words.length > LONGEST_LABEL) return '';
  }
  return '';
}

/** Rows that the file itself draws as rows of a table; offsets are indices of the blocks. */
export function candidatesInGrid(blocks: readonly DocumentBlock[], cells: number): RowCandidate[] {
  const tables = new Map<number, RowCandidate[]>();
  blocks.forEach((block, index) => {
    if (block.kind !== 'row') return;
    const rows = tables.get(block.table) ?? [];
    const row = fromRow(block, index);
    rows.push({ ...row, before: wordsBroughtOver(blocks, index, block.table) + row.before });
    tables.set(block.table, rows);
  });
  return [...tables.values()]
    .flatMap((rows) => withoutEmptyColumns(divideSpans(rows), cells))
    .sort((left, right) => left.start - right.start);
}
