import type { PrintedDocument } from './document.js';
import { writeDocx } from './docx.js';
import type { FontSource } from './fonts.js';
import { writePdf } from './pdf.js';

/** What a paper is handed out as: to write in further, or to print. */
export type PaperFormat = 'docx' | 'pdf';

export function writePaper(
  document: PrintedDocument,
  format: PaperFormat,
  fonts: FontSource,
): Promise<Uint8Array> {
  return format === 'pdf' ? writePdf(document, fonts) : writeDocx(document);
}
