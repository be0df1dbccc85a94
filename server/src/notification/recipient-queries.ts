import { EVERY_AGENCY, type LocalDate, type NotificationDelivery, type Role } from '@gongkai/core';
import { sql } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';
import { holdersAt, type RolePlace } from '../role-reach/service.js';

export interface Recipient {
  readonly accountId: string;
  /** Where the inbox is. */
  readonly homeId: string;
  /** What the person has chosen; null: nothing. */
  readonly delivery: NotificationDelivery | null;
  /** A verified address that takes mail. */
  readonly canBeMailed: boolean;
}

/** What is known of an account for telling it something; `a` is the account. */
const recipientColumns = (kind: string) => sql`
  a.account_id, coalesce(a.agency_id, ${EVERY_AGENCY}) as home_id,
  (select p.delivery from notification_preference p
    where p.agency_id = coalesce(a.agency_id, ${EVERY_AGENCY}) and p.account_id = a.account_id and p.kind = ${kind}) as delivery,
  exists (select from notification_address n
    where n.agency_id = coalesce(a.agency_id, ${EVERY_AGENCY}) and n.account_id = a.account_id
      and n.verified_at is not null and n.refused_at is null
      and not exists (select from mail_unsubscription u
        where u.agency_id = n.agency_id and u.recipient_kind = 'account' and u.recipient_id = n.account_id)) as can_be_mailed`;

/**
 * Active accounts that have one of the roles at a place today, by themselves or for somebody absent.
 */
export async function listRoleHolders(
  db: Connection,
  kind: string,
  at: RolePlace & { readonly roles: readonly Role[] },
  today: LocalDate,
): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    with recursive ${holdersAt(at, at.roles, today)}
    select ${recipientColumns(kind)}
    from account a
    where a.account_id in (select h.account_id from holding h)
    order by a.account_id`.execute(db);
  return rows;
}

/** The accounts themselves, as far as they are active. */
export async function listAddressees(
  db: Connection,
  kind: string,
  accountIds: readonly string[],
): Promise<Recipient[]> {
  const { rows } = await sql<Recipient>`
    select ${recipientColumns(kind)}
    from account a
    where a.account_id = any(${arrayLiteral(accountIds)}::text[]) and a.status = 'active'
    order by a.account_id`.execute(db);
  return rows;
}
