import { fileTypeFromBuffer, fileTypeFromFile } from 'file-type';
import type { FileSource } from './file-source.js';
import { FILE_TYPES, isMediaType, type MediaType } from './file-types.js';
import { openZip } from './zip-file.js';

/**
 * What a file is by its content; its name decides only between kinds that nothing else tells apart. Null: none that is
 * known, or one that holds a program.
 */
export async function detectType(
  source: FileSource,
  head: Uint8Array,
  fileName: string,
): Promise<MediaType | null> {
  const ending = /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? '';
  // Its mark is taken for the beginning of sound otherwise.
  if (encodingOf(head).startsWith('utf-16')) return typeOfText(head, ending);
  const detected = await (typeof source === 'string' ? fileTypeFromFile(source) : fileTypeFromBuffer(source));
  if (detected === undefined || detected.mime === 'application/xml') return typeOfText(head, ending);
  const [first, second] = head;
  if (first === 0x50 && second === 0x4b) return typeOfZip(source);
  return isMediaType(detected.mime) ? detected.mime : null;
}

/** Whether a name ends as names of this kind do. */
export function endsAs(fileName: string, type: MediaType): boolean {
  return FILE_TYPES[type].endings.some((ending) => fileName.toLowerCase().endsWith(`.${ending}`));
}

const PARTS: readonly (readonly [string, MediaType])[] = [
  ['word/document.xml', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  ['xl/workbook.xml', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ['ppt/presentation.xml', 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
  ['OFD.xml', 'application/ofd'],
];

async function typeOfZip(source: FileSource): Promise<MediaType | null> {
  const zip = await openZip(source);
  try {
    const names = new Set(zip.entries.map(({ fileName }) => fileName));
    if ([...names].some((name) => /vbaProject\.bin$/i.test(name))) return null;
    return PARTS.find(([part]) => names.has(part))?.[1] ?? null;
  } finally {
    zip.close();
  }
}

/** What has control characters is no text. */
function typeOfText(head: Uint8Array, ending: string): MediaType | null {
  const start = decodeHead(head);
  // eslint-disable-next-line no-control-regex
  if (start === null || /[\0-\x08\x0e-\x1a\x1c-\x1f]/.test(start)) return null;
  if (/<(?:!doctype\s+html|html|head|body|table)[\s>]/i.test(start)) return 'text/html';
  if (/^\s*<(?:\?xml|svg)/i.test(start)) return null;
  if (ending === 'csv') return 'text/csv';
  if (ending === 'json' && /^\s*[[{]/.test(start)) return 'application/json';
  return 'text/plain';
}

function decodeHead(head: Uint8Array): string | null {
  const encoding = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  const unreadable = [...text].filter((character) => character === '\ufffd').length;
  return unreadable > text.length / 100 ? null : text.replace(/^\ufeff/, '');
}

/** UTF-16 by its mark, UTF-8 where the bytes are such, else the encoding of Chinese Windows. */
export function encodingOf(head: Uint8Array): 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    // A character may be cut at the end of the head, which `stream` allows.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
