import { DomainError } from '@gongkai/core';
import { csvRows } from './csv-rows.js';
import type { LedgerRow } from './ledger-row.js';
import { xlsxRows } from './xlsx-rows.js';

/** A file as it was uploaded. */
export interface LedgerFile {
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

const MOST_BYTES = 300 * 1024 * 1024;

/**
 * The rows of a spreadsheet or csv file one after another, whatever its size: empty ones are left out.
 * @throws DomainError UNREADABLE_FILE, FILE_TOO_LARGE
 */
export async function* ledgerRows({ bytes }: LedgerFile): AsyncGenerator<LedgerRow> {
  if (bytes.length > MOST_BYTES)
    throw new DomainError('FILE_TOO_LARGE', '文件超过 300 MB，请按年度拆分后再导入。');
  for await (const row of rowsOf(bytes)) {
    if (row.cells.some((cell) => cell !== '')) yield row;
  }
}

function rowsOf(bytes: Uint8Array): AsyncIterable<LedgerRow> {
  const starts = (...prefix: number[]): boolean => prefix.every((byte, index) => bytes[index] === byte);
  if (bytes.length === 0) throw new DomainError('UNREADABLE_FILE', '文件是空的，请核对。');
  if (starts(0x50, 0x4b)) return xlsxRows(bytes);
  if (starts(0xd0, 0xcf, 0x11, 0xe0)) {
    throw new DomainError(
      'UNREADABLE_FILE',
      '这是旧版 Excel（xls）或者加了密码的文件。请另存为 xlsx 或 csv 后再导入。',
    );
  }
  return csvRows(bytes);
}
