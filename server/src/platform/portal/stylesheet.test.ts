import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const SHEET = readFileSync(new URL('../../../assets/site.css', import.meta.url), 'utf8');
const NAMED = new Map(
  [...SHEET.matchAll(/(--[a-z-]+): (#[0-9a-f]{6});/g)].map(([, name, value]) => [name, value]),
);

function colour(text: string): string {
  const name = /^var\((--[a-z-]+)\)$/.exec(text)?.[1];
  const value = name === undefined ? text : NAMED.get(name);
  if (value === undefined) throw new Error(`No colour: ${text}`);
  return value.length === 4 ? value.replaceAll(/[0-9a-f]/g, '$&$&') : value;
}

/** WCAG 2.2: relative luminance of sRGB. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(colour(one)), luminance(colour(other))].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** What text stands on: the page, tinted parts, what was found. */
const LIGHT = ['#fff', 'var(--ground)', '#ffe9a8'];
const DARK = ['var(--main)', 'var(--main-dark)'];
const isWhite = (text: string): boolean => text === '#fff';
/** Of every state, size and medium: hovered, focused, visited, large and printed ones are rules of the same sheet. */
const TEXTS = [
  ...new Set([...SHEET.matchAll(/(?:^|[\s;{])color: ([^;]+);/g)].map(([, text = '']) => text)),
].filter((text) => text !== 'inherit');

describe('every colour of text, in whatever state, is read on whatever it stands on', () => {
  test('there are such', () => {
    expect(TEXTS.length).toBeGreaterThan(4);
  });

  test.each(TEXTS)('%s', (text) => {
    for (const ground of isWhite(text) ? DARK : LIGHT)
      expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
  });
});

test('one main colour in two depths and one more, beside greys', () => {
  const hue = (hex: string): string | null => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
    if (Math.max(red, green, blue) - Math.min(red, green, blue) < 40) return null;
    return red > blue ? 'warm' : 'cool';
  };
  const used = [...NAMED.values()].map((value) => hue(colour(value ?? '')));
  expect(used.filter((it) => it === 'cool')).toHaveLength(2);
  expect(used.filter((it) => it === 'warm')).toHaveLength(1);
});

test('no font and no picture is fetched by it: a page is painted after two requests', () => {
  expect(SHEET).not.toMatch(/url\(|@import|@font-face/);
});
