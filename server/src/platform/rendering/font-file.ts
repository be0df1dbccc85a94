import { inflateSync } from 'node:zlib';

const WOFF_ENTRY = 20;
const SFNT_ENTRY = 16;

/**
 * The font as compilers read it: WOFF is unpacked, TrueType, OpenType and collections stay as they are.
 * @throws RangeError when the file ends early
 */
export function unpackFont(file: Buffer): Buffer {
  if (file.toString('latin1', 0, 4) !== 'wOFF') return file;
  const count = file.readUInt16BE(12);
  const directory = Buffer.alloc(12 + SFNT_ENTRY * count);
  file.copy(directory, 0, 4, 8);
  directory.writeUInt16BE(count, 4);
  const parts: Buffer[] = [directory];
  let end = directory.length;
  for (let index = 0; index < count; index += 1) {
    const entry = 44 + WOFF_ENTRY * index;
    const from = file.readUInt32BE(entry + 4);
    const packed = file.subarray(from, from + file.readUInt32BE(entry + 8));
    const length = file.readUInt32BE(entry + 12);
    const table = packed.length < length ? inflateSync(packed) : packed;
    const at = 12 + SFNT_ENTRY * index;
    file.copy(directory, at, entry, entry + 4);
    directory.writeUInt32BE(file.readUInt32BE(entry + 16), at + 4);
    directory.writeUInt32BE(end, at + 8);
    directory.writeUInt32BE(length, at + 12);
    const padding = Buffer.alloc((4 - (length % 4)) % 4);
    parts.push(table, padding);
    end += length + padding.length;
  }
  return Buffer.concat(parts);
}

/** The characters that an unpacked font has a glyph for, as pairs of first and last code point; of a collection, its first face's. */
export function coverageOf(font: Buffer): [number, number][] {
  const start = font.toString('latin1', 0, 4) === 'ttcf' ? font.readUInt32BE(12) : 0;
  const cmap = tableAt(font, start, 'cmap');
  if (cmap === null) return [];
  const subtables = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, index) => {
    const at = cmap + font.readUInt32BE(cmap + 4 + 8 * index + 4);
    return { at, format: font.readUInt16BE(at) };
  });
  const whole = subtables.find(({ format }) => format === 12);
  if (whole !== undefined) return segmentedCoverage(font, whole.at);
  const basic = subtables.find(({ format }) => format === 4);
  return basic === undefined ? [] : basicCoverage(font, basic.at);
}

function tableAt(font: Buffer, start: number, tag: string): number | null {
  for (let index = 0; index < font.readUInt16BE(start + 4); index += 1) {
    const entry = start + 12 + SFNT_ENTRY * index;
    if (font.toString('latin1', entry, entry + 4) === tag) return font.readUInt32BE(entry + 8);
  }
  return null;
}

/** Format 12 of the character map: groups of code points with consecutive glyphs. */
function segmentedCoverage(font: Buffer, at: number): [number, number][] {
  return Array.from({ length: font.readUInt32BE(at + 12) }, (_, index) => {
    const group = at + 16 + 12 * index;
    return [font.readUInt32BE(group), font.readUInt32BE(group + 4)];
  });
}

/** Format 4: segments of 16 bits, some with glyphs looked up one by one, where 0 stands for none. */
function basicCoverage(font: Buffer, at: number): [number, number][] {
  const doubled = font.readUInt16BE(at + 6);
  const ranges: [number, number][] = [];
  for (let index = 0; index < doubled; index += 2) {
    const last = font.readUInt16BE(at + 14 + index);
    const first = font.readUInt16BE(at + 16 + doubled + index);
    const offsetAt = at + 16 + 3 * doubled + index;
    const offset = font.readUInt16BE(offsetAt);
    for (let code = first; code <= last && code < 0xffff; code += 1) {
      if (offset !== 0 && font.readUInt16BE(offsetAt + offset + 2 * (code - first)) === 0) continue;
      const previous = ranges.at(-1);
      if (previous?.[1] === code - 1) previous[1] = code;
      else ranges.push([code, code]);
    }
  }
  return ranges;
}
