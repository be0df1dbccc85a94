import { wholeFile } from '../src/platform/rendering/office-package.js';
import { openWorkbook, sheetRows } from '../src/platform/spreadsheet/workbook.js';

/** The cells of the first sheet of an exported workbook, row by row. */
export async function rowsOfSheet(bytes: AsyncIterable<Uint8Array>): Promise<(readonly string[])[]> {
  const workbook = await openWorkbook(await wholeFile(bytes));
  try {
    const rows: (readonly string[])[] = [];
    for await (const { cells } of sheetRows(workbook, workbook.sheets[0])) rows.push(cells);
    return rows;
  } finally {
    workbook.file.close();
  }
}
