import { DomainError } from '../error.js';
import { rolePermits, PERMISSIONS, type Permission } from './permission.js';
import { ROLE_NAMES, ROLES, type Role } from './role.js';

/** Stands for every agency in the codes that a grant reaches; no agency can have this code. */
export const EVERY_AGENCY = '*';

/** In a grant: what belongs to no unit, and nothing of any. No unit can have this code. */
export const NO_UNIT = '';

/** A role that somebody has today. Whoever loads it leaves out what is not in force. */
export interface ActiveGrant {
  readonly role: Role;
  /** The agency of the grant; `EVERY_AGENCY` for those who run the platform. */
  readonly agencyCode: string;
  /** Null: all units of the agencies it reaches; of another agency, the unit there. */
  readonly unitCode: string | null;
  /**
   * Every agency it reaches: this one, those it succeeded wholly, and for a role over a subtree those below. What came by
   * units stands in a grant of its own for each.
   */
  readonly agencyCodes: readonly string[];
  /** The absent account that delegated it; null when the role is one's own. */
  readonly onBehalfOf: string | null;
}

/** Who does something: a person with an account, an applicant, or the system itself. */
export interface Actor {
  readonly kind: 'person' | 'applicant' | 'system';
  /** The account's id; of the system the name of the job or command. */
  readonly id: string;
  readonly name: string;
  readonly grants: readonly ActiveGrant[];
}

/** Where something is to be done. `agencyCode` null: on the platform; `unitCode` absent or null: of no one unit. */
export interface PermissionPlace {
  readonly agencyCode: string | null;
  readonly unitCode?: string | null | undefined;
}

/** Who runs a command on the server's own machine: he holds the database itself. */
export function operatorActor(): Actor {
  return { kind: 'system', id: 'cli', name: '命令行', grants: [] };
}

const APPLICANT_PREFIX = 'applicant:';

/** Somebody who applied over the public pages and has proved to be the party; he has no account. */
export function applicantActor(partyId: string): Actor {
  return { kind: 'applicant', id: `${APPLICANT_PREFIX}${partyId}`, name: '申请人', grants: [] };
}

const APPLICANT_ACCOUNT_PREFIX = 'applicant-account:';

/** Somebody who applied and has signed in to an account of his own, which is none of the staff's. */
export function applicantAccountActor(accountId: string): Actor {
  return { kind: 'applicant', id: `${APPLICANT_ACCOUNT_PREFIX}${accountId}`, name: '申请人', grants: [] };
}

/** A job that acts by itself. */
export function systemActor(jobName: string): Actor {
  return { kind: 'system', id: `job:${jobName}`, name: `系统任务（${jobName}）`, grants: [] };
}

/**
 * Who made a record, as pages say it. An account keeps its name when it is disabled; programs have no account.
 * @param displayName that of the account with this id; null: there is none
 */
export function recorderName(id: string, displayName: string | null): string {
  if (displayName !== null) return displayName;
  if (id === operatorActor().id) return operatorActor().name;
  if (id.startsWith(APPLICANT_PREFIX) || id.startsWith(APPLICANT_ACCOUNT_PREFIX)) return '申请人（网上）';
  if (id.startsWith('client:')) return '外部系统';
  return id.startsWith('job:') ? systemActor(id.slice('job:'.length)).name : id;
}

/** A person with every role everywhere: for development on one's own machine, and tests. */
export function actorWithEveryRole(id: string, name: string): Actor {
  const grants = ROLE_NAMES.map((role) => ({
    role,
    agencyCode: EVERY_AGENCY,
    unitCode: null,
    agencyCodes: [EVERY_AGENCY],
    onBehalfOf: null,
  }));
  return { kind: 'person', id, name, grants };
}

function reaches({ agencyCodes }: ActiveGrant, agencyCode: string | null): boolean {
  return agencyCodes.includes(EVERY_AGENCY) || (agencyCode !== null && agencyCodes.includes(agencyCode));
}

/** Whether somebody may do something there: in the whole agency, or in the unit that is named. */
export function may(actor: Actor | null, permission: Permission, at: PermissionPlace): boolean {
  if (actor === null) return false;
  if (actor.kind === 'system') return true;
  return actor.grants.some(
    (grant) =>
      rolePermits(grant.role, permission) &&
      reaches(grant, at.agencyCode) &&
      (grant.unitCode === null || grant.unitCode === (at.unitCode ?? NO_UNIT)),
  );
}

/** The units in which somebody may do something, `NO_UNIT` for what belongs to none; `all`: in the agency as a whole. */
export function unitsWhere(
  actor: Actor | null,
  permission: Permission,
  agencyCode: string,
): 'all' | readonly string[] {
  if (actor?.kind === 'system') return 'all';
  const units = (actor?.grants ?? [])
    .filter((grant) => rolePermits(grant.role, permission) && reaches(grant, agencyCode))
    .map(({ unitCode }) => unitCode);
  if (units.includes(null)) return 'all';
  return [...new Set(units.filter((unit) => unit !== null))];
}

/** Whether somebody may do something in the agency or in some unit of it; without an agency: anywhere at all. */
export function mayWithin(actor: Actor | null, permission: Permission, agencyCode?: string): boolean {
  if (actor === null) return false;
  if (agencyCode !== undefined) return unitsWhere(actor, permission, agencyCode).length > 0;
  return actor.kind === 'system' || actor.grants.some(({ role }) => rolePermits(role, permission));
}

/** What somebody may do there, for pages that offer only what would not be refused. */
export function allowedAt<P extends Permission>(
  actor: Actor | null,
  permissions: readonly P[],
  at: PermissionPlace,
): P[] {
  return permissions.filter((permission) => may(actor, permission, at));
}

/**
 * Called by every use case before it does anything.
 * @param hidden what to say where even the existence is none of the actor's business; it must read like "not found"
 * @throws DomainError FORBIDDEN, or `hidden`
 */
export function permit(
  actor: Actor | null,
  permission: Permission,
  at: PermissionPlace,
  hidden?: () => DomainError,
): void {
  if (may(actor, permission, at)) return;
  const { code, message, details } = hidden?.() ?? refusalOf(permission);
  const agencyCode = at.agencyCode === null ? {} : { agencyCode: at.agencyCode };
  throw new DomainError(code, message, { ...details, permission, ...agencyCode });
}

/** As `permit`, for lists that are then narrowed to the units of `unitsWhere`. @throws DomainError FORBIDDEN */
export function permitWithin(actor: Actor | null, permission: Permission, agencyCode?: string): void {
  if (!mayWithin(actor, permission, agencyCode)) throw refusalOf(permission);
}

/**
 * A refusal or a "not found" in the words of another: the caller reads `words`, and what was refused stays in the details,
 * from which it is put on record. Anything else is passed on as it is.
 */
export function hiddenAs(error: unknown, words: DomainError): unknown {
  if (!(error instanceof DomainError)) return error;
  if (error.code !== 'NOT_FOUND' && error.code !== 'FORBIDDEN') return error;
  const { permission, agencyCode } = error.details;
  return new DomainError(words.code, words.message, {
    ...words.details,
    ...(permission !== undefined && { permission }),
    ...(agencyCode !== undefined && { agencyCode }),
  });
}

function refusalOf(permission: Permission): DomainError {
  const roles = ROLE_NAMES.filter((role) => rolePermits(role, permission)).map((role) => ROLES[role]);
  return new DomainError(
    'FORBIDDEN',
    `您没有“${PERMISSIONS[permission]}”的权限，这次操作没有执行。需要${roles.join('、')}的角色，请与本机关的安全管理员联系。`,
    { permission },
  );
}
