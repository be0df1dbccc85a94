import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { publishedReport } from '../server/src/annual-report/testing/published-report.js';
import { builtExport } from './built.js';
import { alternate, spreadOf } from './measure.js';
import type { Line } from './result-table.js';

const FORMATS = ['docx', 'pdf', 'html', 'xlsx', 'json'] as const;
/** Memory after all parts of the appendix beside that after its first. */
const MEMORY_LIMIT = 1.5;

interface AppendixRun {
  readonly members: number;
  readonly pages: number;
  readonly seconds: number;
  readonly afterFirst: number;
  readonly afterAll: number;
}

/** A process of its own for each format, so that nothing else is in its memory. */
async function runAppendix(format: string): Promise<AppendixRun> {
  const script = fileURLToPath(new URL('report-appendix-run.ts', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--expose-gc',
    '--import',
    'tsx',
    script,
    format,
  ]);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as AppendixRun;
}

/** Reports written and read back in each format, and a region's appendix: its time, and that memory stays. */
export async function benchReportExport(rounds: number, milliseconds: number): Promise<Line[]> {
  const { writeReport } = await builtExport();
  const report = publishedReport('2021', { year: 2023 });
  let written = 0;
  const exportOne = (format: (typeof FORMATS)[number]) => async (): Promise<void> => {
    written += 1;
    // No two alike, because a writer may remember what it has set.
    const { bytes } = await writeReport({ ...report, agencyName: `云泽市第${written}局` }, format);
    if (bytes === null) throw new Error(`The ${format} file did not read back equal`);
  };
  const works = Object.fromEntries(FORMATS.map((format) => [format, exportOne(format)]));
  const rates = await alternate(works, rounds, milliseconds);
  const lines: Line[] = FORMATS.map((format) => ({
    what: `${format}, a report written and read back`,
    unit: 'reports/s',
    values: spreadOf(rates[format] ?? []),
  }));
  for (const format of FORMATS) {
    const { members, pages, seconds, afterFirst, afterAll } = await runAppendix(format);
    const what = `${format}, appendix of ${members} agencies`;
    const one = (value: number) => spreadOf([value]);
    lines.push({ what, unit: 's', values: one(seconds) });
    if (pages > 0)
      lines.push({ what: `${what}, ${pages} pages`, unit: 'pages/s', values: one(pages / seconds) });
    lines.push({ what: `${what}, memory at the end`, unit: 'MiB', values: one(afterAll / 2 ** 20) });
    lines.push({
      what: `${what}, memory at the end ÷ after its first part`,
      unit: 'times',
      values: one(afterAll / afterFirst),
      limit: MEMORY_LIMIT,
    });
  }
  return lines;
}
