import type { ExportFinding, ExportFormat, PresentedReport } from '@gongkai/core';
import type { PrintedDocument } from '../platform/rendering/document.js';
import type { FontSource } from '../platform/rendering/fonts.js';
import { writeDocx } from '../platform/rendering/docx.js';
import { writeHtml } from '../platform/rendering/html.js';
import { writeJson } from '../platform/rendering/json.js';
import { writePdf } from '../platform/rendering/pdf.js';
import { writeXlsx } from '../platform/rendering/xlsx.js';
import { readBack } from './read-back.js';
import { appendixDocument, readBackAppendix, type AppendixPart } from './report-appendix.js';
import { reportDocument } from './report-document.js';

/** Makes a file of a paper; only a printed page brings its faces along. */
export type Writer = (document: PrintedDocument, fonts?: FontSource) => Promise<Uint8Array>;

export const WRITERS: Readonly<Record<ExportFormat, Writer>> = {
  docx: writeDocx,
  pdf: (document, fonts) => writePdf(document, fonts),
  html: (document) => Promise.resolve(new TextEncoder().encode(writeHtml(document))),
  xlsx: writeXlsx,
  json: writeJson,
};

/** A file that says what the database says, or what it says otherwise; never both. */
export type WrittenFile =
  | { readonly bytes: Uint8Array; readonly findings: readonly [] }
  | { readonly bytes: null; readonly findings: readonly ExportFinding[] };

/** Writes a report in one format and reads it back; with any difference there is no file. */
export async function writeReport(
  report: PresentedReport,
  format: ExportFormat,
  write: Writer = WRITERS[format],
): Promise<WrittenFile> {
  const bytes = await write(reportDocument(report));
  return settled(bytes, await readBack(report, format, bytes));
}

/** Writes some of an area's units in one format and reads them back. */
export async function writeAppendixPart(
  report: PresentedReport,
  part: AppendixPart,
  format: ExportFormat,
  write: Writer = WRITERS[format],
): Promise<WrittenFile> {
  const bytes = await write(appendixDocument(report, part));
  return settled(bytes, await readBackAppendix(part, format, bytes));
}

function settled(bytes: Uint8Array, findings: readonly ExportFinding[]): WrittenFile {
  return findings.length === 0 ? { bytes, findings: [] } : { bytes: null, findings };
}
