import type { RowLabel } from './row-labels.js';

/** Something that may be a row of the table: words around it, and how well its figures fit a row (0–1). */
export interface RowObservation {
  readonly before: string;
  readonly after: string;
  /** By row of the form. 1: can hold exactly its cells; lower: figures that can't be the whole row; 0: no candidate. */
  readonly fit: (row: number) => number;
}

export interface AlignedRow {
  /** Index of the observation; null when the row was not found. */
  readonly observation: number | null;
  /** How much of the label stands beside the figures, 0–1. */
  readonly similarity: number;
  /** Where the label stands: before the figures, or behind them. */
  readonly side: 'before' | 'after';
}

export interface Alignment {
  readonly rows: readonly AlignedRow[];
  readonly score: number;
}

const SKIPPED_ROW = 0.12;
const NEIGHBOURS = 0.08;
const WORDS_BEFORE = 140;
const WORDS_AFTER = 60;

function bigramsOf(text: string): string[] {
  const bigrams: string[] = [];
  for (let index = 0; index + 1 < text.length; index += 1) bigrams.push(text.slice(index, index + 2));
  return bigrams;
}

/** How rare each pair of characters is among the labels: what many labels share tells little. */
function weighBigrams(labels: readonly RowLabel<string>[]): Map<string, number> {
  const rows = new Map<string, number>();
  for (const label of labels) {
    for (const bigram of new Set(label.variants.flatMap(bigramsOf)))
      rows.set(bigram, (rows.get(bigram) ?? 0) + 1);
  }
  return new Map([...rows].map(([bigram, count]) => [bigram, 1 / count]));
}

interface IndexedWords {
  readonly last: Map<string, number>;
  readonly length: number;
}

function indexWords(words: string): IndexedWords {
  const last = new Map<string, number>();
  for (let index = 0; index + 1 < words.length; index += 1) last.set(words.slice(index, index + 2), index);
  return { last, length: words.length };
}

interface WeighedBigram {
  readonly bigram: string;
  readonly weight: number;
  /** Characters of the label behind it. */
  readonly behind: number;
}

interface WeighedVariant {
  readonly bigrams: readonly WeighedBigram[];
  readonly weight: number;
}

/** From here on a pair of characters marks the place of its label; what many labels share does not. */
const MARKING_WEIGHT = 0.5;

function weighVariant(text: string, weights: ReadonlyMap<string, number>): WeighedVariant {
  const seen = new Map<string, WeighedBigram>();
  bigramsOf(text).forEach((bigram, index) => {
    seen.set(bigram, { bigram, weight: weights.get(bigram) ?? 1, behind: text.length - index - 2 });
  });
  const bigrams = [...seen.values()];
  return { bigrams, weight: bigrams.reduce((sum, each) => sum + each.weight, 0) };
}

function similarityTo(variants: readonly WeighedVariant[], words: IndexedWords, nearEnd: boolean): number {
  let best = 0;
  for (const variant of variants) {
    let found = 0;
    let distance = Number.POSITIVE_INFINITY;
    let unsureDistance = Number.POSITIVE_INFINITY;
    for (const { bigram, weight, behind } of variant.bigrams) {
      const at = words.last.get(bigram);
      if (at === undefined) continue;
      found += weight;
      const own = Math.max(0, words.length - at - 2 - behind);
      if (weight >= MARKING_WEIGHT) distance = Math.min(distance, own);
      else unsureDistance = Math.min(unsureDistance, own);
    }
    if (found === 0) continue;
    const away = distance === Number.POSITIVE_INFINITY ? unsureDistance : distance;
    const near = nearEnd ? 0.55 + 0.45 / (1 + away / 6) : 1;
    best = Math.max(best, (found / variant.weight) * near);
  }
  return best;
}

const weighedLabels = new WeakMap<readonly RowLabel<string>[], WeighedVariant[][]>();

/** The labels of a form weighed against each other, once for each form. */
function weighLabels(labels: readonly RowLabel<string>[]): WeighedVariant[][] {
  const known = weighedLabels.get(labels);
  if (known !== undefined) return known;
  const weights = weighBigrams(labels);
  const weighed = labels.map((label) => label.variants.map((text) => weighVariant(text, weights)));
  weighedLabels.set(labels, weighed);
  return weighed;
}

/**
 * Finds the rows of a form among what may be rows, in order: the best monotone alignment by the similarity of
 * the label beside the figures, by the fit of the figures and by neighbourhood. A row may be missing, and what
 * is no row is left out.
 */
