import type { HiddenItem } from '@gongkai/core';
import { shortened } from './xml-tokens.js';

type Report = (item: HiddenItem) => void;

/** A JPEG or PNG with its picture, colours and the way it is held up, and nothing else. What is neither stays as it is. */
export function imageAsShown(bytes: Uint8Array, report: Report): Uint8Array {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length > 4 && data.readUInt16BE(0) === 0xffd8) return jpegAsShown(data, report);
  if (data.length > 8 && data.subarray(0, 8).equals(PNG)) return pngAsShown(data, report);
  return data;
}

/** APP0 JFIF, APP2 colour profile, APP14 Adobe: without them the picture looks otherwise. */
function isPicture(marker: number, body: Buffer): boolean {
  if (marker === 0xe0 || marker === 0xee) return true;
  if (marker === 0xe2) return body.subarray(0, 11).toString('latin1') === 'ICC_PROFILE';
  return marker < 0xe0 || (marker > 0xef && marker !== 0xfe);
}

function jpegAsShown(data: Buffer, report: Report): Buffer {
  const kept: Buffer[] = [data.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= data.length && data[at] === 0xff) {
    const marker = data.readUInt8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9 || (marker >= 0xd0 && marker <= 0xd7)) break;
    const end = at + 2 + data.readUInt16BE(at + 2);
    if (end > data.length) break;
    const body = data.subarray(at + 4, end);
    if (marker === 0xda) {
      const stop = endOfScans(data, end);
      kept.push(data.subarray(at, stop));
      if (data.length - stop > 0 && data.subarray(stop).some((byte) => byte !== 0))
        report({ rule: 'hidden.trailing', detail: `${data.length - stop}字节` });
      return Buffer.concat(kept);
    }
    if (isPicture(marker, body)) kept.push(data.subarray(at, end));
    else kept.push(...insteadOf(marker, body, report));
    at = end;
  }
  return Buffer.concat([...kept, data.subarray(at)]);
}

/** After the last scan's end mark; between scans of a progressive picture stand segments with lengths. */
function endOfScans(data: Buffer, start: number): number {
  for (let at = start; at + 1 < data.length; at += 1) {
    if (data[at] !== 0xff) continue;
    const marker = data[at + 1] ?? 0;
    if (marker === 0xd9) return at + 2;
    const isSegment = marker >= 0xc0 && marker !== 0xff && !(marker >= 0xd0 && marker <= 0xd8);
    if (isSegment && at + 4 <= data.length) at += 1 + data.readUInt16BE(at + 2);
  }
  return data.length;
}

function insteadOf(marker: number, body: Buffer, report: Report): Buffer[] {
  if (marker === 0xe1 && body.subarray(0, 6).toString('latin1') === 'Exif\0\0') {
    const exif = readExif(body.subarray(6));
    reportExif(exif, report);
    return exif.orientation > 1 ? [orientationSegment(exif.orientation)] : [];
  }
  const text = body.toString('latin1');
  if (/GPSLatitude|GPSCoordinates/.test(text)) report({ rule: 'hidden.location', detail: 'XMP' });
  const isComment = marker === 0xfe;
  const value = isComment ? shortened(body.toString('utf8')) : `APP${marker - 0xe0}`;
  // Programs that make pictures leave their names there.
  if (isComment && /^(?:CREATOR: gd-jpeg|LEAD Tech|File written by|Created with|Intel)/i.test(value))
    return [];
  report({ rule: 'hidden.camera', detail: value });
  return [];
}

interface Exif {
  readonly orientation: number;
  readonly hasLocation: boolean;
  /** Nothing but how the picture is held up. */
  readonly isBare: boolean;
  readonly texts: readonly string[];
}

const EXIF_TEXTS: ReadonlyMap<number, string> = new Map([
  [0x010e, '说明'],
  [0x010f, '厂商'],
  [0x0110, '型号'],
  [0x0131, '软件'],
  [0x0132, '时间'],
  [0x013b, '作者'],
  [0x8298, '版权'],
]);

function readExif(tiff: Buffer): Exif {
  const none: Exif = { orientation: 1, hasLocation: false, isBare: true, texts: [] };
  if (tiff.length < 8) return none;
  const isLittle = tiff.subarray(0, 2).toString('latin1') === 'II';
  const u16 = (at: number) =>
    at + 2 > tiff.length ? 0 : isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at);
  const u32 = (at: number) =>
    at + 4 > tiff.length ? 0 : isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at);
  const start = u32(4);
  const texts: string[] = [];
  let orientation = 1;
  let hasLocation = false;
  let isBare = true;
  for (let index = 0; index < Math.min(u16(start), 200); index += 1) {
    const at = start + 2 + index * 12;
    const tag = u16(at);
    if (tag === 0x0112) orientation = u16(at + 8);
    else isBare = false;
    if (tag === 0x8825) hasLocation = u16(u32(at + 8)) > 0;
    const label = EXIF_TEXTS.get(tag);
    if (label === undefined) continue;
    const count = u32(at + 4);
    const from = count <= 4 ? at + 8 : u32(at + 8);
    const value = tiff
      .subarray(from, from + Math.min(count, 200))
      .toString('utf8')
      .replaceAll('\0', '')
      .trim();
    if (value !== '') texts.push(shortened(`${label}：${value}`));
  }
  return { orientation, hasLocation, isBare, texts };
}

function reportExif({ hasLocation, isBare, texts }: Exif, report: Report): void {
  if (isBare) return;
  if (hasLocation) report({ rule: 'hidden.location', detail: 'GPS' });
  report({ rule: 'hidden.camera', detail: texts.length === 0 ? 'EXIF' : shortened(texts.join('，')) });
}

/** An Exif segment that says nothing but how the picture is held up. */
function orientationSegment(orientation: number): Buffer {
  const segment = Buffer.alloc(36);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(34, 2);
  segment.write('Exif\0\0MM\0*', 4, 'latin1');
  segment.writeUInt32BE(8, 14);
  segment.writeUInt16BE(1, 18);
  segment.writeUInt16BE(0x0112, 20);
  segment.writeUInt16BE(3, 22);
  segment.writeUInt32BE(1, 24);
  segment.writeUInt16BE(orientation, 28);
  return segment;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const PNG_TEXTS = new Set(['tEXt', 'zTXt', 'iTXt']);

function pngAsShown(data: Buffer, report: Report): Buffer {
  const kept: Buffer[] = [PNG];
  let at = 8;
  while (at + 12 <= data.length) {
    const end = at + 12 + data.readUInt32BE(at);
    if (end > data.length) break;
    const type = data.subarray(at + 4, at + 8).toString('latin1');
    const body = data.subarray(at + 8, end - 4);
    if (type === 'eXIf') reportExif(readExif(body), report);
    else if (PNG_TEXTS.has(type)) reportPngText(body, report);
    else if (type !== 'tIME') kept.push(data.subarray(at, end));
    at = end;
    if (type === 'IEND') {
      if (data.length > end) report({ rule: 'hidden.trailing', detail: `${data.length - end}字节` });
      return Buffer.concat(kept);
    }
  }
  return Buffer.concat([...kept, data.subarray(at)]);
}

function reportPngText(body: Buffer, report: Report): void {
  const text = body.toString('utf8').replaceAll('\0', ' ').trim();
  if (text.includes('GPSLatitude')) report({ rule: 'hidden.location', detail: 'XMP' });
  // The name of the program, which every drawing program writes.
  if (/^Software\b/.test(text)) return;
  report({ rule: 'hidden.camera', detail: shortened(text) });
}
