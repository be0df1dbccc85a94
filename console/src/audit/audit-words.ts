import { AUDIT_ACTOR_KINDS, type PresentedAuditRecord } from '@gongkai/core';

/** Who did it, as a page says: the name where there is one, and whom the person stood in for. */
export function actorWords({ actor }: PresentedAuditRecord): string {
  const name =
    actor.name ?? (actor.kind === 'person' ? actor.id : `${AUDIT_ACTOR_KINDS[actor.kind]}（${actor.id}）`);
  return actor.onBehalfOf === null ? name : `${name}（代 ${actor.onBehalfOf}）`;
}

/** The details of a record in one line: ids, counts and names of fields. */
export function detailWords({ details }: PresentedAuditRecord): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('；');
}
