import type { RemedyLesson } from '@gongkai/core';
import type { FieldValues } from './letter-fields.js';

/** The lessons about what a draft finds: of each item, and of each part of it that is kept back. */
export function lessonsFor(fields: FieldValues, known: readonly RemedyLesson[]): readonly RemedyLesson[] {
  const grounds = new Set(
    rowsOf(fields.items)
      .flatMap((item) => [item, ...rowsOf(item.withheld)])
      .map(({ finding }) => finding),
  );
  return known.filter(({ ground }) => grounds.has(ground));
}

function rowsOf(value: unknown): FieldValues[] {
  return Array.isArray(value) ? (value as FieldValues[]) : [];
}
