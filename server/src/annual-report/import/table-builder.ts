import { DomainError } from '@gongkai/core';
import type { DocumentBlock, GridCell } from './document-blocks.js';

/** A report has fewer than a thousand cells; a file with more than this is no report. */
const MOST_CELLS = 50_000;
const MOST_COLUMNS = 300;
const LARGEST_ROW_SPAN = 65_534;

interface RunningSpan {
  readonly column: number;
  readonly columnSpan: number;
  readonly text: string;
  rowsLeft: number;
}

interface OpenCell {
  readonly columnSpan: number;
  readonly rowSpan: number;
  readonly isContinued: boolean;
  text: string;
  hasTable: boolean;
}

interface OpenTable {
  readonly number: number;
  spans: RunningSpan[];
  /** Text of the cells of the row above by column. */
  above: Map<number, string>;
  row: OpenCell[] | null;
  cell: OpenCell | null;
}

/** Span attributes as the HTML standard reads them: 1–1000 columns, 1–65534 rows, 0 rows meaning to the end. */
export function parseSpan(value: string | undefined, isRow: boolean): number {
  const span = Number.parseInt(value ?? '', 10);
  if (!Number.isFinite(span) || span < 0) return 1;
  if (isRow) return span === 0 ? LARGEST_ROW_SPAN : Math.min(span, LARGEST_ROW_SPAN);
  return span === 0 ? 1 : Math.min(span, 1000);
}

/**
 * Builds the blocks of a document from the events of a parser: text, and rows with merged cells placed in the grid.
 * A table inside a cell makes that cell layout: its words become text, the inner table is a table of its own.
 * Throws FILE_TOO_LARGE beyond the number of cells any report could have.
 */
export class DocumentBuilder {
  readonly blocks: DocumentBlock[] = [];
  private readonly tables: OpenTable[] = [];
  private readonly paragraph: string[] = [];
  private tableCount = 0;
  private cellCount = 0;

  addText(text: string): void {
    const cell = this.tables[this.tables.length - 1]?.cell;
    if (cell === undefined || cell === null) this.paragraph.push(text);
    else cell.text += text;
  }

  breakLine(): void {
    const cell = this.tables[this.tables.length - 1]?.cell;
    if (cell === undefined || cell === null) this.endParagraph();
    else cell.text += '\n';
  }

  openTable(): void {
    const outer = this.tables[this.tables.length - 1];
    if (outer?.cell !== undefined && outer.cell !== null) {
      outer.cell.hasTable = true;
      this.pushText(outer.cell.text);
      outer.cell.text = '';
    }
    this.endParagraph();
    this.tableCount += 1;
    this.tables.push({ number: this.tableCount, spans: [], above: new Map(), row: null, cell: null });
  }

  closeTable(): void {
    this.closeRow();
    this.tables.pop();
  }

  openRow(): void {
    const table = this.tables[this.tables.length - 1];
    if (table === undefined) return;
    this.closeRow();
    table.row = [];
  }

  closeRow(): void {
    const table = this.tables[this.tables.length - 1];
    if (table === undefined || table.row === null) return;
    this.closeCell();
    this.placeRow(table, table.row);
    table.row = null;
  }

  /** `isContinued`: the cell continues the one above it in the same column, as Word writes merged cells. */
  openCell(columnSpan: number, rowSpan: number, isContinued = false): void {
    const table = this.tables[this.tables.length - 1];
    if (table === undefined) return;
    if (table.row === null) this.openRow();
    this.closeCell();
    this.cellCount += 1;
    if (this.cellCount > MOST_CELLS) {
      throw new DomainError(
        'FILE_TOO_LARGE',
        `文件里的表格超过 ${MOST_CELLS} 个单元格，不是年度报告。请只上传报告本身。`,
        { cells: this.cellCount },
      );
    }
    table.cell = { columnSpan, rowSpan, isContinued, text: '', hasTable: false };
  }

  closeCell(): void {
    const table = this.tables[this.tables.length - 1];
    if (table === undefined || table.cell === null) return;
    const { cell } = table;
    table.cell = null;
    if (cell.hasTable) {
      this.pushText(cell.text);
      cell.text = '';
    }
    table.row?.push(cell);
  }

  finish(): readonly DocumentBlock[] {
    while (this.tables.length > 0) this.closeTable();
    this.endParagraph();
    return this.blocks;
  }

  private endParagraph(): void {
    if (this.paragraph.length === 0) return;
    this.pushText(this.paragraph.join(''));
    this.paragraph.length = 0;
  }

  private pushText(text: string): void {
    for (const line of text.split('\n')) {
      const trimmed = line.replace(/[ \t\u00a0\u3000]+/g, ' ').trim();
      if (trimmed !== '') this.blocks.push({ kind: 'text', text: trimmed });
    }
  }

  private placeRow(table: OpenTable, own: readonly OpenCell[]): void {
    const cells: GridCell[] = [];
    const spans = [...table.spans].sort((left, right) => left.column - right.column);
    const started: RunningSpan[] = [];
    let column = 0;
    let next = 0;
    const placeSpans = (): void => {
      for (let span = spans[next]; span !== undefined && span.column <= column; span = spans[next]) {
        cells.push({ text: span.text, column: span.column, columnSpan: span.columnSpan, fromAbove: true });
        column = Math.max(column, span.column + span.columnSpan);
        next += 1;
      }
    };
    for (const cell of own) {
      placeSpans();
      if (column >= MOST_COLUMNS) break;
      const columnSpan = Math.min(cell.columnSpan, MOST_COLUMNS - column);
      if (cell.isContinued) {
        cells.push({ text: table.above.get(column) ?? '', column, columnSpan, fromAbove: true });
        column += columnSpan;
        continue;
      }
      const text = cell.text.replace(/[ \t\u00a0\u3000]*\n\s*/g, '\n').trim();
      if (cell.hasTable && text === '') {
        column += columnSpan;
        continue;
      }
      cells.push({ text, column, columnSpan, fromAbove: false });
      if (cell.rowSpan > 1) started.push({ column, columnSpan, text, rowsLeft: cell.rowSpan - 1 });
      column += columnSpan;
    }
    column = MOST_COLUMNS;
    placeSpans();
    for (const span of spans) span.rowsLeft -= 1;
    table.spans = [...spans.filter((span) => span.rowsLeft > 0), ...started];
    table.above = new Map(cells.map((cell) => [cell.column, cell.text]));
    if (cells.some((cell) => !cell.fromAbove)) this.blocks.push({ kind: 'row', table: table.number, cells });
  }
}
