import {
  LETTER_KINDS,
  LETTER_STATUS_NAMES,
  LETTERS,
  LETTER_STATUSES,
  letterQuerySchema,
} from '@gongkai/core';
import type { QueryOf } from '../api/request.js';

/** What the register of letters is narrowed to and ordered by; the address holds it. */
export type LetterFilters = NonNullable<QueryOf<'listLetters'>>;

const KEYS = ['kind', 'status', 'waiting', 'year', 'q', 'sort', 'after'] as const;
type Key = (typeof KEYS)[number];

/** Filters from the address; a value that means nothing is left out. */
export function readLetterFilters(search: URLSearchParams): LetterFilters {
  const filters: Record<string, unknown> = {};
  for (const key of KEYS) {
    const text = search.get(key);
    if (text === null || text === '') continue;
    const parsed = letterQuerySchema.shape[key].safeParse(text);
    if (parsed.success && parsed.data !== undefined) filters[key] = parsed.data;
  }
  return filters;
}

export function writeLetterFilters(filters: LetterFilters): URLSearchParams {
  const search = new URLSearchParams();
  for (const key of KEYS) {
    const value = filters[key];
    if (value !== undefined && value !== '') search.set(key, String(value));
  }
  return search;
}

/** Filters changed by one; a changed list begins at its first page again. */
export function changeLetterFilter<K extends Key>(
  filters: LetterFilters,
  key: K,
  value: LetterFilters[K],
): LetterFilters {
  const { after: _, [key]: __, ...rest } = filters;
  return value === undefined || value === '' ? rest : { ...rest, [key]: value };
}

export const KIND_OPTIONS = LETTER_KINDS.map((value) => ({ value, label: LETTERS[value] }));
export const LETTER_STATUS_OPTIONS = LETTER_STATUS_NAMES.map((value) => ({
  value,
  label: LETTER_STATUSES[value],
}));
