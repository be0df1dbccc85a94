import { DomainError, localDateSchema } from '@gongkai/core';

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-]\d{2}:\d{2})$/;

/** The end of a page in a list by time, as it was given with the page: an instant, `separator` and an id. */
export interface InstantKey {
  readonly at: string;
  readonly id: string;
}

/** @throws DomainError INVALID_INPUT for what no page has given: the database would fail over it */
export function parseInstantKey(text: string, separator: '/' | '~' = '/'): InstantKey {
  const [at = '', id = ''] = text.split(separator);
  const day = INSTANT.exec(at)?.[1];
  if (id !== '' && localDateSchema.safeParse(day).success) return { at, id };
  throw wrongPlace();
}

/** The end of a page in a list by day: `2026-03-02~id`; `infinity` where there is none yet. */
export interface DayKey {
  readonly day: string;
  readonly id: string;
}

/** @throws DomainError INVALID_INPUT for what no page has given */
export function parseDayKey(text: string): DayKey {
  const [day = '', ...rest] = text.split('~');
  const isDay = day === 'infinity' || localDateSchema.safeParse(day).success;
  if (!isDay || rest.length === 0) throw wrongPlace();
  return { day, id: rest.join('~') };
}

function wrongPlace(): DomainError {
  return new DomainError('INVALID_INPUT', '翻页的位置无效，请从第一页看起。');
}
