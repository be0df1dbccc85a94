/** One cell of a cut: a count, or null where the cell is printed as blank. */
export type CutCell = number | null;
export type Cut = readonly CutCell[];

/**
 * A piece of a printed row between spaces: digits that may hold several cells, a figure that is one cell
 * (it has a sign, a decimal point or a unit), or a blank cell.
 */
export type RowPiece =
  | {
      readonly kind: 'digits';
      readonly text: string;
      /** A minus sign before the first digit. */ readonly negative: boolean;
    }
  | { readonly kind: 'figure'; readonly value: number }
  /** A run of dashes or slashes: one blank cell, or as many as it has marks. */
  | { readonly kind: 'blank'; readonly marks: number };

/** Beyond these a row is not cut at all: nothing would come of it but time. */
const MOST_CUTS = 4000;
const MOST_DIGITS_OF_A_CELL = 12;

/** The least number of cells a run of digits can hold: a cell has no leading zero, so each leading 0 is a cell. */
export function fewestCells(digits: string): number {
  const zeros = /^0*/.exec(digits)?.[0].length ?? 0;
  const rest = digits.length - zeros;
  return zeros + Math.ceil(rest / MOST_DIGITS_OF_A_CELL);
}

function fewestCellsOf(piece: RowPiece): number {
  return piece.kind === 'digits' ? fewestCells(piece.text) : 1;
}

function mostCellsOf(piece: RowPiece): number {
  if (piece.kind === 'digits') return piece.text.length;
  return piece.kind === 'blank' ? Math.max(1, piece.marks) : 1;
}

/** Whether the pieces can be cut into so many cells at all. */
export function canHoldCells(pieces: readonly RowPiece[], cells: number): boolean {
  let fewest = 0;
  let most = 0;
  for (const piece of pieces) {
    fewest += fewestCellsOf(piece);
    most += mostCellsOf(piece);
  }
  return fewest <= cells && cells <= most;
}

/**
 * Every way of cutting the pieces into the expected number of cells; spaces always separate cells.
 * Null when there are more than a few thousand.
 */
export function cutIntoCells(pieces: readonly RowPiece[], cells: number): Cut[] | null {
  const fewestAfter = new Array<number>(pieces.length + 1).fill(0);
  const mostAfter = new Array<number>(pieces.length + 1).fill(0);
  for (let index = pieces.length - 1; index >= 0; index -= 1) {
    const piece = pieces[index] as RowPiece;
    fewestAfter[index] = (fewestAfter[index + 1] as number) + fewestCellsOf(piece);
    mostAfter[index] = (mostAfter[index + 1] as number) + mostCellsOf(piece);
  }
  const cuts: Cut[] = [];
  const current: CutCell[] = [];

  function cutFrom(index: number, offset: number): boolean {
    const piece = pieces[index];
    if (piece === undefined) {
      if (current.length === cells) cuts.push([...current]);
      return cuts.length <= MOST_CUTS;
    }
    if (piece.kind === 'figure') {
      if (current.length >= cells) return true;
      current.push(piece.value);
      const goOn = cutFrom(index + 1, 0);
      current.pop();
      return goOn;
    }
    if (piece.kind === 'blank') {
      const before = current.length;
      let goOn = true;
      for (let marks = 1; goOn && marks <= Math.max(1, piece.marks) && before + marks <= cells; marks += 1) {
        current.push(null);
        goOn = cutFrom(index + 1, 0);
      }
      current.length = before;
      return goOn;
    }
    if (offset === piece.text.length) return cutFrom(index + 1, 0);
    const left = cells - current.length;
    const digitsLeft = piece.text.length - offset;
    if (left < 1 + (fewestAfter[index + 1] as number) || left > digitsLeft + (mostAfter[index + 1] as number))
      return true;
    const longest = piece.text[offset] === '0' ? 1 : Math.min(digitsLeft, MOST_DIGITS_OF_A_CELL);
    for (let length = 1; length <= longest; length += 1) {
      const value = Number(piece.text.slice(offset, offset + length));
      current.push(piece.negative && offset === 0 && value !== 0 ? -value : value);
      const goOn = cutFrom(index, offset + length);
      current.pop();
      if (!goOn) return false;
    }
    return true;
  }

  return cutFrom(0, 0) ? cuts : null;
}

/** 自然人 + five classes of organisations = 总计, blanks as zero. */
export function satisfiesRowSum(cut: Cut): boolean {
  const total = cut[cut.length - 1] ?? 0;
  let sum = 0;
  for (let index = 0; index < cut.length - 1; index += 1) sum += cut[index] ?? 0;
  return sum === total;
}

/** Each block of five: four results = total, blanks as zero. */
export function satisfiesBlockSums(cut: Cut): boolean {
  for (let start = 0; start < cut.length; start += 5) {
    if (!satisfiesRowSum(cut.slice(start, start + 5))) return false;
  }
  return true;
}
