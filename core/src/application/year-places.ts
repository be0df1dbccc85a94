import { yearOf, type LocalDate } from '../calendar/local-date.js';
import type { OutcomeRow } from '../annual-report/tables.js';

/** A case's place in one year's 表三: exactly one of isNew and isCarriedIn, exactly one of row and isCarriedOut. */
export interface YearPlace {
  readonly isNew: boolean;
  readonly isCarriedIn: boolean;
  readonly row: OutcomeRow | null;
  readonly isCarriedOut: boolean;
}

/**
 * Places of a case from the year of its receipt (条例第三十一条) to that of its close or, while open, of today.
 * Keys are years as text.
 */
export function yearPlacesOf(
  receivedOn: LocalDate | null,
  close: { readonly on: LocalDate; readonly row: OutcomeRow } | null,
  today: LocalDate,
): Readonly<Record<string, YearPlace>> {
  if (receivedOn === null) return {};
  const first = yearOf(receivedOn);
  const last = Math.max(first, yearOf(close?.on ?? today));
  const places: Record<string, YearPlace> = {};
  for (let year = first; year <= last; year += 1) {
    const row = close && year === last ? close.row : null;
    places[String(year)] = {
      isNew: year === first,
      isCarriedIn: year > first,
      row,
      isCarriedOut: row === null,
    };
  }
  return places;
}
