/**
 * Run as a process of its own: writes and reads back a region's appendix in the format given and prints how long that
 * took, and the resident memory after the first part and after the last.
 */
import type { ExportFormat } from '@gongkai/core';
import type { MemberFigures } from '../server/src/annual-report/report-appendix.js';
import { publishedReport } from '../server/src/annual-report/testing/published-report.js';
import { openPdf } from '../server/src/platform/rendering/testing/read-pdf.js';
import { builtExport } from './built.js';

const MEMBERS = 500;

function residentBytes(): number {
  if (globalThis.gc === undefined) throw new Error('Run with --expose-gc');
  globalThis.gc();
  globalThis.gc();
  return process.memoryUsage.rss();
}

const format = process.argv[2] as ExportFormat;
const { MEMBERS_A_PART, writeAppendixPart } = await builtExport();
const area = publishedReport('2021', { year: 2023, agencyName: '云泽市' });
const parts = Math.ceil(MEMBERS / MEMBERS_A_PART);
let milliseconds = 0;
let afterFirst = 0;
let pages = 0;
for (let number = 1; number <= parts; number += 1) {
  const firstMember = (number - 1) * MEMBERS_A_PART + 1;
  const members = Array.from({ length: MEMBERS_A_PART }, (_, index) => {
    const { form, tables } = publishedReport('2021');
    return { name: `云泽市第${firstMember + index}局`, form, tables } as MemberFigures;
  });
  const start = performance.now();
  const { bytes } = await writeAppendixPart(area, { number, parts, firstMember, members }, format);
  milliseconds += performance.now() - start;
  if (bytes === null) throw new Error(`Part ${number} did not read back equal`);
  if (format === 'pdf' && number === 1) {
    const pdf = await openPdf(bytes);
    pages = pdf.numPages * parts;
    await pdf.loadingTask.destroy();
  }
  if (number === 1) afterFirst = residentBytes();
}
const afterAll = residentBytes();
console.log(JSON.stringify({ members: MEMBERS, pages, seconds: milliseconds / 1000, afterFirst, afterAll }));
process.exit(0);
