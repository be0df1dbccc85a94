import { isBlankCell, readCount, type CellReading } from './cell-values.js';
import { canHoldCells, cutIntoCells, type Cut, type RowPiece } from './glued-digits.js';
import { normaliseForMatching } from './normalise-characters.js';
import type { NumberPiece } from './number-groups.js';
import { expandMergedBlanks, type CertainCell, type RowCandidate } from './row-candidates.js';

/** The figures of one row. Not cut: every cell null, and all possible cuts where they are few enough to list. */
export interface RowReading {
  readonly cells: readonly CellReading[];
  readonly isCutBySum: boolean;
  readonly candidates: readonly (readonly number[])[] | null;
  readonly isUnreadable: boolean;
  readonly text: string;
}

export function toRowPiece(piece: NumberPiece): RowPiece {
  const normalised = normaliseForMatching(piece.text).trim();
  if (piece.kind === 'blank') return { kind: 'blank', marks: normalised.length };
  if (piece.kind === 'digits') {
    return { kind: 'digits', text: normalised.replace(/^-/, ''), negative: normalised.startsWith('-') };
  }
  return { kind: 'figure', value: readCount(normalised, piece.text).value ?? Number.NaN };
}

function isEmpty(piece: NumberPiece): boolean {
  return piece.kind === 'blank' && piece.start === piece.end;
}

/** Leaves out empty cells beyond the row's own: trailing ones belong to the next row, leading ones to its label. */
function trimEmptyPieces(pieces: readonly NumberPiece[], cells: number): readonly NumberPiece[] {
  let trimmed = pieces;
  while (trimmed.length > cells && isEmpty(trimmed[trimmed.length - 1] as NumberPiece))
    trimmed = trimmed.slice(0, -1);
  while (trimmed.length > cells && isEmpty(trimmed[0] as NumberPiece)) trimmed = trimmed.slice(1);
  return trimmed;
}

/** "- 5 -" behind or before a whole row: the number of a page between dashes. */
function isDashedPage(pieces: readonly NumberPiece[]): boolean {
  const [before, page, after] = pieces;
  return (
    before?.kind === 'blank' &&
    after?.kind === 'blank' &&
    page?.kind === 'digits' &&
    before.end > before.start &&
    after.end > after.start
  );
}

/** A figure alone on its line beside a line that is a whole row is the number of a page. */
function withoutPageNumber(pieces: readonly NumberPiece[], cells: number): readonly NumberPiece[] {
  if (pieces.length === cells + 3) {
    if (isDashedPage(pieces.slice(cells))) return pieces.slice(0, cells);
    if (isDashedPage(pieces.slice(0, 3))) return pieces.slice(3);
  }
  if (pieces.length !== cells + 1 || cells < 3) return pieces;
  const [first, second] = pieces;
  const last = pieces[pieces.length - 1];
  const beforeLast = pieces[pieces.length - 2];
  if (first === undefined || second === undefined || last === undefined || beforeLast === undefined)
    return pieces;
  if (second.line === beforeLast.line && last.line !== beforeLast.line && first.line === second.line)
    return pieces.slice(0, -1);
  if (second.line === last.line && first.line !== second.line) return pieces.slice(1);
  return pieces;
}

/** The row without the ordinal of the next label, where that may have run into its last digits. */
function withoutNextOrdinal(
  pieces: readonly NumberPiece[],
  candidate: RowCandidate,
  nextOrdinal: number | null,
): readonly NumberPiece[] | null {
  const last = pieces[pieces.length - 1];
  if (nextOrdinal === null || last === undefined || candidate.ordinalAfter !== null || last.kind !== 'digits')
    return null;
  const normalised = normaliseForMatching(last.text);
  if (!normalised.endsWith(String(nextOrdinal))) return null;
  if (normalised.length === 1) return pieces.slice(0, -1);
  if (!candidate.isGluedToNextWord) return null;
  return [...pieces.slice(0, -1), { ...last, text: last.text.slice(0, -1), end: last.end - 1 }];
}

/** Whether the figures of a candidate can be a row of so many cells: 1 wholly, less in part, 0 not at all. */
export function fitsRow(candidate: RowCandidate, cells: number): number {
  if (candidate.cells !== null) {
    const filled = candidate.cells.length;
    return filled === 0 ? 0 : filled >= cells ? 1 : 0.4;
  }
  const pieces = withoutPageNumber(trimEmptyPieces(candidate.pieces, cells), cells);
  if (canHoldCells(pieces.map(toRowPiece), cells))
    return pieces.every((piece) => piece.kind === 'blank') ? 0.8 : 1;
  if (pieces.length === cells + 1) return 0.7;
  const digits = pieces.reduce((sum, piece) => sum + piece.text.length, 0);
  return digits > 1 ? 0.35 : 0.15;
}

