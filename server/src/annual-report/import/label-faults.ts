import { isIdeograph } from './normalise-characters.js';
import type { AlignedRow } from './row-alignment.js';
import type { RowCandidate } from './row-candidates.js';
import type { RowLabel } from './row-labels.js';

const LEAST_SIMILARITY = 0.35;

/** The parts of `text` that are not, in order, among the characters of `pattern` (longest common subsequence). */
function leftover(text: string, pattern: string): { extra: string[]; missing: number } {
  const width = pattern.length + 1;
  const common = new Uint16Array((text.length + 1) * width);
  for (let i = text.length - 1; i >= 0; i -= 1) {
    for (let j = pattern.length - 1; j >= 0; j -= 1) {
      common[i * width + j] =
        text[i] === pattern[j]
          ? 1 + (common[(i + 1) * width + j + 1] as number)
          : Math.max(common[(i + 1) * width + j] as number, common[i * width + j + 1] as number);
    }
  }
  const extra: string[] = [];
  let current = '';
  let i = 0;
  let j = 0;
  for (; i < text.length;) {
    if (j < pattern.length && text[i] === pattern[j]) {
      if (current !== '') extra.push(current);
      current = '';
      i += 1;
      j += 1;
    } else if (
      j < pattern.length &&
      (common[i * width + j + 1] as number) >= (common[(i + 1) * width + j] as number)
    )
      j += 1;
    else {
      current += text.charAt(i);
      i += 1;
    }
  }
  if (current !== '') extra.push(current);
  return { extra, missing: pattern.length - (common[0] as number) };
}

/** Where the label begins among the words: where most of its characters and fewest others follow. */
function labelStart(words: string, official: string): number {
  let best = { start: Math.max(0, words.length - official.length - 12), score: Number.NEGATIVE_INFINITY };
  for (let at = 0; at < 3 && at + 2 <= official.length; at += 1) {
    const first = official.slice(at, at + 2);
    for (let start = words.indexOf(first); start >= 0; start = words.indexOf(first, start + 1)) {
      const { extra, missing } = leftover(words.slice(start), official);
      const score = -missing - extra.reduce((sum, part) => sum + part.length, 0) / 2;
      if (score >= best.score) best = { start, score };
    }
  }
  return best.start;
}

/** The end of a printed text that holds so many ideographs, with the ordinal before them. */
function printedTail(printed: string, ideographs: number): string {
  let left = ideographs;
  let at = printed.length;
  while (at > 0 && left > 0) {
    at -= 1;
    if (isIdeograph(printed[at])) left -= 1;
  }
  const ordinal = /(?:\d\s*[.、．]\s*|[（(])$/.exec(printed.slice(0, at));
  return printed.slice(ordinal?.index ?? at).trim();
}

/**
 * The label as printed if it is not the official one: characters are missing, or foreign words stand inside it.
 * Headings of groups and the rest of a neighbour's label around it are no fault. Null when nothing is wrong.
 */
export function describeLabelFault(
  label: RowLabel<string>,
  candidate: RowCandidate,
  groupLabels: readonly string[],
  aligned: AlignedRow,
): string | null {
  const isAfter = aligned.side === 'after';
  const words = isAfter ? candidate.after.slice(0, 60) : candidate.before.slice(-80);
  const behind = isAfter ? '' : candidate.after.slice(0, 40);
  const official = label.variants[0] as string;
  if (label.variants.some((variant) => (isAfter ? words.startsWith(variant) : words.endsWith(variant))))
    return null;
  if (`${words}${behind}`.includes(official)) return null;
  if (aligned.similarity < LEAST_SIMILARITY)
    return isAfter ? words : printedTail(candidate.printedLabel, official.length + 8);
  const groupCharacters = new Set(groupLabels.join(''));
  const start = isAfter ? 0 : labelStart(words, official);
  const own = isAfter ? words.slice(0, official.length + 12) : words.slice(start);
  const { extra, missing } = leftover(own, official);
  const inside = isAfter ? extra.slice(0, -1) : extra;
  const isForeign = inside.some(
    (part) => part.length >= 2 && ![...part].every((character) => groupCharacters.has(character)),
  );
  const isCut = leftover(`${words}${behind}`, official).missing > 0;
  if (!isForeign && !isCut) return null;
  if (isForeign && missing > official.length / 2 && !isCut) return null;
  return isAfter ? own : printedTail(candidate.printedLabel, own.length);
}
