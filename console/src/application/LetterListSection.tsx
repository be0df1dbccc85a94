import { LETTERS } from '@gongkai/core';
import type { CaseSectionProps } from './case-section.js';

function letterName(letter: string): string {
  return (LETTERS as Readonly<Record<string, string>>)[letter] ?? letter;
}

/** The letters that the recorded steps call for. */
export function LetterListSection({ of }: CaseSectionProps) {
  if (of.letters.length === 0) return <p className="muted">到现在为止不需要文书。</p>;
  return (
    <ul className="plain-list">
      {of.letters.map((letter, index) => (
        <li key={`${letter} ${index}`}>{letterName(letter)}</li>
      ))}
    </ul>
  );
}
