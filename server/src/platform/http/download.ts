import { Readable } from 'node:stream';
import type { ByteRange } from '../files/object-store.js';

/** A file to send down. */
export interface Download {
  readonly fileName: string;
  readonly mediaType: string;
  /** Bytes. */
  readonly size: number;
  /** What changes when the content does. */
  readonly sha256: string;
  readonly read: (range?: ByteRange) => Promise<Readable>;
}

/** How a browser names what it saves: for old ones in ASCII, for the others as it is. RFC 6266 */
export function contentDisposition(fileName: string): string {
  const ascii = fileName.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}

/**
 * The part that is asked for; null: all of it (no header, several parts, or one that is not understood), `outside`: it
 * begins after the end. RFC 9110, 14
 */
export function parseRange(header: string | null | undefined, size: number): ByteRange | 'outside' | null {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), size);
    return length === 0 ? 'outside' : { start: size - length, end: size - 1 };
  }
  const start = Number(first);
  const end = last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== '' && Number(last) < start) return null;
  return start >= size ? 'outside' : { start, end };
}

/**
 * Sends a file, or the part of it that was asked for, as something to save and never to show: no browser guesses another
 * type or runs what is in it.
 */
export async function downloadResponse(
  download: Download,
  {
    range: rangeHeader,
    ifRange,
  }: { readonly range?: string | undefined; readonly ifRange?: string | undefined } = {},
): Promise<Response> {
  const tag = `"${download.sha256}"`;
  const headers: Record<string, string> = {
    'content-type': download.mediaType.startsWith('text/')
      ? `${download.mediaType}; charset=utf-8`
      : download.mediaType,
    'content-disposition': contentDisposition(download.fileName),
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
    'cache-control': 'private, no-store',
    'accept-ranges': 'bytes',
    etag: tag,
  };
  const isSame = ifRange === undefined || ifRange === tag;
  const range = isSame ? parseRange(rangeHeader, download.size) : null;
  if (range === 'outside') {
    return new Response(null, {
      status: 416,
      headers: { 'content-range': `bytes */${download.size}`, 'cache-control': 'no-store' },
    });
  }
  if (range !== null) {
    headers['content-range'] = `bytes ${range.start}-${range.end}/${download.size}`;
  }
  const length = range === null ? download.size : range.end - range.start + 1;
  headers['content-length'] = String(length);
  const body = length === 0 ? null : webStream(await download.read(range ?? undefined));
  return new Response(body, { status: range === null ? 200 : 206, headers });
}

/** What is made for whoever asks, by the ending of its name. */
const MADE_TYPES = {
  csv: 'text/csv; charset=utf-8',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  jsonl: 'application/jsonl; charset=utf-8',
  pdf: 'application/pdf',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** A name whose ending says what is in the file. */
export type MadeFileName = `${string}.${keyof typeof MADE_TYPES}`;

/** Sends a file made for this one request, whole or while it is still being made; nobody keeps a copy on the way. */
export function madeDownload(
  content: Uint8Array | AsyncIterable<Uint8Array | string>,
  fileName: MadeFileName,
): Response {
  const ending = fileName.slice(fileName.lastIndexOf('.') + 1) as keyof typeof MADE_TYPES;
  const body =
    content instanceof Uint8Array
      ? new Uint8Array(content)
      : webStream(Readable.from(content, { objectMode: false }));
  return new Response(body, {
    headers: {
      'content-type': MADE_TYPES[ending],
      'content-disposition': contentDisposition(fileName),
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    },
  });
}

/** What a reader streams out, as the body of an answer. */
export function webStream(stream: Readable): ReadableStream<Uint8Array> {
  return Readable.toWeb(stream) as ReadableStream<Uint8Array>;
}
