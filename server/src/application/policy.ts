import { visibilityOf, type Actor, type PermissionPlace, type Visibility } from '@gongkai/core';

/** What decides who may do something with a case. */
export interface CasePlace {
  readonly agencyId: string;
  readonly unitId: string | null;
}

export function placeOfCase({ agencyId, unitId }: CasePlace): PermissionPlace {
  return { agencyCode: agencyId, unitCode: unitId };
}

export function visibilityOfCase(actor: Actor, { agencyId, unitId }: CasePlace): Visibility {
  return visibilityOf({ kind: 'case', agencyCode: agencyId, unitCode: unitId }, actor);
}

/** Whether somebody sees every case of the agency, and so may be told of others beside the one he opened. */
export function seesWholeRegister(actor: Actor, agencyId: string): boolean {
  return visibilityOfCase(actor, { agencyId, unitId: null }).showsHandling;
}
