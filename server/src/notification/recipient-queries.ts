import {
  EVERY_AGENCY,
  ROLE_NAMES,
  ROLE_REACH,
  type LocalDate,
  type NotificationDelivery,
  type Role,
} from '@gongkai/core';
import { sql } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

export interface Recipient {
  readonly accountId: string;
  /** Where the inbox is. */
  readonly homeId: string;
  /** What the person has chosen; null: nothing. */
  readonly delivery: NotificationDelivery | null;
  /** A verified address that takes mail. */
  readonly canBeMailed: boolean;
}

const SUBTREE_ROLES = arrayLiteral(ROLE_NAMES.filter((role) => ROLE_REACH[role] === 'subtree'));

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
 * Active accounts that have one of the roles at a place today, by themselves or for somebody absent: a role of one unit
 * reaches that unit alone, a role over a subtree those below, every role the agencies that were succeeded.
 */
export async function listRoleHolders(
  db: Connection,
  kind: string,
  at: {
    readonly agencyId: string | null;
    readonly unitId: string | null;
    readonly roles: readonly Role[];
    /** Only roles of the very unit. */
    readonly isOfUnit: boolean;
  },
  today: LocalDate,
): Promise<Recipient[]> {
  const { agencyId, unitId, isOfUnit } = at;
  const { rows } = await sql<Recipient>`
    with recursive above as (
      select ${agencyId}::text as agency_id, false as is_above
      union
      select next.agency_id, above.is_above or next.goes_up
      from above
      cross join lateral (
        select s.successor_id as agency_id, false as goes_up from agency_succession s
        where s.agency_id = above.agency_id and s.from_on <= ${today}::date
        union all
        select a.parent_id, true from agency a where a.agency_id = above.agency_id and a.parent_id is not null
      ) as next
    ),
    reaching as (
      select g.account_id, g.agency_id, g.role from role_grant g
      where g.role = any(${arrayLiteral(at.roles)}::text[])
        and g.revoked_at is null and g.from_on <= ${today}::date and coalesce(g.until_on >= ${today}::date, true)
        and case when ${isOfUnit} then g.unit_id = ${unitId}::text
          else g.unit_id is null or g.unit_id = ${unitId}::text end
        and (g.agency_id is null or exists (select from above where above.agency_id = g.agency_id
          and (not above.is_above or g.role = any(${SUBTREE_ROLES}::text[]))))
    ),
    holding as (
      select account_id from reaching
      union
      select d.to_account_id
      from reaching g
      join account absent on absent.account_id = g.account_id and absent.status = 'active'
      join delegation d on d.from_account_id = g.account_id and d.agency_id = g.agency_id
        and d.roles @> to_jsonb(g.role) and d.revoked_at is null
        and d.from_on <= ${today}::date and d.until_on >= ${today}::date
    )
    select ${recipientColumns(kind)}
    from holding h
    join account a on a.account_id = h.account_id and a.status = 'active'
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
