import { html } from 'hono/html';
import { alignmentOf, placeCells, type CellPlace } from './cell-places.js';
import type { Table, TableRow } from './document.js';

type Html = ReturnType<typeof html>;

/** What the rows above leave for the next: ids of the heads over each column, and of the heads reaching down. */
interface HeadIds {
  readonly over: Map<number, string[]>;
  readonly reaching: Map<number, string>;
}

/** A table with its caption; each cell names the heads above and beside it, so that it can be read aloud alone. */
export function htmlTable({ id, caption, columns, isLandscape, head, body }: Table): Html {
  const heads: HeadIds = { over: new Map(), reaching: new Map() };
  const rowsOf = (rows: readonly TableRow[], part: string) =>
    [...placeCells(rows, columns.length)].map(
      (places, row) =>
        html`<tr>
          ${rowOf(places, `${id}-${part}${row + 1}`, heads)}
        </tr> `,
    );
  // The head first, because its ids are what the body names.
  const above = rowsOf(head, 'h');
  const below = rowsOf(body, 'r');
  const whole = columns.reduce((sum, column) => sum + column, 0);
  return html`<div
    class="table${isLandscape ? ' landscape' : ''}"
    role="group"
    aria-label="${caption ?? '表格'}"
    tabindex="0"
  >
    <table>
      ${
        caption === null
          ? ''
          : html`<caption>
              ${caption}
            </caption>`
      }
      <colgroup>
        ${columns.map((column) => html`<col style="width: ${((column / whole) * 100).toFixed(2)}%" />`)}
      </colgroup>
      ${
        above.length === 0
          ? ''
          : html`<thead>
              ${above}
            </thead>`
      }
      <tbody>
        ${below}
      </tbody>
    </table>
  </div>`;
}

function rowOf(places: readonly CellPlace[], rowId: string, heads: HeadIds): Html[] {
  const ids = places.map((place) => headIdOf(place, rowId, heads));
  const beside = places.flatMap(({ cell }, index) => (cell.heads === 'row' ? [ids[index] ?? ''] : []));
  const cells = places.flatMap((place, index) =>
    place.isContinued ? [] : [cellOf(place, ids[index] ?? null, beside, heads)],
  );
  for (const [index, place] of places.entries()) {
    const id = ids[index];
    if (place.cell.heads !== 'column' || place.isContinued || id == null) continue;
    for (const column of columnsOf(place)) heads.over.set(column, [...(heads.over.get(column) ?? []), id]);
  }
  return cells;
}

/** Null where a cell heads nothing: an empty corner says nothing when read aloud. */
function headIdOf(
  { cell, column, rowSpan, isContinued }: CellPlace,
  rowId: string,
  { reaching }: HeadIds,
): string | null {
  if (cell.heads === undefined || cell.text === '') return null;
  if (isContinued) return reaching.get(column) ?? null;
  const id = `${rowId}c${column + 1}`;
  if (rowSpan > 1) reaching.set(column, id);
  return id;
}

function cellOf(
  place: CellPlace,
  id: string | null,
  beside: readonly (string | null)[],
  { over }: HeadIds,
): Html {
  const { cell, columnSpan, rowSpan } = place;
  const spans = html`${columnSpan > 1 ? html` colspan="${columnSpan}"` : ''}${
    rowSpan > 1 ? html` rowspan="${rowSpan}"` : ''
  }`;
  const align = alignmentOf(cell);
  const text = cell.text.split(/\r\n?|\n/).map((line, index) => (index === 0 ? line : html`<br />${line}`));
  if (id !== null) {
    return html`<th id="${id}" scope="${scopeOf(place)}" class="${align}" ${spans}>${text}</th> `;
  }
  const names = [...new Set([...columnsOf(place).flatMap((column) => over.get(column) ?? []), ...beside])];
  const headers = names.filter((name) => name !== null && name !== '').join(' ');
  const ties = headers === '' ? '' : html` headers="${headers}"`;
  const kind = cell.value === undefined ? align : `${align} figure`;
  return html`<td class="${kind}" ${ties} ${spans}>${text}</td> `;
}

function scopeOf({ cell, columnSpan, rowSpan }: CellPlace): string {
  if (cell.heads === 'column') return columnSpan > 1 ? 'colgroup' : 'col';
  return rowSpan > 1 ? 'rowgroup' : 'row';
}

function columnsOf({ column, columnSpan }: CellPlace): number[] {
  return Array.from({ length: columnSpan }, (_, index) => column + index);
}
