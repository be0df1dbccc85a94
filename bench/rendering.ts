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

/** As many units as a region has in its appendix. */
const AGENCIES = 500;
/** A page of the portal may be asked for meanwhile, and should not notice, in milliseconds. */
const WAIT_LIMIT = 50;
const MEMORY_LIMIT = 1.1;
const DOCUMENTS_BEFORE = 20;
const DOCUMENTS_AFTER = 60;

/** Pages written per second by format, what others wait for meanwhile, and memory after many documents. */
export async function benchRendering(rounds: number, milliseconds: number): Promise<Line[]> {
  const { writePdf, writeHtml } = await builtWriters();
  const papers = { letter: replyLetter(), table: plainPaper([longTable(AGENCIES)]) };
  const pages = {
    letter: await pagesOf(await writePdf(papers.letter)),
    table: await pagesOf(await writePdf(papers.table)),
  };
  let written = 0;
  // No two alike, because the compiler remembers what it has set.
  const next = (paper: PrintedDocument): PrintedDocument => {
    written += 1;
    return { ...paper, title: `${paper.title}${written}` };
  };
  const rates = await alternate(
    {
      pdfLetter: () => writePdf(next(papers.letter)),
      pdfTable: () => writePdf(next(papers.table)),
      htmlLetter: () => writeHtml(next(papers.letter)),
      htmlTable: () => writeHtml(next(papers.table)),
    },
    rounds,
    milliseconds,
  );
  const waits: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    waits.push(await longestWait(() => writePdf(next(papers.table))));
  }
  const growth = await growthOf(() => writePdf(next(papers.table)));
  const line = (what: string, values: Spread): Line => ({ what, unit: 'pages/s', values });
  return [
    line(`pdf, letter of ${pages.letter} pages`, times(rates.pdfLetter, pages.letter)),
    line(`pdf, ${AGENCIES} rows on ${pages.table} pages`, times(rates.pdfTable, pages.table)),
    line('html, the same letter', times(rates.htmlLetter, pages.letter)),
    line('html, the same rows', times(rates.htmlTable, pages.table)),
    {
      what: 'longest wait of another task',
      unit: 'ms',
      values: spreadOf(waits),
      limit: WAIT_LIMIT,
    },
    {
      what: `memory after ${DOCUMENTS_AFTER} pdf tables ÷ after ${DOCUMENTS_BEFORE}`,
      unit: 'times',
      values: spreadOf([growth]),
      limit: MEMORY_LIMIT,
    },
  ];
}

async function pagesOf(bytes: Uint8Array): Promise<number> {
  return (await openPdf(bytes)).numPages;
}

function times(rates: readonly number[], factor: number): Spread {
  return spreadOf(rates.map((rate) => rate * factor));
}

/** How late the process comes back to others, in milliseconds, while `work` is done. */
async function longestWait(work: () => Promise<unknown>): Promise<number> {
  let last = performance.now();
  let longest = 0;
  const watch = setInterval(() => {
    const now = performance.now();
    longest = Math.max(longest, now - last - 1);
    last = now;
  }, 1);
  await work();
  clearInterval(watch);
  return Math.max(longest, performance.now() - last);
}

async function growthOf(work: () => Promise<unknown>): Promise<number> {
  const resident = async (documents: number): Promise<number> => {
    for (let done = 0; done < documents; done += 1) await work();
    globalThis.gc?.();
    return process.memoryUsage().rss;
  };
  const before = await resident(DOCUMENTS_BEFORE);
  return (await resident(DOCUMENTS_AFTER - DOCUMENTS_BEFORE)) / before;
}
