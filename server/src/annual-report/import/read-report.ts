import { DomainError, type CandidateCuts, type FormVersion } from '@gongkai/core';
import { decodeText } from './decode-text.js';
import { detectFormat, looksLikeHtml } from './detect-format.js';
import { flattenBlocks, type DocumentBlock, type ReportDocument } from './document-blocks.js';
import { readWordXml } from './docx-document.js';
import { readHtmlDocument } from './html-document.js';
import { looksLikeJson, readJsonDocument } from './json-document.js';
import { dropInvisibleCharacters, normaliseForMatching } from './normalise-characters.js';
import { blankPageFooters } from './page-footers.js';
import { readPdfDocument } from './pdf-document.js';
import { readTables, type TablesReading } from './read-tables.js';
import type { ReadingProblem, ReportFormat, ReportReading } from './report-reading.js';
import { divideIntoSections } from './sections.js';
import { readTextDocument } from './text-document.js';
import { readHead, readsAsAnnualReport } from './title.js';
import { inflateMainText } from './word-package.js';
import { readXlsxDocument } from './xlsx-document.js';

export type { ReportReading } from './report-reading.js';

async function readDocument(bytes: Uint8Array): Promise<{ format: ReportFormat; document: ReportDocument }> {
  const detected = detectFormat(bytes);
  if (detected === 'zip') {
    const xml = await inflateMainText(bytes);
    return xml === null
      ? { format: 'xlsx', document: await readXlsxDocument(bytes) }
      : { format: 'docx', document: readWordXml(xml) };
  }
  if (detected === 'pdf') return { format: 'pdf', document: await readPdfDocument(bytes) };
  const text = dropInvisibleCharacters(decodeText(bytes));
  if (looksLikeHtml(text)) return { format: 'html', document: readHtmlDocument(text) };
  if (looksLikeJson(text)) return { format: 'json', document: readJsonDocument(text) };
  return { format: 'text', document: readTextDocument(text) };
}

function missingTables(tables: TablesReading): ReadingProblem[] {
  const named = [
    ['table2', '表二（主动公开政府信息情况）', tables.table2],
    ['table3', '表三（收到和处理政府信息公开申请情况）', tables.table3],
    ['table4', '表四（行政复议、行政诉讼情况）', tables.table4],
  ] as const;
  return named.flatMap(([row, name, table]) =>
    table === null
      ? [{ kind: 'missingTable' as const, row, message: `没有找到${name}，请核对原件是否有这张表。` }]
      : [],
  );
}

interface Understanding {
  readonly printed: string;
  readonly text: string;
  readonly tables: TablesReading;
}

function understandBlocks(blocks: readonly DocumentBlock[]): Understanding {
  const printed = flattenBlocks(blocks);
  const text = blankPageFooters(normaliseForMatching(printed));
  return { printed, text, tables: readTables(blocks, text, printed) };
}

/** How much a reading leaves open: tables, rows, and labels that don't fit. */
function countDoubts(tables: TablesReading): number {
  const read = [tables.table2, tables.table3, tables.table4];
  const problems = read.flatMap((table) => table?.problems ?? []);
  const missing = read.filter((table) => table === null).length;
  return (
    30 * missing +
    problems.filter(({ kind }) => kind === 'unreadable' || kind === 'missingRow' || kind === 'label').length
  );
}

/** Reads the document, and in its other order too where the first leaves anything open: the fewer doubts win. */
function understand(document: ReportDocument): Understanding {
  const first = understandBlocks(document.blocks);
  const doubts = countDoubts(first.tables);
  if (document.otherOrder === undefined || doubts === 0) return first;
  const second = understandBlocks(document.otherOrder());
  return countDoubts(second.tables) < doubts ? second : first;
}

/**
 * Reads a published annual report (条例第四十九、五十条) from a text, html, docx, xlsx, pdf or json file, told apart by content.
 * Every figure is either certain or null with a problem; nothing is guessed silently.
 * Throws DomainError UNREADABLE_FILE, FILE_TOO_LARGE or NOT_AN_ANNUAL_REPORT.
 */
export async function readReport(bytes: Uint8Array): Promise<ReportReading> {
  const { format, document } = await readDocument(bytes);
  const { printed, text, tables } = understand(document);
  const head = readHead(document, text);
  const { table2, table3, table4 } = tables;
  const isOfficial = table2 !== null || table3 !== null;
  if (!isOfficial && !readsAsAnnualReport(head, text)) {
    throw new DomainError(
      'NOT_AN_ANNUAL_REPORT',
      '文件里没有政府信息公开工作年度报告的表格，也不像这样的报告。请确认上传的是年度报告本身，而不是新闻、通知或目录页。',
    );
  }
  const form: FormVersion | 'free' = table3?.form ?? table2?.form ?? 'free';
  const used = isOfficial ? [table2, table3, table4].flatMap((table) => (table === null ? [] : [table])) : [];
  const candidates: CandidateCuts = Object.assign(
    {},
    ...used.map((table) => table.candidates),
  ) as CandidateCuts;
  return {
    format,
    ...head,
    form,
    tables: {
      forms: { table2: table2?.form ?? null, table3: table3?.form ?? null },
      table2: table2?.table ?? null,
      table3: table3?.table ?? null,
      table4: isOfficial ? (table4?.table ?? null) : null,
    },
    sections: divideIntoSections(text, printed, isOfficial ? tables.ranges : [], !isOfficial),
    raw: {
      table2: table2?.raw ?? null,
      table3: table3?.raw ?? null,
      table4: isOfficial ? (table4?.raw ?? null) : null,
    },
    problems: isOfficial ? [...missingTables(tables), ...used.flatMap((table) => table.problems)] : [],
    candidates,
    cutBySum: new Set([
      ...(table3?.cutBySum ?? []),
      ...(isOfficial && table4?.isCutBySum === true ? ['table4'] : []),
    ]),
  };
}
