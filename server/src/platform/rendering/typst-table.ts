import { alignmentOf, placeCells, type CellPlace } from './cell-places.js';
import type { Table } from './document.js';
import { pointsOf, tablePoints, TYPE_AREA_MM } from './measures.js';
import { readable, readableOrNull } from './readable-text.js';

/** Between lines, above and beside a cell's text, in its own size. */
export const TABLE_SPACE = { leading: 0.45, aboveText: 0.35, besideText: 0.3 } as const;

/** Of a page's height, for what must stand on one page together: the estimate is no measurement. */
const SAFE_SHARE = 0.85;

/** A table for the template: each cell in its place, and whether a page may end inside it. */
export function typstTable(table: Table): unknown {
  const { columns, isLandscape } = table;
  const points = tablePoints(columns.length, isLandscape);
  const measured = measureRows(table, points);
  const page = pointsOf(isLandscape ? TYPE_AREA_MM.width : TYPE_AREA_MM.height) * SAFE_SHARE;
  const headHeight = sum(measured.slice(0, table.head.length).map(({ height }) => height));
  const cells = measured.map(({ places }, row) =>
    places
      .filter(({ isContinued }) => !isContinued)
      .map((place) => {
        const rows = measured.slice(row, row + place.rowSpan);
        return {
          row,
          column: place.column,
          columnSpan: place.columnSpan,
          rowSpan: place.rowSpan,
          text: textOf(place),
          align: alignmentOf(place.cell),
          // Rows are never cut, and the rows of a group stay together; but what fills a page would lose its end.
          isBreakable: headHeight + sum(rows.map(({ height }) => height)) > page,
        };
      }),
  );
  return {
    kind: 'table',
    caption: readableOrNull(table.caption),
    columns,
    isLandscape,
    points,
    head: cells.slice(0, table.head.length).flat(),
    body: cells.slice(table.head.length).flat(),
  };
}

interface MeasuredRow {
  readonly places: readonly CellPlace[];
  /** In points, at most. */
  readonly height: number;
}

/** Cells that reach over rows are left out: their text stands beside that of others. */
function measureRows({ columns, isLandscape, head, body }: Table, points: number): MeasuredRow[] {
  const width = pointsOf(isLandscape ? TYPE_AREA_MM.height : TYPE_AREA_MM.width);
  const charactersOf = ({ column, columnSpan }: CellPlace) =>
    (width * sum(columns.slice(column, column + columnSpan))) / sum(columns) / points -
    2 * TABLE_SPACE.besideText;
  const { leading, aboveText } = TABLE_SPACE;
  return [head, body].flatMap((rows) =>
    [...placeCells(rows, columns.length)].map((places) => {
      const own = places.filter(({ rowSpan }) => rowSpan === 1);
      const lines = Math.max(1, ...own.map((place) => linesOf(place.cell.text, charactersOf(place))));
      return { places, height: (lines * (1 + leading) + 2 * aboveText) * points };
    }),
  );
}

/** At most: every character as wide as it is high. */
function linesOf(text: string, charactersPerLine: number): number {
  return sum(
    text.split('\n').map((line) => Math.ceil(line.length / Math.max(1, Math.floor(charactersPerLine)))),
  );
}

function textOf({ cell }: CellPlace): string {
  return readable(cell.text, cell.value === undefined ? 'inCell' : 'onPage');
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
