import { describe, expect, test } from 'vitest';
import { coverageOf } from './font-file.js';
import { INSTALLED_FONTS, readFonts } from './fonts.js';

/** The 6763 characters of GB 2312, from its two areas of the encoding. */
function charactersOfGb2312(): number[] {
  const decoder = new TextDecoder('gbk');
  const codes: number[] = [];
  for (let area = 0xb0; area <= 0xf7; area += 1) {
    for (let place = 0xa1; place <= (area === 0xd7 ? 0xf9 : 0xfe); place += 1) {
      codes.push(decoder.decode(new Uint8Array([area, place])).codePointAt(0) ?? 0);
    }
  }
  return codes;
}

describe('each face that comes with the install', () => {
  const fonts = readFonts(INSTALLED_FONTS);

  test.each(fonts.map((font, index) => [index, font] as const))(
    'number %i holds all of GB 2312',
    (_, font) => {
      const coverage = coverageOf(font);
      const codes = charactersOfGb2312();
      expect(codes).toHaveLength(6763);
      const has = (code: number) => coverage.some(([first, last]) => first <= code && code <= last);
      expect(codes.filter((code) => !has(code))).toEqual([]);
      expect(has(0xe000)).toBe(false);
    },
  );

  test('is unpacked: tables lie inside the file, each with the sum that its directory gives', () => {
    for (const font of fonts) {
      for (let index = 0; index < font.readUInt16BE(4); index += 1) {
        const entry = 12 + 16 * index;
        const [sum, from, length] = [4, 8, 12].map((at) => font.readUInt32BE(entry + at)) as [
          number,
          number,
          number,
        ];
        expect(from + length).toBeLessThanOrEqual(font.length);
        // The sum of `head` leaves out the field that holds the sum of the file.
        if (font.toString('latin1', entry, entry + 4) !== 'head') expect(sumOf(font, from, length)).toBe(sum);
      }
    }
  });
});

describe('the older kind of character map', () => {
  test('names the characters of segments, and leaves out those without a glyph', () => {
    // Segments A–C by difference, a–c by a list of glyphs in which b has none, and the closing one.
    const segments = [
      { first: 0x41, last: 0x43, offset: 0 },
      { first: 0x61, last: 0x63, offset: 4 },
      { first: 0xffff, last: 0xffff, offset: 0 },
    ];
    const words = [
      4,
      0,
      0,
      segments.length * 2,
      0,
      0,
      0,
      ...segments.map(({ last }) => last),
      0,
      ...segments.map(({ first }) => first),
      ...segments.map(() => 0),
      ...segments.map(({ offset }) => offset),
      7,
      0,
      9,
    ];
    const map = Buffer.alloc(12 + words.length * 2);
    map.writeUInt16BE(1, 2);
    map.writeUInt16BE(3, 4);
    map.writeUInt32BE(12, 8);
    words.forEach((word, index) => map.writeUInt16BE(word, 12 + 2 * index));
    const font = Buffer.alloc(28 + map.length);
    font.writeUInt32BE(0x00010000, 0);
    font.writeUInt16BE(1, 4);
    font.write('cmap', 12, 'latin1');
    font.writeUInt32BE(28, 20);
    font.writeUInt32BE(map.length, 24);
    map.copy(font, 28);
    expect(coverageOf(font)).toEqual([
      [0x41, 0x43],
      [0x61, 0x61],
      [0x63, 0x63],
    ]);
  });
});

function sumOf(font: Buffer, from: number, length: number): number {
  let sum = 0;
  for (let at = from; at < from + length; at += 4) {
    const word = Buffer.concat([font.subarray(at, Math.min(at + 4, from + length)), Buffer.alloc(4)]);
    sum = (sum + word.readUInt32BE(0)) >>> 0;
  }
  return sum;
}
