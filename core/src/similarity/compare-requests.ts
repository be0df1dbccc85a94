import { foldText, pairsOf, type FoldedText } from './fold-text.js';
import { REQUEST_FORMULAS } from './request-formulas.data.js';

/** How one request stands to an earlier one. */
export const SIMILARITY_GRADES = {
  same: '内容几乎相同',
  otherNumber: '文字相近，但年份或者文号不同',
  related: '部分相近',
} as const;
export type SimilarityGrade = keyof typeof SIMILARITY_GRADES;

/** What share of the agency's requests hold a pair of characters; 0: hardly any. */
export type ShareOfPair = (pair: string) => number;

export interface RequestComparison {
  /** How much of what is asked for is common, 0–1; formulas and words of every other request count little. */
  readonly share: number;
  readonly grade: SimilarityGrade | null;
}

/** From this share on two requests ask for the same, from the other on something akin. */
const SAME_FROM = 0.74;
const RELATED_FROM = 0.45;
const LESSER_COUNTS = 0.7;
const SINGLE_COUNTS = 0.15;
const OPPOSED_COUNTS = 0.12;
const MOST_OPPOSED = 4;
const TELLING_FROM = 0.35;
/** Numbers are compared by themselves. */
const DIGIT = /\d/u;
const FORMULA_WEIGHT = 0.04;
/** A pair in one of a thousand requests tells as much as one that is nowhere else. */
const RARE_SHARE = 0.001;

const FORMULA_PAIRS: ReadonlySet<string> = new Set(
  REQUEST_FORMULAS.flatMap((formula) => [...pairsOf(foldText(formula, true).text)]),
);

const NOT_COUNTED: ShareOfPair = () => 0;

/** How much a pair of characters tells of what is asked for, above 0 up to 1. */
export function weightOfPair(pair: string, shareOfPair: ShareOfPair = NOT_COUNTED): number {
  if (FORMULA_PAIRS.has(pair)) return FORMULA_WEIGHT;
  const share = Math.max(shareOfPair(pair), RARE_SHARE);
  return Math.max(FORMULA_WEIGHT, Math.log(share) / Math.log(RARE_SHARE));
}

/** Compares what two requests ask for (条例第三十六条第（六）项). It is about two texts and says nothing of who wrote them. */
export function compareRequests(
  one: string,
  other: string,
  shareOfPair: ShareOfPair = NOT_COUNTED,
): RequestComparison {
  const [a, b] = [Array.from(foldText(one, true).text), Array.from(foldText(other, true).text)];
  const [lackA, lackB] = [lackOf(a, b, shareOfPair), lackOf(b, a, shareOfPair)];
  // Whoever asks for a part of what another asked for asks for the same: what the fuller one has beyond counts less.
  const [less, more] = [Math.min(lackA.share, lackB.share), Math.max(lackA.share, lackB.share)];
  const missing = LESSER_COUNTS * less + (1 - LESSER_COUNTS) * more;
  // Where each names something that the other lacks, a road, a firm, they speak of different things.
  const opposed = Math.min(lackA.inRuns, lackB.inRuns, MOST_OPPOSED);
  const share = Math.max(0, 1 - missing - OPPOSED_COUNTS * opposed);
  return { share, grade: gradeOf(share, one, other) };
}

interface Lack {
  /** 0–1 of the weight. */
  readonly share: number;
  /** Weight of the telling characters in stretches of several. */
  readonly inRuns: number;
}

/** What of a text the other has not. A single character between common ones may be misread. */
function lackOf(text: readonly string[], among: readonly string[], shareOfPair: ShareOfPair): Lack {
  const pairs = pairsOf(among.join(''));
  const pairAt = (index: number): string => `${text[index] ?? ''}${text[index + 1] ?? ''}`;
  const weightAt = (index: number): number => {
    const around = [index - 1, index].filter((at) => at >= 0 && at + 1 < text.length).map((at) => pairAt(at));
    return Math.min(1, ...around.map((pair) => weightOfPair(pair, shareOfPair)));
  };
  let [total, missing, run, telling, length, inRuns] = [0, 0, 0, 0, 0, 0];
  const endRun = (): void => {
    missing += length === 1 ? run * SINGLE_COUNTS : run;
    if (length > 1) inRuns += telling;
    [run, telling, length] = [0, 0, 0];
  };
  text.forEach((character, index) => {
    const weight = weightAt(index);
    total += weight;
    if (pairs.has(pairAt(index)) || (index > 0 && pairs.has(pairAt(index - 1)))) {
      endRun();
    } else {
      run += weight;
      if (weight >= TELLING_FROM && !DIGIT.test(character)) telling += weight;
      length += 1;
    }
  });
  endRun();
  return { share: total === 0 ? 1 : missing / total, inRuns };
}

function gradeOf(share: number, one: string, other: string): SimilarityGrade | null {
  if (share < RELATED_FROM) return null;
  if (share < SAME_FROM) return 'related';
  return namesOtherNumbers(one, other) ? 'otherNumber' : 'same';
}

const YEARS = /(?:19|20)\d\d(?=年|\D|$)/gu;
const NUMBERED = /\d+(?=号|季度|月|期|批次|届)/gu;

/** Both name years, or numbers of the same kind, and none of the one is among those of the other. */
function namesOtherNumbers(one: string, other: string): boolean {
  const [a, b] = [foldText(one, true).text, foldText(other, true).text];
  return [YEARS, NUMBERED].some((pattern) => {
    const [ofA, ofB] = [[...new Set(a.match(pattern) ?? [])], [...new Set(b.match(pattern) ?? [])]];
    if (ofA.length === 0 || ofB.length === 0) return false;
    return !ofA.some((number) => ofB.includes(number));
  });
}

/** A stretch of a text, and whether the other text has it too. */
export interface TextPiece {
  readonly text: string;
  readonly isShared: boolean;
}

/** Shorter ones occur anywhere. */
const SHORTEST_PIECE = 3;

/** Both texts cut into what they share and what each has alone, for laying them side by side. */
export function sharedPieces(
  one: string,
  other: string,
): { readonly one: TextPiece[]; readonly other: TextPiece[] } {
  return { one: piecesOf(one, other), other: piecesOf(other, one) };
}

function piecesOf(text: string, among: string): TextPiece[] {
  const folded = foldText(text, true);
  const within = foldText(among, true).text;
  const shared: [number, number][] = [];
  for (let start = 0; start + SHORTEST_PIECE <= folded.text.length;) {
    let end = start + SHORTEST_PIECE;
    if (!within.includes(folded.text.slice(start, end))) {
      start += 1;
      continue;
    }
    while (end < folded.text.length && within.includes(folded.text.slice(start, end + 1))) end += 1;
    shared.push([start, end]);
    start = end;
  }
  return cutAt(text, folded, shared);
}

function cutAt(
  text: string,
  { offsets }: FoldedText,
  shared: readonly (readonly [number, number])[],
): TextPiece[] {
  const pieces: TextPiece[] = [];
  const add = (from: number, to: number, isShared: boolean): void => {
    if (from < to) pieces.push({ text: text.slice(from, to), isShared });
  };
  let done = 0;
  for (const [start, end] of shared) {
    const from = offsets[start] ?? done;
    const last = offsets[end - 1] ?? from;
    // The last character may be a pair of code units.
    const to = last + ((text.codePointAt(last) ?? 0) > 0xffff ? 2 : 1);
    add(done, from, false);
    add(from, Math.min(to, text.length), true);
    done = Math.min(to, text.length);
  }
  add(done, text.length, false);
  return pieces;
}
