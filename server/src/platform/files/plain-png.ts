import { crc32, inflateSync } from 'node:zlib';

const MARK = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** What draws the picture; whatever else a file carries (words, places, further pictures) is left out. */
const KEPT: ReadonlySet<string> = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
const CHANNELS: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

export interface PlainPng {
  readonly content: Uint8Array;
  /** Pixels. */
  readonly width: number;
  readonly height: number;
}

/** A PNG picture put together anew from the chunks that draw it, each checked; null: it is none, or damaged, or too large. */
export function plainPng(given: Uint8Array, mostPixels: number): PlainPng | null {
  const bytes = Buffer.from(given);
  if (!bytes.subarray(0, MARK.length).equals(MARK)) return null;
  const kept: Buffer[] = [MARK];
  const data: Buffer[] = [];
  let head: Buffer | null = null;
  for (let at = MARK.length; ;) {
    if (at + 12 > bytes.length) return null;
    const length = bytes.readUInt32BE(at);
    const end = at + 12 + length;
    if (end > bytes.length) return null;
    const type = bytes.toString('latin1', at + 4, at + 8);
    if (bytes.readUInt32BE(end - 4) !== crc32(bytes.subarray(at + 4, end - 4))) return null;
    // The first chunk says how large it is; nothing is read before it, and it stands there once.
    if ((head === null) !== (type === 'IHDR')) return null;
    if (type === 'IHDR') head = bytes.subarray(at + 8, end - 4);
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, end - 4));
    if (KEPT.has(type)) kept.push(bytes.subarray(at, end));
    if (type === 'IEND') break;
    at = end;
  }
  const size = sizeOf(head, mostPixels);
  return size === null || !isDrawn(data, size.most) ? null : { ...size, content: Buffer.concat(kept) };
}

function sizeOf(
  head: Buffer | null,
  mostPixels: number,
): { readonly width: number; readonly height: number; readonly most: number } | null {
  if (head?.length !== 13) return null;
  const [width, height] = [head.readUInt32BE(0), head.readUInt32BE(4)];
  const channels = CHANNELS[head.readUInt8(9)];
  if (channels === undefined || width === 0 || height === 0) return null;
  if (width > mostPixels || height > mostPixels) return null;
  // A byte before each line, and for an interlaced picture a few lines more.
  const line = 1 + Math.ceil((width * channels * head.readUInt8(8)) / 8);
  return { width, height, most: 2 * height * line + 1024 };
}

/** Whether the picture is there and unpacks to no more than its size says. */
function isDrawn(data: readonly Buffer[], most: number): boolean {
  try {
    return inflateSync(Buffer.concat(data), { maxOutputLength: most }).length > 0;
  } catch {
    return false;
  }
}
