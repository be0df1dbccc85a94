/** One stretch of a three-way merge: what both agree on, or where they differ. */
interface Match {
  readonly base: number;
  readonly other: number;
}

/** Pairs of equal lines in order, the most that there are. */
function matchesOf(base: readonly string[], other: readonly string[]): Match[] {
  const width = other.length + 1;
  const longest = new Uint32Array((base.length + 1) * width);
  for (let i = base.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      longest[i * width + j] =
        base[i] === other[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0);
    }
  }
  const matches: Match[] = [];
  let i = 0;
  let j = 0;
  while (i < base.length && j < other.length) {
    if (base[i] === other[j]) {
      matches.push({ base: i, other: j });
      i += 1;
      j += 1;
    } else if ((longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  return matches;
}

export interface MergedText {
  readonly text: string;
  /** Places that both changed differently: both wordings stand in the text, one after the other. */
  readonly overlaps: number;
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** Both sides' lines of one stretch, or the one that changed. */
function resolve(base: readonly string[], mine: readonly string[], theirs: readonly string[]) {
  if (isSame(mine, theirs) || isSame(theirs, base)) return { lines: mine, isOverlap: false };
  if (isSame(mine, base)) return { lines: theirs, isOverlap: false };
  return { lines: [...theirs, ...mine], isOverlap: true };
}

/**
 * Two changes of the same text put together, paragraph by paragraph. Nothing of either is dropped but what its own
 * author deleted; where both changed the same paragraph, both wordings are kept.
 */
export function mergeTexts(base: string, mine: string, theirs: string): MergedText {
  const [b, m, t] = [base.split('\n'), mine.split('\n'), theirs.split('\n')];
  const inMine = new Map(matchesOf(b, m).map((match) => [match.base, match.other]));
  const inTheirs = new Map(matchesOf(b, t).map((match) => [match.base, match.other]));
  const merged: string[] = [];
  let overlaps = 0;
  let [fromBase, fromMine, fromTheirs] = [0, 0, 0];
  for (let at = 0; at <= b.length; at += 1) {
    const toMine = at === b.length ? m.length : inMine.get(at);
    const toTheirs = at === b.length ? t.length : inTheirs.get(at);
    if (toMine === undefined || toTheirs === undefined) continue;
    const stretch = resolve(b.slice(fromBase, at), m.slice(fromMine, toMine), t.slice(fromTheirs, toTheirs));
    merged.push(...stretch.lines);
    if (stretch.isOverlap) overlaps += 1;
    if (at < b.length) merged.push(b[at] ?? '');
    [fromBase, fromMine, fromTheirs] = [at + 1, toMine + 1, toTheirs + 1];
  }
  return { text: merged.join('\n'), overlaps };
}
