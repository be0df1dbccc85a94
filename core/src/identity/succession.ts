import type { LocalDate } from '../calendar/local-date.js';

/** How the duties of an agency went to others when organs were reformed (机构改革). */
export const SUCCESSION_KINDS = { merged: '合并', split: '拆分' } as const;
export type SuccessionKind = keyof typeof SUCCESSION_KINDS;

/** What of an agency's duties a successor took over. */
export const SUCCESSION_REACHES = {
  all: '全部职责',
  rest: '所列处室的职责，以及不属于任何处室的',
  units: '所列处室的职责',
} as const;
export type SuccessionReach = keyof typeof SUCCESSION_REACHES;

/** A name that an agency bore until the end of a day. */
export interface FormerName {
  readonly name: string;
  readonly untilOn: LocalDate;
}

/** The name that an agency bore on a day. */
export function nameOn(present: string, formerNames: readonly FormerName[], day: LocalDate): string {
  const borne = formerNames.filter(({ untilOn }) => untilOn >= day);
  const [first] = borne.sort((a, b) => (a.untilOn < b.untilOn ? -1 : 1));
  return first?.name ?? present;
}

/** Whether something exists on a day; null is open-ended, both days are included. */
export function existsOn(
  {
    existsFrom,
    existsUntil,
  }: { readonly existsFrom: LocalDate | null; readonly existsUntil: LocalDate | null },
  day: LocalDate,
): boolean {
  return (existsFrom === null || existsFrom <= day) && (existsUntil === null || existsUntil >= day);
}
