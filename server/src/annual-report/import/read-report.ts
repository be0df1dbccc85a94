import { DomainError, type CandidateCuts, type FormVersion } from '@gongkai/core';
import { readDocument } from './read-document.js';
import type { ReportReading } from './report-reading.js';
import { divideIntoSections } from './sections.js';
import { readHead, readsAsAnnualReport } from './title.js';
import { figuresOf, isOfficial, understand } from './understand-document.js';

export type { ReportReading } from './report-reading.js';

/**
 * Reads a published annual report (条例第四十九、五十条) from a text, html, docx, xlsx, pdf or json file, told apart by content.
 * Every figure is either certain or null with a problem; nothing is guessed silently.
 * Throws DomainError UNREADABLE_FILE, FILE_TOO_LARGE or NOT_AN_ANNUAL_REPORT.
 */
export async function readReport(bytes: Uint8Array): Promise<ReportReading> {
  const { format, document } = await readDocument(bytes);
  const understanding = understand(document);
  const { printed, text, tables } = understanding;
  const head = readHead(document, text);
  const { table2, table3, table4 } = tables;
  const hasTables = isOfficial(understanding);
  if (!hasTables && !readsAsAnnualReport(head, text)) {
    throw new DomainError(
      'NOT_AN_ANNUAL_REPORT',
      '文件里没有政府信息公开工作年度报告的表格，也不像这样的报告。请确认上传的是年度报告本身，而不是新闻、通知或目录页。',
    );
  }
  const form: FormVersion | 'free' = table3?.form ?? table2?.form ?? 'free';
  const used = hasTables ? [table2, table3, table4] : [];
  const candidates: CandidateCuts = Object.assign(
    {},
    ...used.map((table) => table?.candidates),
  ) as CandidateCuts;
  return {
    format,
    ...head,
    form,
    ...figuresOf(understanding),
    sections: divideIntoSections(text, printed, hasTables ? tables.ranges : [], !hasTables),
    raw: {
      table2: table2?.raw ?? null,
      table3: table3?.raw ?? null,
      table4: hasTables ? (table4?.raw ?? null) : null,
    },
    candidates,
  };
}
