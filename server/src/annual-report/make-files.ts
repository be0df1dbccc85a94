import { createHash } from 'node:crypto';
import type { ExportFinding, ExportFormat, PresentedReport } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { countMembers, listMembers } from './export-queries.js';
import { MEMBERS_A_PART, appendixTitle, type AppendixPart } from './report-appendix.js';
import { reportDocument, reportTitle } from './report-document.js';
import { WRITERS, writeAppendixPart, writeReport, type Writer } from './write-report.js';

/** A file that was written and read back equal; part 0 is the report, the others hold an area's units. */
export interface MadeFile {
  readonly part: number;
  readonly fileName: string;
  readonly bytes: Uint8Array;
}

/** Changes with anything that is printed. */
export function digestOfPrinted(report: PresentedReport): string {
  return createHash('sha256')
    .update(JSON.stringify(reportDocument(report)))
    .digest('hex');
}

function fileName(title: string, { version, status }: PresentedReport, format: ExportFormat): string {
  return `${title}${status === 'published' && version > 1 ? `（第${version}版）` : ''}.${format}`;
}

/** How many files a format of the report comes to: the report, and for an area one for so many units. */
export async function countFiles(db: Connection, { agencyCode, year }: PresentedReport): Promise<number> {
  return 1 + Math.ceil((await countMembers(db, agencyCode, year)) / MEMBERS_A_PART);
}

/**
 * Writes the files of one format one after another and reads each back before the next; `keep` gets those that say
 * what the database says. With the first difference it stops: what was kept is then the caller's to forget.
 */
export async function makeFiles(
  { db, fonts }: Pick<AppContext, 'db' | 'fonts'>,
  report: PresentedReport,
  format: ExportFormat,
  keep: (file: MadeFile) => Promise<void>,
): Promise<readonly ExportFinding[]> {
  const write: Writer = (document) => WRITERS[format](document, fonts);
  const { bytes, findings } = await writeReport(report, format, write);
  if (bytes === null) return findings;
  await keep({ part: 0, fileName: fileName(reportTitle(report), report, format), bytes });
  const parts = (await countFiles(db, report)) - 1;
  let after = '';
  for (let number = 1; number <= parts; number += 1) {
    const rows = await listMembers(db, report.agencyCode, report.year, { after, limit: MEMBERS_A_PART });
    after = rows.at(-1)?.agencyId ?? after;
    const part: AppendixPart = {
      number,
      parts,
      firstMember: (number - 1) * MEMBERS_A_PART + 1,
      members: rows,
    };
    const written = await writeAppendixPart(report, part, format, write);
    if (written.bytes === null) return written.findings;
    const title = appendixTitle(report, part);
    await keep({ part: number, fileName: fileName(title, report, format), bytes: written.bytes });
  }
  return [];
}
