import {
  applicantActor,
  unitsWhere,
  visibilityOf,
  type Actor,
  type PermissionPlace,
  type Visibility,
} from '@gongkai/core';

/** What decides who may do something with a case. */
export interface CasePlace {
  readonly agencyId: string;
  readonly unitId: string | null;
}

export function placeOfCase({ agencyId, unitId }: CasePlace): PermissionPlace {
  return { agencyCode: agencyId, unitCode: unitId };
}

export function visibilityOfCase(
  actor: Actor,
  { agencyId, unitId, partyId = null }: CasePlace & { readonly partyId?: string | null },
): Visibility {
  const applicantIds = partyId === null ? [] : [applicantActor(partyId).id];
  return visibilityOf({ kind: 'case', agencyCode: agencyId, unitCode: unitId, applicantIds }, actor);
}

/** Whether the case is the one that an applicant made himself. */
export function isOwnCase(actor: Actor, row: CasePlace & { readonly partyId: string | null }): boolean {
  return visibilityOfCase(actor, row).applicant === 'full';
}

/** Whether somebody sees every case of the agency, and so may be told of others beside the one he opened. */
export function seesWholeRegister(actor: Actor, agencyId: string): boolean {
  const sees = visibilityOfCase(actor, { agencyId, unitId: null }).showsHandling;
  // Who took over what was of no unit of another agency sees that, and not the rest.
  return sees && unitsWhere(actor, 'case.view', agencyId) === 'all';
}
