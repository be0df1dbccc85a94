const WORDS = new Intl.Segmenter('zh', { granularity: 'word' });

/** A line with its words, and how far from even all lines so far are. */
interface Division {
  readonly lines: readonly string[];
  readonly unevenness: number;
}

/**
 * A title in as few lines as it needs, none longer than `most` characters, about equally long and broken between words
 * (GB/T 9704-2012 7.3.1). Line ends that it brings along are kept; a word longer than a line is left to the layout.
 */
export function titleLines(title: string, most: number): string[] {
  return title.split('\n').flatMap((line) => {
    const count = Math.ceil(widthOf(line) / most);
    return count <= 1
      ? [line]
      : (divided(piecesOf(line), count, most) ?? divided(piecesOf(line), count + 1, most) ?? [line]);
  });
}

const OPENS = /[（〔《〈“‘【([]$/;

/**
 * Words; one of a single sign goes with the one before it, because no line should begin with it, and what opens goes with
 * what follows, because no line should end with it.
 */
function piecesOf(line: string): string[] {
  const pieces: string[] = [];
  for (const { segment } of WORDS.segment(line)) {
    const last = pieces.at(-1);
    const isAlone = [...segment].length === 1 && !OPENS.test(segment);
    if (last !== undefined && (isAlone || /^\d+$/.test(segment) || OPENS.test(last)))
      pieces[pieces.length - 1] = last + segment;
    else pieces.push(segment);
  }
  return pieces;
}

/** The most even division of pieces into `count` lines. */
function divided(pieces: readonly string[], count: number, most: number): readonly string[] | null {
  const even = widthOf(pieces.join('')) / count;
  let best: (Division | null)[] = [{ lines: [], unevenness: 0 }, ...pieces.map(() => null)];
  for (let row = 0; row < count; row += 1) {
    const next: (Division | null)[] = best.map(() => null);
    for (const [from, before] of best.entries()) {
      if (before === null) continue;
      for (let to = from + 1; to <= pieces.length; to += 1) {
        const line = pieces.slice(from, to).join('');
        const width = widthOf(line);
        if (width > most) break;
        const unevenness = before.unevenness + (width - even) ** 2;
        if (unevenness < (next[to]?.unevenness ?? Infinity))
          next[to] = { lines: [...before.lines, line], unevenness };
      }
    }
    best = next;
  }
  return best[pieces.length]?.lines ?? null;
}

/** In characters: figures and Latin letters take about half of one. */
function widthOf(text: string): number {
  return [...text].reduce((width, sign) => width + (sign <= '\u02ff' ? 0.55 : 1), 0);
}
