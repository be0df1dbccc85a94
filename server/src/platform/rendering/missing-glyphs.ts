import type { Finding } from '@gongkai/core';
import type { Block, PrintedDocument, TableRow } from './document.js';

/** Pairs of first and last code point, in order and apart. */
export type Coverage = readonly (readonly [number, number])[];

/** The characters that at least one face has. */
export function joinCoverage(ranges: readonly (readonly [number, number])[]): Coverage {
  const joined: [number, number][] = [];
  for (const [first, last] of [...ranges].sort(([a], [b]) => a - b)) {
    const previous = joined.at(-1);
    if (previous !== undefined && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** Spaces, line ends, joiners and variation selectors need no shape of their own. */
const WITHOUT_SHAPE = /^[\p{White_Space}\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]$/u;

/** Each character of a document that no face has a glyph for, in the order of the text. */
export function missingCharacters(document: PrintedDocument, coverage: Coverage): string[] {
  const used = new Set(textsOf(document).join(''));
  return [...used].filter((character) => {
    if (WITHOUT_SHAPE.test(character)) return false;
    return !isCovered(coverage, character.codePointAt(0) ?? 0);
  });
}

function isCovered(coverage: Coverage, code: number): boolean {
  let [from, to] = [0, coverage.length - 1];
  while (from <= to) {
    const middle = (from + to) >> 1;
    const [first, last] = coverage[middle] ?? [0, -1];
    if (code < first) to = middle - 1;
    else if (code > last) from = middle + 1;
    else return true;
  }
  return false;
}

/** One finding that names them all with their code points; none when nothing is missing. */
export function missingGlyphFindings(characters: readonly string[]): Finding[] {
  if (characters.length === 0) return [];
  const named = characters.map((character) => `${character}（${codeOf(character)}）`).join('、');
  return [
    {
      rule: 'missingGlyph',
      severity: 'error',
      message: `现有字体都没有这些字：${named}。请在字体目录中放入含有它们的字体，或者改用别的字。`,
    },
  ];
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

function textsOf({ title, letterhead, blocks, signature, imprint }: PrintedDocument): string[] {
  return [
    title,
    letterhead?.organ ?? '',
    letterhead?.documentNumber ?? '',
    letterhead?.urgency ?? '',
    ...blocks.flatMap(textsOfBlock),
    signature?.organ ?? '',
    ...(imprint?.copiesTo ?? []),
    imprint?.printedBy ?? '',
  ];
}

function textsOfBlock(block: Block): readonly string[] {
  switch (block.kind) {
    case 'heading':
      return [block.text];
    case 'paragraph':
      return block.runs.map(({ text }) => text);
    case 'list':
      return block.items;
    case 'table':
      return [block.caption ?? '', ...textsOfRows(block.head), ...textsOfRows(block.body)];
    case 'pageBreak':
      return [];
  }
}

function textsOfRows(rows: readonly TableRow[]): string[] {
  return rows.flatMap(({ cells }) => cells.map(({ text }) => text));
}
