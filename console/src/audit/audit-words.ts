import { AUDIT_ACTOR_KINDS, AUDIT_DETAIL_LABELS, type PresentedAuditRecord } from '@gongkai/core';

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
    .map(([name, value]) => `${AUDIT_DETAIL_LABELS[name] ?? name}：${valueWords(value)}`)
    .join('；');
}

function valueWords(value: unknown): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(String).join('、');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
