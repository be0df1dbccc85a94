import type { CellAddress, CellValue, TableLayout } from '@gongkai/core';
import { html } from 'hono/html';
import { gridOf, type PlacedCell } from './table-grid.js';
import type { Html } from './view.js';

export interface FigureTable {
  readonly layout: TableLayout;
  readonly caption: string;
  /** Unique on the page. */
  readonly idPrefix: string;
  readonly valueOf: (cell: CellAddress) => CellValue;
}

/** An official table: each figure tied to its labels, scrolled inside itself where the screen is narrow. */
export function figureTable({ layout, caption, idPrefix, valueOf }: FigureTable): Html {
  const { head, body } = gridOf(layout, idPrefix);
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
  const spans = html`${cell.rowSpan > 1 ? html` rowspan="${cell.rowSpan}"` : ''}${
    cell.colSpan > 1 ? html` colspan="${cell.colSpan}"` : ''
  }`;
  if (cell.kind === 'figure') {
    return html`<td headers="${cell.headers.join(' ')}" ${spans}>${valueOf(cell.cell) ?? ''}</td>`;
  }
  return html`<th id="${cell.id}" scope="${cell.scope}" class="${classOf(cell)}" ${spans}>${cell.text}</th>`;
}

function classOf({ scope, isNextToFigures }: PlacedCell & { kind: 'label' }): string {
  if (scope === 'col' || scope === 'colgroup') return 'column';
  return isNextToFigures ? 'held' : 'group';
}
