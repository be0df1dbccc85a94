import type { NewSuccession } from '@gongkai/core';

/** Where a unit goes: to a successor, there to a unit or, with '', to none yet. */
export interface UnitDestination {
  readonly successorCode: string;
  readonly successorUnitCode: string;
}
/** By the unit's code; a unit without an entry was not decided, or stays. */
export type UnitDestinations = Readonly<Record<string, UnitDestination>>;

/** What is sent: only what goes to a successor that is still chosen. */
export function destinationsOf(
  units: UnitDestinations,
  successorCodes: readonly string[],
): NewSuccession['units'] {
  return Object.entries(units)
    .filter(([, { successorCode }]) => successorCodes.includes(successorCode))
    .map(([unitCode, { successorCode, successorUnitCode }]) => ({
      ...{ unitCode, successorCode },
      successorUnitCode: successorUnitCode === '' ? null : successorUnitCode,
    }));
}
