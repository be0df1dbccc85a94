import type { CellAddress, LayoutCell, TableLayout } from '@gongkai/core';

/** A printed label in its place, with what a header cell must say about itself. */
export interface PlacedLabel {
  readonly kind: 'label';
  readonly text: string;
  readonly id: string;
  readonly scope: 'col' | 'colgroup' | 'row' | 'rowgroup';
  readonly rowSpan: number;
  readonly colSpan: number;
  /** The last label before the figures of its row. */
  readonly isNextToFigures: boolean;
}
/** A printed figure in its place; `headers` are the ids of the labels that name it, columns first. */
export interface PlacedFigure {
  readonly kind: 'figure';
  readonly cell: CellAddress;
  readonly headers: readonly string[];
  readonly rowSpan: number;
  readonly colSpan: number;
}
export type PlacedCell = PlacedLabel | PlacedFigure;

export interface TableGrid {
  readonly head: readonly (readonly PlacedCell[])[];
  readonly body: readonly (readonly PlacedCell[])[];
}

interface Position {
  readonly source: LayoutCell;
  readonly row: number;
  readonly column: number;
}

/** Finds each printed cell's place among the spans, and for each figure the labels above and beside it. */
export function gridOf(layout: TableLayout, idPrefix: string): TableGrid {
  const positions = place(layout);
  const at = occupancy(positions);
  const rows = layout.rows.map((_, row) =>
    positions
      .filter((position) => position.row === row)
      .map((position) => presentCell(position, positions, at, idPrefix)),
  );
  return { head: rows.slice(0, layout.headerRows), body: rows.slice(layout.headerRows) };
}

function place({ rows }: TableLayout): Position[] {
  const taken = new Set<string>();
  return rows.flatMap((cells, row) => {
    let column = 0;
    return cells.map((source) => {
      while (taken.has(`${row},${column}`)) column += 1;
      for (const [r, c] of covered({ source, row, column })) taken.add(`${r},${c}`);
      return { source, row, column };
    });
  });
}

function covered({ source, row, column }: Position): [number, number][] {
  return Array.from({ length: source.rowSpan }, (_, r) =>
    Array.from({ length: source.colSpan }, (_, c): [number, number] => [row + r, column + c]),
  ).flat();
}

type Occupancy = (row: number, column: number) => Position | undefined;

function occupancy(positions: readonly Position[]): Occupancy {
  const at = new Map<string, Position>();
  for (const position of positions) for (const [r, c] of covered(position)) at.set(`${r},${c}`, position);
  return (row, column) => at.get(`${row},${column}`);
}

function presentCell(
  position: Position,
  positions: readonly Position[],
  at: Occupancy,
  idPrefix: string,
): PlacedCell {
  const { source, row, column } = position;
  const { rowSpan, colSpan, cell } = source;
  if (cell !== undefined) {
    const labels = [...labelsAbove(position, at), ...labelsBeside(position, at)];
    return { kind: 'figure', cell, rowSpan, colSpan, headers: labels.map((label) => idOf(label, idPrefix)) };
  }
  const isOfRow = positions.some((other) => other.row === row && other.source.cell !== undefined);
  return {
    kind: 'label',
    text: source.label?.zh ?? '',
    id: idOf(position, idPrefix),
    scope: isOfRow ? (rowSpan > 1 ? 'rowgroup' : 'row') : colSpan > 1 ? 'colgroup' : 'col',
    rowSpan,
    colSpan,
    isNextToFigures: at(row, column + colSpan)?.source.cell !== undefined,
  };
}

function idOf({ row, column }: Position, idPrefix: string): string {
  return `${idPrefix}-${row}-${column}`;
}

/** The nearest run of labels above: further up stand the figures of another block, with labels of their own. */
function labelsAbove({ row, column, source }: Position, at: Occupancy): Position[] {
  const found = new Set<Position>();
  for (let r = row - 1; r >= 0; r -= 1) {
    const above = Array.from({ length: source.colSpan }, (_, c) => at(r, column + c));
    if (above.some((position) => position?.source.cell !== undefined)) {
      if (found.size > 0) break;
      continue;
    }
    for (const position of above) if (position) found.add(position);
  }
  return [...found].reverse();
}

function labelsBeside({ row, column }: Position, at: Occupancy): Position[] {
  const found = new Set<Position>();
  for (let c = 0; c < column; c += 1) {
    const position = at(row, c);
    if (position && position.source.cell === undefined) found.add(position);
  }
  return [...found];
}
