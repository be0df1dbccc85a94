import { alignmentOf, placeCells, type CellPlace } from './cell-places.js';
import type { Table, TableRow } from './document.js';
import { tableStyle } from './docx-styles.js';
import { paragraphXml, textXml, type ParagraphOptions } from './docx-xml.js';
import { tablePoints } from './measures.js';
import { escapeXml } from './office-package.js';

const LINE = '<w:SIDE w:val="single" w:sz="4" w:space="0" w:color="000000"/>';
const BORDERS = ['top', 'left', 'bottom', 'right', 'insideH', 'insideV']
  .map((side) => LINE.replace('SIDE', side))
  .join('');
const MARGINS =
  '<w:tblCellMar><w:top w:w="28" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="28" w:type="dxa"/><w:right w:w="57" w:type="dxa"/></w:tblCellMar>';

/** Rows that one cell joins stay together on a page when there are no more; heads stay with what they head. */
const MOST_KEPT_ROWS = 10;

/**
 * `w:tbl` in pieces of a row, as wide as `width` twips. Rows never break across pages, those of the head come again on
 * each. `startsPage` begins a page with it.
 */
export function* tableXml(table: Table, width: number, startsPage: boolean): Generator<string> {
  const columns = columnWidths(table.columns, width);
  const points = tablePoints(columns.length, table.isLandscape);
  const hasRowHeads = table.body.some(({ cells }) => cells.some(({ heads }) => heads === 'row'));
  const look = `<w:tblLook w:val="${table.head.length > 0 ? '0020' : '0000'}" w:firstRow="${table.head.length > 0 ? 1 : 0}" w:lastRow="0" w:firstColumn="${hasRowHeads ? 1 : 0}" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>`;
  yield `<w:tbl><w:tblPr><w:tblW w:w="${width}" w:type="dxa"/><w:tblBorders>${BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/>${MARGINS}${look}<w:tblCaption w:val="${escapeXml(table.caption ?? table.id)}"/></w:tblPr><w:tblGrid>${columns.map((it) => `<w:gridCol w:w="${it}"/>`).join('')}</w:tblGrid>`;
  let isFirst = startsPage;
  const parts: [readonly TableRow[], boolean][] = [
    [table.head, true],
    [table.body, false],
  ];
  for (const [rows, isHead] of parts) {
    let keptUntil = 0;
    let row = 0;
    for (const places of placeCells(rows, columns.length)) {
      for (const { rowSpan, isContinued } of places) {
        if (!isContinued && rowSpan <= MOST_KEPT_ROWS) keptUntil = Math.max(keptUntil, row + rowSpan - 1);
      }
      const keepsWithNext = row < keptUntil || places.every(({ cell }) => cell.heads === 'column');
      row += 1;
      const cells = places.map((place, index) =>
        cellXml(place, columns, points, { keepsWithNext, startsPage: isFirst && index === 0 }),
      );
      isFirst = false;
      yield `<w:tr><w:trPr><w:cantSplit/>${isHead ? '<w:tblHeader/>' : ''}</w:trPr>${cells.join('')}</w:tr>`;
    }
  }
  yield '</w:tbl>';
}

/** Twips of each column; together exactly `width`. */
function columnWidths(relative: readonly number[], width: number): number[] {
  const whole = relative.reduce((sum, each) => sum + each, 0);
  let before = 0;
  return relative.map((_, index) => {
    const part = relative.slice(0, index + 1).reduce((sum, each) => sum + each, 0);
    const end = Math.round((part / whole) * width);
    const own = end - before;
    before = end;
    return own;
  });
}

function cellXml(
  { cell, column, columnSpan, rowSpan, isContinued }: CellPlace,
  columns: readonly number[],
  points: number,
  breaks: Pick<ParagraphOptions, 'keepsWithNext' | 'startsPage'>,
): string {
  const width = columns.slice(column, column + columnSpan).reduce((sum, each) => sum + each, 0);
  const span = columnSpan > 1 ? `<w:gridSpan w:val="${columnSpan}"/>` : '';
  const merge = isContinued ? '<w:vMerge/>' : rowSpan > 1 ? '<w:vMerge w:val="restart"/>' : '';
  const content = isContinued ? '' : textXml(cell.text);
  const text = paragraphXml(tableStyle(points, cell.heads === 'column'), content, {
    ...breaks,
    align: alignmentOf(cell),
  });
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/>${span}${merge}<w:vAlign w:val="center"/></w:tcPr>${text}</w:tc>`;
}
