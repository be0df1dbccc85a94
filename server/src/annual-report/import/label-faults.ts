import { keepIdeographs } from './normalise-characters.js';
import type { RowCandidate } from './row-candidates.js';
import type { RowLabel } from './row-labels.js';

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
  while (i < text.length) {
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
      current += text[i];
      i += 1;
    }
  }
  if (current !== '') extra.push(current);
  return { extra, missing: pattern.length - (common[0] as number) };
}

/**
 * The label as printed if it is not the official one: characters are missing, or foreign words stand inside it.
 * Headings of groups and the rest of a neighbour's label around it are no fault. Null when nothing is wrong.
 */
export function describeLabelFault(
  label: RowLabel<string>,
  candidate: RowCandidate,
  groupLabels: readonly string[],
  similarity: number,
): string | null {
  const words = candidate.before.slice(-80);
  const wanted = label.variants;
  if (
    wanted.some(
      (variant) => words.endsWith(variant) || `${words}${candidate.after.slice(0, 40)}`.includes(variant),
    )
  )
    return null;
  const printed = candidate.printedLabel.slice(-60);
  if (similarity < 0.35) return printed;
  const groupCharacters = new Set(groupLabels.join(''));
  const official = wanted[0] as string;
  const start = Math.max(0, words.indexOf(official.slice(0, 2)));
  const { extra, missing } = leftover(words.slice(start), official);
  const foreign = extra.filter(
    (part) => part.length >= 2 && ![...part].every((character) => groupCharacters.has(character)),
  );
  if (foreign.length > 0 && missing <= official.length / 2) return printed;
  const wrapped = leftover(`${words}${candidate.after.slice(0, 40)}`, official);
  return wrapped.missing > 0 && keepIdeographs(printed) !== '' ? printed : null;
}
