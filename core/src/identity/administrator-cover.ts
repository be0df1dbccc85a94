import { addDays, type LocalDate } from '../calendar/local-date.js';
import { ADMINISTRATOR_ROLES, type AdministratorRole } from './role.js';

/** A grant on the platform of somebody who can sign in, not revoked. */
export interface AdministratorTerm {
  readonly role: AdministratorRole;
  readonly fromOn: LocalDate;
  /** Its last day; null: without an end. */
  readonly untilOn: LocalDate | null;
}

/** A duty of 三员 that nobody will hold after a day: then nobody could grant it again. */
export interface VacantDuty {
  readonly role: AdministratorRole;
  /** The last day on which somebody holds it without a break; null: nobody does today. */
  readonly heldUntil: LocalDate | null;
}

/** The duties that are not held for good, each with the day on which they end (GB/T 22239 8.1.5: always held, apart). */
export function vacantDuties(terms: readonly AdministratorTerm[], today: LocalDate): VacantDuty[] {
  return (Object.keys(ADMINISTRATOR_ROLES) as AdministratorRole[]).flatMap((role) => {
    const own = terms.filter((term) => term.role === role);
    let heldUntil: LocalDate | null = null;
    for (;;) {
      const day: LocalDate = heldUntil === null ? today : addDays(heldUntil, 1);
      const holding = own.filter(
        ({ fromOn, untilOn }) => fromOn <= day && (untilOn === null || untilOn >= day),
      );
      if (holding.some(({ untilOn }) => untilOn === null)) return [];
      const last = holding
        .flatMap(({ untilOn }) => (untilOn === null ? [] : [untilOn]))
        .sort()
        .at(-1);
      if (last === undefined) return [{ role, heldUntil }];
      heldUntil = last;
    }
  });
}
