import { TABLE3_COLUMNS } from '@gongkai/core';
import type { DocumentBlock } from './document-blocks.js';
import { keepIdeographs, normaliseForMatching } from './normalise-characters.js';
import { candidatesInGrid, candidatesInText, type RowCandidate } from './row-candidates.js';
import type { TextRange } from './sections.js';
import { readTable2, recogniseTable2Form, type Table2Reading } from './table2.js';
import { readTable3, type Table3Reading } from './table3.js';
import { readTable4, type Table4Reading } from './table4.js';

export interface TablesReading {
  readonly table2: Table2Reading | null;
  readonly table3: Table3Reading | null;
  readonly table4: Table4Reading | null;
  /** Parts of the flattened text that the tables fill, in order. */
  readonly ranges: readonly TextRange[];
}

const TABLE2_BEGINS = /第\s*二\s*十\s*条\s*第?\s*\(?\s*[一五六八九]|信\s*息\s*内\s*容/g;
const TABLE3_BEGINS = /\(?\s*本\s*列\s*数\s*据\s*的\s*勾|申\s*请\s*人\s*情\s*况/g;
const CHAPTER_AFTER_TABLE2 = /三\s*、\s*(?:收到|政府信息|依申请|申请)/g;
const LONGEST_TABLE2 = 3000;

function firstMatch(pattern: RegExp, text: string, from: number, to: number): number | null {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match !== null && match.index < to ? match.index : null;
}

function lastMatch(pattern: RegExp, text: string, from: number, to: number): number | null {
  let last: number | null = null;
  for (let at = firstMatch(pattern, text, from, to); at !== null; at = firstMatch(pattern, text, at + 1, to))
    last = at;
  return last;
}

/** Where 表二 begins: a mark of it that others follow closely, so that a mention in the prose is passed by. */
function findTable2(text: string, before: number): TextRange | null {
  for (
    let at = firstMatch(TABLE2_BEGINS, text, 0, before);
    at !== null;
    at = firstMatch(TABLE2_BEGINS, text, at + 1, before)
  ) {
    const next = firstMatch(TABLE2_BEGINS, text, at + 1, before);
    const isHeader = recogniseTable2Form(keepIdeographs(text.slice(at, at + 300))) !== null;
    if ((next === null || next - at > 700) && !isHeader) continue;
    const chapter = firstMatch(CHAPTER_AFTER_TABLE2, text, next ?? at, before);
    return { start: at, end: Math.min(chapter ?? before, before, at + LONGEST_TABLE2) };
  }
  return null;
}

function readTable2InText(text: string, printed: string, table3: Table3Reading | null): Table2Reading | null {
  const begin3 = table3 === null ? null : (lastMatch(TABLE3_BEGINS, text, 0, table3.end) ?? table3.start);
  const range = findTable2(text, begin3 ?? text.length);
  const from = range?.start ?? Math.max(0, (begin3 ?? 0) - 800);
  const to = range?.end ?? begin3 ?? 0;
  if (to <= from) return null;
  return readTable2(candidatesInText(text, printed, from, to), keepIdeographs(text.slice(from, to)));
}

function readTable4InText(text: string, all: readonly RowCandidate[], from: number): Table4Reading | null {
  const after = all.filter((candidate) => candidate.start >= from);
  return readTable4(after, (candidate) =>
    keepIdeographs(text.slice(Math.max(0, candidate.start - 1500), candidate.start)).slice(-200),
  );
}

function readAllInText(text: string, printed: string): TablesReading {
  const all = candidatesInText(text, printed);
  const table3 = readTable3(all);
  const table2 = readTable2InText(text, printed, table3);
  const table4 = readTable4InText(text, all, table3?.end ?? table2?.end ?? 0);
  const ranges: TextRange[] = [];
  if (table2 !== null)
    ranges.push({
      start: firstMatch(TABLE2_BEGINS, text, Math.max(0, table2.start - 80), table2.end) ?? table2.start,
      end: table2.end,
    });
  if (table3 !== null) {
    const floor = Math.max(table2?.end ?? 0, table3.start);
    ranges.push({
      start: firstMatch(TABLE3_BEGINS, text, floor, table3.end) ?? table3.start,
      end: table3.end,
    });
  }
  if (table4 !== null) {
    const heading = /复议.{0,30}情况\s*/s.exec(text.slice(table4.start, table4.end));
    ranges.push({
      start: heading === null ? table4.start : table4.start + heading.index + heading[0].length,
      end: table4.end,
    });
  }
  return { table2, table3, table4, ranges };
}

function wordsOfRows(blocks: readonly DocumentBlock[], from: number, to: number): string {
  return blocks
    .slice(Math.max(0, from), to)
    .map((block) =>
      block.kind === 'row'
        ? block.cells.map((cell) => keepIdeographs(normaliseForMatching(cell.text))).join('')
        : '',
    )
    .join('');
}

/** Offsets of each block in the flattened text. */
function blockOffsets(blocks: readonly DocumentBlock[]): number[] {
  const offsets = [0];
  for (const block of blocks) {
    const length =
      block.kind === 'text'
        ? block.text.length
        : block.cells.reduce((sum, cell) => sum + (cell.fromAbove ? 0 : cell.text.length + 1), 0);
    offsets.push((offsets[offsets.length - 1] as number) + length + 1);
  }
  return offsets;
}

function readAllInGrid(blocks: readonly DocumentBlock[]): TablesReading {
  const all = candidatesInGrid(blocks, Number.POSITIVE_INFINITY);
  const table3 = readTable3(
    candidatesInGrid(blocks, TABLE3_COLUMNS.length).filter((candidate) => candidate.before !== ''),
  );
  const end2 = table3?.start ?? blocks.length;
  const table2 = readTable2(
    all.filter((candidate) => candidate.start < end2 && candidate.before !== ''),
    wordsOfRows(blocks, 0, end2),
  );
  const from4 = table3?.end ?? table2?.end ?? 0;
  const table4 = readTable4(
    all.filter((candidate) => candidate.start >= from4),
    (candidate) => wordsOfRows(blocks, candidate.start - 4, candidate.start),
  );
  const offsets = blockOffsets(blocks);
  const ranges = blocks.flatMap((block, index) =>
    block.kind === 'row' ? [{ start: offsets[index] as number, end: offsets[index + 1] as number }] : [],
  );
  return { table2, table3, table4, ranges };
}

/** The reading of the rows that the file draws, unless they hold far less than its running text. */
function choose<Reading extends { readonly figures: number }>(
  inGrid: Reading | null,
  inText: Reading | null,
): Reading | null {
  if (inGrid === null || inText === null) return inGrid ?? inText;
  return inGrid.figures * 2 >= inText.figures ? inGrid : inText;
}

/** Reads the three tables: from the rows that the file draws, or where it draws none from its running text. */
export function readTables(blocks: readonly DocumentBlock[], text: string, printed: string): TablesReading {
  if (!blocks.some((block) => block.kind === 'row')) return readAllInText(text, printed);
  const inGrid = readAllInGrid(blocks);
  if (inGrid.table2 !== null && inGrid.table3 !== null && inGrid.table4 !== null) return inGrid;
  const inText = readAllInText(text, printed);
  return {
    table2: choose(inGrid.table2, inText.table2),
    table3: choose(inGrid.table3, inText.table3),
    table4: choose(inGrid.table4, inText.table4),
    ranges: [...inGrid.ranges, ...inText.ranges].sort((left, right) => left.start - right.start),
  };
}
