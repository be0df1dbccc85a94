import type { TableCell, TableRow } from './document.js';

/** A printed cell with its column; `isContinued` where a cell from above reaches into the row. */
export interface CellPlace {
  readonly cell: TableCell;
  readonly column: number;
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly isContinued: boolean;
}

interface Reaching {
  readonly place: CellPlace;
  readonly rows: number;
}

const EMPTY: TableCell = { text: '' };

/**
 * Row by row every grid column filled exactly once: cells with their columns, those reaching in from above, and empty
 * ones where a row is short. Spans end with `rows`, as those of html end with their row group.
 */
export function* placeCells(rows: readonly TableRow[], columns: number): Generator<readonly CellPlace[]> {
  let above = new Map<number, Reaching>();
  for (const [index, { cells }] of rows.entries()) {
    const left = rows.length - index;
    const below = new Map<number, Reaching>();
    const places: CellPlace[] = [];
    const put = (place: CellPlace, reach: number): void => {
      places.push(place);
      if (reach > 1) below.set(place.column, { place, rows: reach - 1 });
    };
    const waiting = [...cells];
    for (let column = 0; column < columns; column += places.at(-1)?.columnSpan ?? 1) {
      const reaching = above.get(column);
      if (reaching !== undefined) {
        put({ ...reaching.place, isContinued: true }, reaching.rows);
        continue;
      }
      const cell = waiting.shift() ?? EMPTY;
      const free = freeColumns(column, columns, above);
      const columnSpan = Math.min(Math.max(1, cell.columnSpan ?? 1), free);
      const rowSpan = Math.min(Math.max(1, cell.rowSpan ?? 1), left);
      put({ cell, column, columnSpan, rowSpan, isContinued: false }, rowSpan);
    }
    if (waiting.length > 0)
      throw new RangeError(`Row ${index + 1} has more cells than the table has columns`);
    yield places;
    above = below;
  }
}

function freeColumns(from: number, columns: number, above: ReadonlyMap<number, Reaching>): number {
  let end = from + 1;
  while (end < columns && !above.has(end)) end += 1;
  return end - from;
}

/** Heads and figures stand in the middle as in the official forms, other text begins at the left. */
export function alignmentOf({ align, heads, value, id }: TableCell): 'left' | 'center' | 'right' {
  if (align !== undefined) return align;
  return heads === 'column' || value !== undefined || id !== undefined ? 'center' : 'left';
}
