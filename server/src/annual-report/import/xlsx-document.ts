import { DomainError } from '@gongkai/core';
import {
  openWorkbook,
  sheetRows,
  type MergedRange,
  type Sheet,
  type SheetRow,
  type Workbook,
} from '../../platform/spreadsheet/workbook.js';
import type { ReportDocument } from './document-blocks.js';
import { dropInvisibleCharacters } from './normalise-characters.js';
import { DocumentBuilder } from './table-builder.js';

const MOST_CELLS = 50_000;
/** A sheet whose name alone says whose table it holds; any other name is no part of the text. */
const NAME_OF_APPENDIX = /^附表\d+ /;
/** Rows times the merged ranges that reach into them. */
const MOST_MERGED_ROWS = 200_000;

/**
 * A workbook as blocks: what its visible sheets show, numbers as their formats show them. A row with one text alone
 * is prose, rows between are a table. Throws UNREADABLE_FILE for a damaged file, FILE_TOO_LARGE for absurd ones.
 */
export async function readXlsxDocument(bytes: Uint8Array): Promise<ReportDocument> {
  const workbook = await openWorkbook(bytes);
  try {
    const builder = new DocumentBuilder();
    for (const sheet of workbook.sheets) {
      if (NAME_OF_APPENDIX.test(sheet.name)) {
        builder.addText(sheet.name);
        builder.breakLine();
      }
      const { rows, merges } = await readSheet(workbook, sheet);
      addSheet(builder, placeMerges(rows, merges));
    }
    return { blocks: builder.finish(), titles: [], publishedOn: null, publisher: null };
  } finally {
    workbook.file.close();
  }
}

function tooLarge(): DomainError {
  return new DomainError('FILE_TOO_LARGE', '这个 Excel 文件的单元格太多，不是年度报告。请只上传报告本身。');
}

async function readSheet(
  workbook: Workbook,
  sheet: Sheet,
): Promise<{ rows: SheetRow[]; merges: MergedRange[] }> {
  const rows: SheetRow[] = [];
  const merges: MergedRange[] = [];
  let cells = 0;
  const reading = { isAsShown: true, onMerge: (range: MergedRange) => merges.push(range) };
  for await (const row of sheetRows(workbook, sheet, reading)) {
    if (row.isHidden) continue;
    cells += row.cells.length;
    if (cells > MOST_CELLS) throw tooLarge();
    rows.push({ ...row, cells: row.cells.map((cell) => dropInvisibleCharacters(cell).trim()) });
  }
  return { rows, merges };
}

/** A visible row with the merged ranges that begin in it or reach into it, rows counted among the visible ones. */
interface PlacedRow {
  readonly line: number;
  readonly cells: readonly string[];
  readonly starting: ReadonlyMap<number, MergedRange>;
  readonly reaching: readonly MergedRange[];
}

function placeMerges(rows: readonly SheetRow[], merges: readonly MergedRange[]): PlacedRow[] {
  const starting = rows.map(() => new Map<number, MergedRange>());
  const reaching = rows.map((): MergedRange[] => []);
  let placed = 0;
  for (const { top, bottom, left, right } of merges) {
    const first = rows.findIndex(({ line }) => line - 1 >= top);
    const last = rows.findLastIndex(({ line }) => line - 1 <= bottom);
    if (first < 0 || last < first) continue;
    placed += last - first + 1;
    if (placed > MOST_MERGED_ROWS) throw tooLarge();
    const range = { top: first, bottom: last, left, right };
    starting[first]?.set(left, range);
    for (let row = first + 1; row <= last; row += 1) reaching[row]?.push(range);
  }
  return rows.map(({ line, cells }, index) => ({
    line,
    cells,
    starting: starting[index] ?? new Map<number, MergedRange>(),
    reaching: reaching[index] ?? [],
  }));
}

/** The head of a part of 表二, which stands alone in its row and yet belongs to the table. */
const HEAD_OF_TABLE2 = /^第?\s*二\s*十\s*条.{0,12}$/;

function addSheet(builder: DocumentBuilder, rows: readonly PlacedRow[]): void {
  let table: PlacedRow[] = [];
  let before = 0;
  const endTable = (): void => {
    if (table.length > 0) addTable(builder, table);
    table = [];
  };
  for (const row of rows) {
    const texts = row.cells.filter((cell) => cell !== '');
    const [only = ''] = texts;
    const isAlone = texts.length === 1 && row.reaching.length === 0 && !HEAD_OF_TABLE2.test(only);
    if (row.line > before + 1 || isAlone || (texts.length === 0 && row.reaching.length === 0)) endTable();
    before = row.line;
    if (isAlone) {
      builder.addText(only);
      builder.breakLine();
    } else if (texts.length > 0 || row.reaching.length > 0) table.push(row);
  }
  endTable();
}

function addTable(builder: DocumentBuilder, rows: readonly PlacedRow[]): void {
  const width = Math.max(
    ...rows.map(
      ({ cells, starting }) =>
        1 +
        Math.max(
          cells.findLastIndex((cell) => cell !== ''),
          ...[...starting.values()].map(endOf),
        ),
    ),
  );
  builder.openTable();
  for (const { cells, starting, reaching } of rows) {
    builder.openRow();
    for (let column = 0; column < width; column += 1) {
      const above = reaching.find(({ left, right }) => left <= column && column <= right);
      if (above !== undefined) {
        column = above.right;
        continue;
      }
      const range = starting.get(column);
      const right = range === undefined ? column : endOf(range);
      builder.openCell(right - column + 1, range === undefined ? 1 : range.bottom - range.top + 1);
      builder.addText(cells[column] ?? '');
      column = right;
    }
  }
  builder.closeTable();
}

const WIDEST = 300;

function endOf({ left, right }: MergedRange): number {
  return Math.min(right, left + WIDEST);
}
