import type { PresentedSection } from '@gongkai/core';

/** A section as it is being written: from which text and revision it began, and what it says now. */
export interface SectionDraft {
  readonly base: string;
  readonly revision: number;
  readonly text: string;
}

export function draftOfSection({ template, revision }: PresentedSection): SectionDraft {
  return { base: template, revision, text: template };
}

export function isChanged({ base, text }: SectionDraft): boolean {
  return base !== text;
}

function keyOf(code: string, year: number, number: number): string {
  return `gongkai draft ${code} ${year} ${number}`;
}

function isDraft(value: unknown): value is SectionDraft {
  const draft = value as Partial<SectionDraft> | null;
  return (
    typeof draft?.base === 'string' && typeof draft.text === 'string' && typeof draft.revision === 'number'
  );
}

/** What was written in this browser and not saved yet: leaving the page loses nothing. */
export function readDraft(code: string, year: number, number: number): SectionDraft | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(keyOf(code, year, number)) ?? 'null');
    return isDraft(value) ? value : null;
  } catch {
    return null;
  }
}

export function keepDraft(code: string, year: number, number: number, draft: SectionDraft): void {
  try {
    if (isChanged(draft)) localStorage.setItem(keyOf(code, year, number), JSON.stringify(draft));
    else localStorage.removeItem(keyOf(code, year, number));
  } catch {
    // A browser that keeps nothing still has the text on the page.
  }
}
