import type { CellAddress, CellValue } from '@gongkai/core';
import { html } from 'hono/html';
import type { PlacedCell, TableGrid } from './table-grid.js';
import type { Html } from './view.js';

export interface FigureTable {
  readonly grid: TableGrid;
  readonly caption: string;
  /** Unique on the page, the same that the grid was made with. */
  readonly idPrefix: string;
  readonly valueOf: (cell: CellAddress) => CellValue;
}

/** An official table: each figure tied to its labels, scrolled inside itself where the screen is narrow. */
export function figureTable({ grid, caption, idPrefix, valueOf }: FigureTable): Html {
  const { head, body } = grid;
  const rows = (cells: readonly (readonly PlacedCell[])[]) =>
    cells.map(
      (row) =>
        html`<tr>
          ${row.map((cell) => presentCell(cell, valueOf))}
        </tr> `,
    );
  const captionId = `${idPrefix}-caption`;
  return html`<div class="table-scroll" role="region" aria-labelledby="${captionId}" tabindex="0">
    <table class="figures">
      <caption id="${captionId}">
        ${caption}
      </caption>
      ${
        head.length > 0
          ? html`<thead>
              ${rows(head)}
            </thead>`
          : ''
      }
      <tbody>
        ${rows(body)}
      </tbody>
    </table>
  </div>`;
}

function presentCell(cell: PlacedCell, valueOf: FigureTable['valueOf']): Html {
  const spans = spansOf(cell);
  if (cell.kind === 'figure') {
    return html`<td headers="${cell.headers.join(' ')}" ${spans}>${valueOf(cell.cell) ?? ''}</td>`;
  }
  return html`<th id="${cell.id}" scope="${cell.scope}" class="${classOf(cell)}" ${spans}>${cell.text}</th>`;
}

function spansOf({ rowSpan, colSpan }: PlacedCell): Html | '' {
  if (rowSpan === 1 && colSpan === 1) return '';
  return html` rowspan="${rowSpan}" colspan="${colSpan}"`;
}

function classOf({ scope, isNextToFigures }: PlacedCell & { kind: 'label' }): string {
  if (scope === 'col' || scope === 'colgroup') return 'column';
  return isNextToFigures ? 'held' : 'group';
}
