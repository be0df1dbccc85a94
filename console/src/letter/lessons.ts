import { ITEM_FINDING_LABELS, LETTERS, type Letter, type RemedyLesson } from '@gongkai/core';
import type { FieldValues } from './letter-fields.js';

/** The lessons about a letter's own text, and about what it finds: of each item, of each part of it that is kept back. */
export function lessonsFor(
  letter: Letter,
  fields: FieldValues,
  known: readonly RemedyLesson[],
): readonly RemedyLesson[] {
  const items = rowsOf(fields.items);
  const grounds = new Set(
    items.flatMap((item) => [item, ...rowsOf(item.withheld)]).map(({ finding }) => finding),
  );
  return known.filter(
    (lesson) =>
      (lesson.letter === null || lesson.letter === letter) &&
      (lesson.ground === null || grounds.has(lesson.ground)),
  );
}

/** What a lesson is about, as a heading. */
export function lessonSubject({ ground, letter }: Pick<RemedyLesson, 'ground' | 'letter'>): string {
  return [
    ...(letter === null ? [] : [`《${LETTERS[letter]}》`]),
    ...(ground === null ? [] : [ITEM_FINDING_LABELS[ground]]),
  ].join('，');
}

function rowsOf(value: unknown): FieldValues[] {
  return Array.isArray(value) ? (value as FieldValues[]) : [];
}
