import { decodeText } from './decode-text.js';
import { detectFormat, looksLikeHtml } from './detect-format.js';
import type { ReportDocument } from './document-blocks.js';
import { readWordXml } from './docx-document.js';
import { readHtmlDocument } from './html-document.js';
import { looksLikeJson, readJsonDocument } from './json-document.js';
import { dropInvisibleCharacters } from './normalise-characters.js';
import { readPdfDocument } from './pdf-document.js';
import type { ReportFormat } from './report-reading.js';
import { readTextDocument } from './text-document.js';
import { inflateMainText } from './word-package.js';
import { readXlsxDocument } from './xlsx-document.js';

/** A file of any kind as blocks, told apart by content. Throws DomainError UNREADABLE_FILE or FILE_TOO_LARGE. */
export async function readDocument(
  bytes: Uint8Array,
): Promise<{ format: ReportFormat; document: ReportDocument }> {
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