export function alignRows(
  labels: readonly RowLabel<string>[],
  observations: readonly RowObservation[],
): Alignment {
  const variants = weighLabels(labels);
  const rows = labels.length;
  const isLabelAfter = observations.map(() => new Uint8Array(rows));
  const similarities = observations.map((observation, index) => {
    const before = indexWords(observation.before.slice(-WORDS_BEFORE));
    const after = indexWords(observation.after.slice(0, WORDS_AFTER));
    return Float64Array.from(variants, (variant, row) => {
      const near = similarityTo(variant, before, true);
      const behind = 0.8 * similarityTo(variant, after, false) - 0.3;
      if (behind > near) (isLabelAfter[index] as Uint8Array)[row] = 1;
      return Math.max(near, behind);
    });
  });

  // best[i][j]: the first i observations against the first j rows; matched[i][j]: the same, ending in the pair i–j.
  const width = rows + 1;
  const best = new Float64Array((observations.length + 1) * width);
  const matched = new Float64Array(best.length).fill(Number.NEGATIVE_INFINITY);
  const isFromNeighbour = new Uint8Array(best.length);
  for (let j = 1; j <= rows; j += 1) best[j] = (best[j - 1] as number) - SKIPPED_ROW;
  for (let i = 1; i <= observations.length; i += 1) {
    for (let j = 0; j <= rows; j += 1) {
      const here = i * width + j;
      let top = best[here - width] as number;
      if (j > 0) {
        const fit = observations[i - 1]?.fit(j - 1) ?? 0;
        top = Math.max(top, (best[here - 1] as number) - SKIPPED_ROW);
        if (fit > 0) {
          const similarity = (similarities[i - 1] as Float64Array)[j - 1] as number;
          const gain =
            fit * (similarity >= 0.3 ? similarity : 0.1 * similarity) - (similarity < 0.3 ? 0.05 : 0);
          const fresh = best[here - width - 1] as number;
          const joined = (matched[here - width - 1] as number) + NEIGHBOURS;
          isFromNeighbour[here] = joined > fresh ? 1 : 0;
          matched[here] = Math.max(fresh, joined) + gain;
          top = Math.max(top, matched[here]);
        }
      }
      best[here] = top;
    }
  }

  const found: AlignedRow[] = Array.from({ length: rows }, () => ({
    observation: null,
    similarity: 0,
    side: 'before',
  }));
  let i = observations.length;
  let j = rows;
  let mustMatch = false;
  while (i > 0 && j > 0) {
    const here = i * width + j;
    if (
      mustMatch ||
      (best[here] === matched[here] && (matched[here] as number) > (best[here - width] as number))
    ) {
      found[j - 1] = {
        observation: i - 1,
        similarity: (similarities[i - 1] as Float64Array)[j - 1] as number,
        side: (isLabelAfter[i - 1] as Uint8Array)[j - 1] === 1 ? 'after' : 'before',
      };
      mustMatch = isFromNeighbour[here] === 1;
      i -= 1;
      j -= 1;
    } else if (best[here] === best[here - width]) i -= 1;
    else j -= 1;
  }
  return { rows: found, score: best[best.length - 1] as number };
}

const STRONG = 0.6;

function countStrong(alignment: Alignment, observations: readonly RowObservation[]): number {
  return alignment.rows.filter(
    (row, index) =>
      row.observation !== null &&
      row.similarity >= 0.35 &&
      (observations[row.observation]?.fit(index) ?? 0) === 1,
  ).length;
}

/**
 * As `alignRows`, for files that may print the figures of each row before its label throughout: then even the
 * label of the first row follows figures, and no fewer rows are found that way.
 */
export function alignRowsOnEitherSide(
  labels: readonly RowLabel<string>[],
  observations: readonly RowObservation[],
): Alignment {
  const onlyBefore = observations.map((observation) => ({ ...observation, after: '' }));
  const onlyAfter = observations.map((observation) => ({
    ...observation,
    before: observation.after.slice(0, WORDS_AFTER),
    after: '',
  }));
  const reversed = alignRows(labels, onlyAfter);
  const first = reversed.rows[0];
  const isReversed =
    first !== undefined &&
    first.observation !== null &&
    first.similarity >= STRONG &&
    observations[first.observation]?.fit(0) === 1 &&
    labels[0]?.variants.some((variant) =>
      observations[first.observation as number]?.before.includes(variant),
    ) === false &&
    countStrong(reversed, onlyAfter) >= countStrong(alignRows(labels, onlyBefore), onlyBefore);
  if (!isReversed) return alignRows(labels, observations);
  return { ...reversed, rows: reversed.rows.map((row) => ({ ...row, side: 'after' })) };
}
