import {
  ROLE_NAMES,
  notificationRule,
  rolePermits,
  type LocalDate,
  type NotificationKind,
} from '@gongkai/core';
import type { Connection } from '../platform/database/schema.js';
import { listRoleHolders, type Recipient } from './recipient-queries.js';

/** Where something happened; `unit` null: in no one unit, `agency` null: on the platform. */
export interface NewsPlace {
  readonly agency: string | null;
  readonly unit?: string | null | undefined;
}

/**
 * Who is told of a kind of news at a place: those who may do today what it calls for, and whoever stands in for them.
 * One query, whatever the number of people.
 */
export async function recipientsOf(
  db: Connection,
  kind: NotificationKind,
  { agency, unit = null }: NewsPlace,
  today: LocalDate,
): Promise<Recipient[]> {
  const { audience } = notificationRule(kind);
  if (audience === 'addressee') throw new TypeError(`The news ${kind} is addressed by name.`);
  const { permission, roles = ROLE_NAMES, isOfUnit = false } = audience;
  const permitted = roles.filter((role) => rolePermits(role, permission));
  return listRoleHolders(db, kind, { agencyId: agency, unitId: unit, roles: permitted, isOfUnit }, today);
}
