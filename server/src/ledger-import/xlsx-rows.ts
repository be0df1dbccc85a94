import { openWorkbook, sheetRows } from '../platform/spreadsheet/workbook.js';
import { cleanCell, type LedgerRow } from './ledger-row.js';

/** The rows of the first sheet that is not hidden. Memory holds the shared texts and one piece of the sheet. */
export async function* xlsxRows(bytes: Uint8Array): AsyncGenerator<LedgerRow> {
  const workbook = await openWorkbook(bytes);
  try {
    for await (const { line, cells } of sheetRows(workbook, workbook.sheets[0])) {
      yield { line, cells: cells.map(cleanCell) };
    }
  } finally {
    workbook.file.close();
  }
}
