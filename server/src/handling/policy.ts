import { visibilityOf, type Actor, type PermissionPlace } from '@gongkai/core';

/** Where a task is handled. */
export interface TaskPlace {
  readonly agencyId: string;
  readonly unitId: string;
}

export function placeOfTask({ agencyId, unitId }: TaskPlace): PermissionPlace {
  return { agencyCode: agencyId, unitCode: unitId };
}

/** A liaison officer sees the tasks of his own unit alone. */
export function seesTask(actor: Actor, { agencyId, unitId }: TaskPlace): boolean {
  return visibilityOf({ kind: 'unitTask', agencyCode: agencyId, unitCode: unitId }, actor).isKnown;
}
