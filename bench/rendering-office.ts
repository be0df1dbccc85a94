import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PrintedDocument } from '../server/src/platform/rendering/document.js';
import { openPdf } from '../server/src/platform/rendering/testing/read-pdf.js';
import {
  longTable,
  plainPaper,
  replyLetter,
} from '../server/src/platform/rendering/testing/sample-papers.js';
import { builtWriters } from './built.js';
import { alternate, spreadOf, type Spread } from './measure.js';
import type { Line } from './result-table.js';

/** Units of a region in one table. */
const AGENCIES = 500;
/** In MiB above what the process held before: the finished file and a piece of what is being written. */
const MEMORY_LIMIT = 150;

/** Pages written as Word files and sheets per second, and the memory that very long ones take. */
export async function benchOfficeRendering(rounds: number, milliseconds: number): Promise<Line[]> {
  const { writePdf, writeDocx, writeXlsx } = await builtWriters();
  const papers = { letter: replyLetter(), table: plainPaper([longTable(AGENCIES)]) };
  const pagesOf = async (paper: PrintedDocument): Promise<number> =>
    (await openPdf(await writePdf(paper))).numPages;
  const pages = { letter: await pagesOf(papers.letter), table: await pagesOf(papers.table) };
  const rates = await alternate(
    {
      docxLetter: () => writeDocx(papers.letter),
      docxTable: () => writeDocx(papers.table),
      xlsxLetter: () => writeXlsx(papers.letter),
      xlsxTable: () => writeXlsx(papers.table),
    },
    rounds,
    milliseconds,
  );
  const memory = {
    docx: await memoryFor('docx', rounds),
    xlsx: await memoryFor('xlsx', rounds),
    register: await memoryFor('register', rounds),
  };
  const line = (what: string, values: Spread): Line => ({ what, unit: 'pages/s', values });
  const held = (what: string, values: Spread): Line => ({ what, unit: 'MiB', values, limit: MEMORY_LIMIT });
  return [
    line(`docx, letter of ${pages.letter} pages`, times(rates.docxLetter, pages.letter)),
    line(`docx, ${AGENCIES} rows on ${pages.table} pages`, times(rates.docxTable, pages.table)),
    line('xlsx, the same letter', times(rates.xlsxLetter, pages.letter)),
    line('xlsx, the same rows', times(rates.xlsxTable, pages.table)),
    held('docx, 500 tables of 28 rows: memory more', memory.docx),
    held('xlsx, 500 sheets of 28 rows: memory more', memory.xlsx),
    held('xlsx, a register of 200,000 rows: memory more', memory.register),
  ];
}

function times(rates: readonly number[], factor: number): Spread {
  return spreadOf(rates.map((rate) => rate * factor));
}

/** Of a process that writes nothing but this. */
async function memoryFor(what: string, rounds: number): Promise<Spread> {
  const script = fileURLToPath(new URL('office-memory.ts', import.meta.url));
  const values: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      '--import',
      'tsx',
      script,
      what,
    ]);
    values.push((JSON.parse(stdout) as { mebibytes: number }).mebibytes);
  }
  return spreadOf(values);
}
