import { Readable } from 'node:stream';
import { DomainError } from '@gongkai/core';
import { CsvError, parse } from 'csv-parse';
import { cleanCell, type LedgerRow } from './ledger-row.js';

const SLICE_BYTES = 256 * 1024;

/** The rows of a csv file in UTF-8 or GBK, separated by commas, semicolons or tabs. */
export async function* csvRows(bytes: Uint8Array): AsyncGenerator<LedgerRow> {
  const encoding = encodingOf(bytes);
  let linesBefore = 0;
  const parser = Readable.from(textSlices(bytes, encoding)).pipe(
    parse({
      raw: true,
      relax_column_count: true,
      relax_quotes: true,
      delimiter: delimiterOf(bytes, encoding),
      on_record: (read) => {
        const { record, raw } = read as unknown as RawRecord;
        const line = String(linesBefore + 1);
        linesBefore += raw.match(/\r\n|\r|\n/g)?.length ?? 0;
        return [line, ...record.map(csvText)];
      },
    }),
  );
  try {
    for await (const [line, ...cells] of parser as AsyncIterable<string[]>)
      yield { line: Number(line), cells };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new DomainError(
      'UNREADABLE_FILE',
      `csv 文件第 ${linesBefore + 1} 行起引号不成对，请核对该行后再导入。`,
      {
        line: linesBefore + 1,
      },
    );
  }
}

/** What csv-parse passes on when it keeps the text of a record, from which its lines are counted. */
interface RawRecord {
  readonly record: readonly string[];
  readonly raw: string;
}

/** Without the mark that keeps a cell from being taken for a formula. */
function csvText(cell: string): string {
  return cleanCell(cell).replace(/^'(?=[=+\-@])/, '');
}

function* textSlices(bytes: Uint8Array, encoding: string): Generator<string> {
  const decoder = new TextDecoder(encoding);
  for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
    yield decoder.decode(bytes.subarray(at, at + SLICE_BYTES), { stream: true });
  }
  yield decoder.decode();
}

/** By byte order mark, then UTF-8 if every byte fits, then GBK, which Chinese spreadsheets save. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const encoding = ['utf-8', 'gb18030'].find((name) => fits(bytes, name));
  if (encoding !== undefined) return encoding;
  throw new DomainError(
    'UNREADABLE_FILE',
    '文件的编码无法识别。请用 Excel 打开，另存为 xlsx 或者 UTF-8 编码的 csv。',
  );
}

function fits(bytes: Uint8Array, encoding: string): boolean {
  const decoder = new TextDecoder(encoding, { fatal: true });
  try {
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      const text = decoder.decode(bytes.subarray(at, at + SLICE_BYTES), { stream: true });
      if (text.includes('\u0000')) return false;
    }
    decoder.decode();
    return true;
  } catch {
    return false;
  }
}

function delimiterOf(bytes: Uint8Array, encoding: string): string {
  const head = new TextDecoder(encoding).decode(bytes.subarray(0, 16 * 1024));
  const [firstLine = ''] = head.split(/\r?\n/);
  const count = (sign: string): number => firstLine.split(sign).length - 1;
  return [',', '\t', ';'].reduce((best, sign) => (count(sign) > count(best) ? sign : best));
}
