import {
  addDays,
  laterOf,
  parseLocalDate,
  yearOf,
  type ApplicantClass,
  type CaseEvent,
  type LocalDate,
  type OutcomeRow,
} from '@gongkai/core';
import type { CaseToLoad } from '../application/service.js';

/** A case while it is being made: its number follows when all of the agency are known. */
export interface MadeCase {
  readonly applicantClass: ApplicantClass;
  readonly applicantName: string | null;
  readonly topic: string;
  readonly request: string;
  readonly unitCode: string | null;
  readonly row: OutcomeRow | null;
  readonly events: readonly CaseEvent[];
}

/** The day on which it arrived. */
export function submittedOnOf({ events }: Pick<MadeCase, 'events'>): LocalDate {
  const first = events.find(({ type }) => type === 'submitted');
  if (first === undefined) throw new Error('a case without an application');
  return first.on;
}

/** The day of the first answer, if there is one. */
export function servedOnOf({ events }: Pick<MadeCase, 'events'>): LocalDate | null {
  return events.find(({ type }) => type === 'served')?.on ?? null;
}

/** What is known of the case on a day; null before it arrived. A day to come is not yet known. */
export function knownOn(made: MadeCase, today: LocalDate): MadeCase | null {
  const events = made.events
    .filter(({ on }) => on <= today)
    .map((event) =>
      'receivedOn' in event && event.receivedOn !== undefined && event.receivedOn > today
        ? { ...event, receivedOn: undefined }
        : event,
    );
  return events.some(({ type }) => type === 'submitted') ? { ...made, events } : null;
}

export type NumberedCase = MadeCase & { readonly caseId: string };

/** Numbers the cases of an agency by the year and order of their arrival. */
export function numberCases(code: string, cases: readonly MadeCase[]): NumberedCase[] {
  const serial = new Map<number, number>();
  return [...cases]
    .sort((a, b) => (submittedOnOf(a) < submittedOnOf(b) ? -1 : submittedOnOf(a) > submittedOnOf(b) ? 1 : 0))
    .map((made) => {
      const year = yearOf(submittedOnOf(made));
      const next = (serial.get(year) ?? 0) + 1;
      serial.set(year, next);
      return { ...made, caseId: `${code}-${year}-${String(next).padStart(4, '0')}` };
    });
}

export function toLoad({ row: _, ...made }: NumberedCase): CaseToLoad {
  return made;
}

/** The day after everything that happened. */
export function dayAfter(events: readonly CaseEvent[]): LocalDate {
  return addDays(
    events.reduce((last, { on }) => laterOf(last, on), parseLocalDate('2008-05-01')),
    1,
  );
}
