import {
  REVIEW_STEPS,
  visibilityOf,
  type Actor,
  type PermissionPlace,
  type ReviewStep,
  type Visibility,
} from '@gongkai/core';
import type { DocumentRow } from './queries.js';

type Placed = Pick<DocumentRow, 'agencyId' | 'unitId'>;

export function placeOfDocument({ agencyId, unitId }: Placed): PermissionPlace {
  return { agencyCode: agencyId, unitCode: unitId };
}

/** What of a document's working version somebody may see; its authors may. */
export function seesDraft(actor: Actor, row: Placed & Pick<DocumentRow, 'authors'>): boolean {
  return row.authors.includes(actor.id) || draftVisibility(actor, row).isKnown;
}

function draftVisibility(actor: Actor, { agencyId, unitId }: Placed): Visibility {
  return visibilityOf({ kind: 'draftDocument', agencyCode: agencyId, unitCode: unitId }, actor);
}

/** What anybody may see of a document: the version that was published, unless it was withdrawn (条例第二十三条). */
export function publicVisibility({
  agencyId,
  publishedVersion,
  withdrawnAt,
}: Pick<DocumentRow, 'agencyId' | 'publishedVersion' | 'withdrawnAt'>): Visibility {
  const isPublic = publishedVersion !== null && withdrawnAt === null;
  return visibilityOf({ kind: isPublic ? 'publishedDocument' : 'draftDocument', agencyCode: agencyId }, null);
}

export function permissionOfStep(step: ReviewStep) {
  return REVIEW_STEPS[step].permission;
}
