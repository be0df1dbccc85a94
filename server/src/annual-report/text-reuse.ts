import type { ReportComparison, ReportSection } from '@gongkai/core';

/** Shorter runs are set phrases; from here on a reader recognises the sentence (about a line of a mobile screen). */
export const SHORTEST_RUN = 13;
const MOST_PASSAGES = 20;
const LONGEST_PASSAGE = 300;

/** Spaces and breaks say nothing about who wrote a sentence. */
function charactersOf(text: string): string[] {
  return [...text.replace(/\s/g, '')];
}

function runsOf(characters: readonly string[]): string[] {
  const runs: string[] = [];
  for (let at = 0; at + SHORTEST_RUN <= characters.length; at += 1) {
    runs.push(characters.slice(at, at + SHORTEST_RUN).join(''));
  }
  return runs;
}

export interface TextReuse {
  /** Share of the characters that stand in runs of 13 or more which the other text has too, 0–1. */
  readonly share: number;
  /** The longest of these passages, longest first. */
  readonly passages: readonly string[];
}

/** How much of `text` stands in `known` runs; time and space grow with the length of the text alone. */
function reuseIn(text: string, known: ReadonlySet<string>): TextReuse {
  const characters = charactersOf(text);
  const passages: string[] = [];
  let shared = 0;
  let start = -1;
  let end = -1;
  const close = (): void => {
    if (start === -1) return;
    shared += end - start;
    passages.push(characters.slice(start, Math.min(end, start + LONGEST_PASSAGE)).join(''));
  };
  for (const [at, run] of runsOf(characters).entries()) {
    if (!known.has(run)) continue;
    if (start === -1 || at > end) {
      close();
      start = at;
    }
    end = at + SHORTEST_RUN;
  }
  close();
  const longestFirst = passages.sort((a, b) => b.length - a.length).slice(0, MOST_PASSAGES);
  return { share: characters.length === 0 ? 0 : shared / characters.length, passages: longestFirst };
}

/**
 * How much of each section was taken from anywhere in the other report (30号: reports copied or perfunctory are to
 * be sent back). The lead, which is the same by statute, and the tables are left out.
 */
export function reuseBySection(
  left: readonly ReportSection[],
  right: readonly ReportSection[],
): ReportComparison['reuse'] {
  const known = new Set(
    left.filter(({ number }) => number > 0).flatMap(({ text }) => runsOf(charactersOf(text))),
  );
  return right
    .filter(({ number }) => number > 0)
    .map(({ number, heading, text }) => {
      const { share, passages } = reuseIn(text, known);
      return { number, heading, share, passages: [...passages] };
    });
}
