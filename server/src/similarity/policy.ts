import { visibilityOf, type Actor } from '@gongkai/core';

/** Whether somebody may be shown the text of an earlier request; those of old systems are of no one unit. */
export function mayCompareWith(
  actor: Actor,
  { agencyId, unitId }: { readonly agencyId: string; readonly unitId: string | null },
): boolean {
  return visibilityOf({ kind: 'case', agencyCode: agencyId, unitCode: unitId }, actor).showsContent;
}
