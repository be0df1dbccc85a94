/** Digits that stand together, in ASCII, with their place in the text. */
export interface DigitGroup {
  readonly digits: string;
  /** Places in the text as JavaScript counts them. */
  readonly start: number;
  readonly end: number;
  /** What parts it from the group before: nothing a number has inside, blanks or hyphens, a point, the border of a table cell. */
  readonly gap: 'other' | 'soft' | 'point' | 'cell';
}

const DIGITS = /[0-9０-９]+/gu;
/** Blanks of every width, zero-width marks, hyphens and dashes, the middle dot: as people group a number. */
const SOFT = /^[ \u00a0\u00ad\u2000-\u200d\u2060\u3000\ufeff\-‐‑‒–—−－·]{1,4}$/u;
const CELL = /^[ \u00a0\u3000]*[\t\n\r\u2028|│┃｜][\s|│┃｜]*$/u;

/** The digits of a text in the order they stand. Full-width digits come out as ASCII. */
export function digitGroupsOf(text: string): DigitGroup[] {
  let lastEnd = -1;
  return [...text.matchAll(DIGITS)].map(({ 0: raw, index: start }) => {
    const between = lastEnd < 0 ? null : text.slice(lastEnd, start);
    lastEnd = start + raw.length;
    return { digits: toAscii(raw), start, end: lastEnd, gap: between === null ? 'other' : gapOf(between) };
  });
}

function gapOf(between: string): DigitGroup['gap'] {
  if (between.length > 12) return 'other';
  if (SOFT.test(between)) return 'soft';
  if (between === '.' || between === '．') return 'point';
  return CELL.test(between) ? 'cell' : 'other';
}

function toAscii(digits: string): string {
  return digits.replaceAll(/[０-９]/gu, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0));
}

/** Whole groups, one after the other, that make a number together. */
export interface JoinedDigits {
  readonly digits: string;
  readonly groups: readonly DigitGroup[];
  readonly start: number;
  readonly end: number;
  readonly crossesCells: boolean;
  /** Grouped by points, as some write telephone numbers; most such figures are decimals, versions or addresses. */
  readonly crossesPoints: boolean;
}

/** Every number of at most `longest` digits that can be read from the group at `index` on. */
export function* joinedFrom(
  groups: readonly DigitGroup[],
  index: number,
  longest: number,
): Generator<JoinedDigits> {
  const first = groups[index];
  if (first === undefined) return;
  let digits = '';
  let crossesCells = false;
  let crossesPoints = false;
  const joined: DigitGroup[] = [];
  for (const group of groups.slice(index, index + longest)) {
    if (joined.length > 0) {
      if (group.gap === 'other') return;
      crossesCells ||= group.gap === 'cell';
      crossesPoints ||= group.gap === 'point';
    }
    digits += group.digits;
    if (digits.length > longest) return;
    joined.push(group);
    const { start } = first;
    yield { digits, groups: [...joined], start, end: group.end, crossesCells, crossesPoints };
  }
}
