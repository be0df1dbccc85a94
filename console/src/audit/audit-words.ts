import {
  AUDIT_ACTOR_KINDS,
  AUDIT_DETAIL_LABELS,
  AUDIT_SUBJECTS,
  ROLES,
  type PresentedAuditRecord,
  type Role,
} from '@gongkai/core';

/** Who did it, as a page says: the name where there is one, and whom the person stood in for. */
export function actorWords({ actor, names }: PresentedAuditRecord): string {
  const name =
    actor.name ?? (actor.kind === 'person' ? actor.id : `${AUDIT_ACTOR_KINDS[actor.kind]}（${actor.id}）`);
  return actor.onBehalfOf === null ? name : `${name}（代 ${names[actor.onBehalfOf] ?? actor.onBehalfOf}）`;
}

/** What it was done with: an account by its name, a role as it is called. */
export function subjectWords({ subject, details, names }: PresentedAuditRecord): string {
  const kind = AUDIT_SUBJECTS[subject.type];
  const { role } = details;
  const isRole = subject.type === 'role' && typeof role === 'string' && role in ROLES;
  if (isRole) return `${kind} ${ROLES[role as Role]}`;
  return `${kind} ${names[subject.id] ?? subject.id}`;
}

/** The details of a record in one line: names of people, ids, counts and names of fields. */
export function detailWords({ details, names }: PresentedAuditRecord): string {
  return Object.entries(details)
    .filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0))
    .map(([name, value]) => `${AUDIT_DETAIL_LABELS[name] ?? name}：${valueWords(name, value, names)}`)
    .join('；');
}

function valueWords(field: string, value: unknown, names: Readonly<Record<string, string>>): string {
  if (typeof value === 'string' && names[value] !== undefined) return names[value];
  if (field === 'role' && typeof value === 'string' && value in ROLES) return ROLES[value as Role];
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map(String).join('、');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
