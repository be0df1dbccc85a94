import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cellsOfForm, valueAt } from '@gongkai/core';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { builtReader } from './built.js';
import { inventFiles } from './invented-files.js';
import { alternate, spreadOf } from './measure.js';
import type { Line } from './result-table.js';

const PDF_LIMIT = 1.5;
const MEMORY_LIMIT = 1.1;

/** All text of a PDF as pdfjs-dist itself gives it: the least that reading a PDF can cost. */
async function extractText(bytes: Uint8Array): Promise<number> {
  const task = getDocument({ data: bytes, verbosity: 0 });
  const document = await task.promise;
  let pieces = 0;
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    pieces += (await page.getTextContent()).items.length;
  }
  await task.destroy();
  return pieces;
}

/** Files read per second by format, and what our reading of a PDF adds to its extraction. */
export async function benchReading(rounds: number, milliseconds: number): Promise<Line[]> {
  const { readReport } = await builtReader();
  const files = await inventFiles(1);
  for (const [format, bytes] of Object.entries(files)) {
    const { tables } = await readReport(new Uint8Array(bytes));
    const unread = cellsOfForm('2021').filter((cell) => valueAt(tables, cell) === null);
    if (unread.length > 0) throw new Error(`Not read from the ${format} file: ${unread.join(', ')}`);
  }
  const rates = await alternate(
    {
      text: () => readReport(new Uint8Array(files.text)),
      html: () => readReport(new Uint8Array(files.html)),
      docx: () => readReport(new Uint8Array(files.docx)),
      pdf: () => readReport(new Uint8Array(files.pdf)),
      extraction: () => extractText(new Uint8Array(files.pdf)),
    },
    rounds,
    milliseconds,
  );
  const costs = rates.pdf.map((rate, round) => (rates.extraction[round] ?? Number.NaN) / rate);
  return [
    { what: 'read text', unit: 'reports/s', values: spreadOf(rates.text) },
    { what: 'read html', unit: 'reports/s', values: spreadOf(rates.html) },
    { what: 'read docx', unit: 'reports/s', values: spreadOf(rates.docx) },
    { what: 'read pdf', unit: 'reports/s', values: spreadOf(rates.pdf) },
    { what: 'pdf text alone (pdfjs-dist)', unit: 'reports/s', values: spreadOf(rates.extraction) },
    { what: 'read pdf ÷ pdf text alone', unit: 'times the time', values: spreadOf(costs), limit: PDF_LIMIT },
  ];
}

/** Resident memory after 1,000 files of all formats ÷ after 200, each round in a new process. */
export async function benchMemory(rounds: number): Promise<Line[]> {
  const script = fileURLToPath(new URL('memory.ts', import.meta.url));
  const ratios: number[] = [];
  const megabytes: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--expose-gc',
      '--import',
      'tsx',
      script,
    ]);
    const lastLine = stdout.trim().split('\n').at(-1) ?? '';
    const { afterFirst, afterAll } = JSON.parse(lastLine) as { afterFirst: number; afterAll: number };
    ratios.push(afterAll / afterFirst);
    megabytes.push(afterAll / 2 ** 20);
  }
  return [
    { what: 'memory after 1,000 files', unit: 'MiB', values: spreadOf(megabytes) },
    {
      what: 'memory after 1,000 files ÷ after 200',
      unit: 'times',
      values: spreadOf(ratios),
      limit: MEMORY_LIMIT,
    },
  ];
}