function unreadable(cells: number, text: string, candidates: readonly Cut[] | null): RowReading {
  const listed =
    candidates !== null &&
    candidates.length > 0 &&
    candidates.every((cut) => cut.every((cell) => cell !== null && Number.isFinite(cell)));
  return {
    cells: Array.from({ length: cells }, () => ({ value: null, text: '', fault: 'unreadable' as const })),
    isCutBySum: false,
    candidates: listed ? (candidates as readonly (readonly number[])[]) : null,
    isUnreadable: true,
    text,
  };
}

/**
 * A leading zero, or digits far longer than a figure, show that a piece holds several cells; without that, a row
 * short of a piece or two may as well have lost cells.
 */
function isSurelyGlued(pieces: readonly NumberPiece[], cells: number): boolean {
  return (
    pieces.length <= cells / 2 ||
    pieces.some((piece) => piece.kind === 'digits' && /^-?0\d/.test(normaliseForMatching(piece.text)))
  );
}

function distinct(cuts: readonly Cut[]): Cut[] {
  return [...new Map(cuts.map((cut) => [cut.join(','), cut])).values()];
}

/** Reads the cells of a row of running text; `satisfiesSum` may decide between several cuts, if only one satisfies it. */
export function readPieces(
  candidate: RowCandidate,
  cells: number,
  satisfiesSum: ((cut: Cut) => boolean) | null,
  nextOrdinal: number | null,
): RowReading {
  const pieces = withoutPageNumber(trimEmptyPieces(candidate.pieces, cells), cells);
  const text = candidate.pieces.map((piece) => piece.text).join(' ');
  const withoutOrdinal = withoutNextOrdinal(candidate.pieces, candidate, nextOrdinal);
  const shorter = withoutOrdinal === null ? null : trimEmptyPieces(withoutOrdinal, cells);
  const alternatives = [pieces, ...(shorter === null ? [] : [shorter])].filter((each) =>
    canHoldCells(each.map(toRowPiece), cells),
  );
  if (alternatives.length === 1 && alternatives[0]?.length === cells) {
    const certain = alternatives[0].map((piece) => readCount(normaliseForMatching(piece.text), piece.text));
    return { cells: certain, isCutBySum: false, candidates: null, isUnreadable: false, text };
  }
  const cutsOfEach = alternatives.map((each) => cutIntoCells(each.map(toRowPiece), cells));
  if (cutsOfEach.some((cuts) => cuts === null)) return unreadable(cells, text, null);
  const cuts = distinct(cutsOfEach.flatMap((each) => each ?? []));
  const satisfying = satisfiesSum === null ? [] : cuts.filter(satisfiesSum);
  const isForced = cuts.length === 1 && alternatives.every((each) => isSurelyGlued(each, cells));
  const chosen = isForced ? cuts[0] : satisfying.length === 1 ? satisfying[0] : undefined;
  if (chosen === undefined) return unreadable(cells, text, cuts);
  return {
    cells: chosen.map((value): CellReading =>
      value === null ? { value, text: '', fault: 'blank' } : readCount(String(value), String(value)),
    ),
    isCutBySum: !isForced,
    candidates: null,
    isUnreadable: false,
    text,
  };
}

/**
 * The cells of a row whose borders are certain, exactly as many as expected: superfluous empty columns are left
 * out, an empty cell merged over several columns stands for each. Null when that doesn't come out.
 */
export function selectCells(
  all: readonly CertainCell[],
  expected: number,
  keep: 'first' | 'last',
): readonly CertainCell[] | null {
  if (all.length < expected) {
    const expanded = expandMergedBlanks(all);
    return expanded.length === expected ? expanded : null;
  }
  let cells = all;
  const isBlank = (cell: CertainCell | undefined): boolean =>
    cell !== undefined && isBlankCell(cell.normalised);
  while (cells.length > expected) {
    const dropsFirst = isBlank(cells[0]);
    const dropsLast = isBlank(cells[cells.length - 1]);
    if (keep === 'last' ? dropsFirst || !dropsLast : !dropsLast && dropsFirst) cells = cells.slice(1);
    else cells = cells.slice(0, -1);
  }
  return cells.length === expected ? cells : null;
}
