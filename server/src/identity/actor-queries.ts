import {
  EVERY_AGENCY,
  ROLE_NAMES,
  ROLE_REACH,
  rolePermits,
  type Access,
  type ActiveGrant,
  type LocalDate,
  type Permission,
  type Role,
} from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';
import type { AccountTable } from './table.js';

export type AccountRow = Selectable<AccountTable>;

/** An account and the roles it has on a day, its own and those delegated to it. */
export interface AccountWithGrants {
  readonly account: Pick<AccountRow, 'accountId' | 'displayName' | 'kind' | 'status' | 'agencyId'>;
  readonly grants: readonly ActiveGrant[];
}

const SUBTREE_ROLES = ROLE_NAMES.filter((role) => ROLE_REACH[role] === 'subtree');

/** Read in one statement, as each call of the staff API needs it. */
export async function findAccountWithGrants(
  db: Connection,
  accountId: string,
  today: LocalDate,
): Promise<AccountWithGrants | null> {
  const { rows } = await sql<AccountWithGrants>`
    with recursive granted as (${grantedTo(accountId, today)}),
    reached as (
      select distinct g.agency_id as root, g.role = any(${arrayLiteral(SUBTREE_ROLES)}::text[]) as goes_down, g.agency_id
      from granted g where g.agency_id is not null
      union
      select r.root, r.goes_down, next.agency_id
      from reached r
      cross join lateral (
        select s.agency_id from agency_succession s
        where s.successor_id = r.agency_id and s.from_on <= ${today}::date
        union all
        select a.agency_id from agency a where r.goes_down and a.parent_id = r.agency_id
      ) as next
    )
    select
      json_build_object('accountId', a.account_id, 'displayName', a.display_name, 'kind', a.kind,
        'status', a.status, 'agencyId', a.agency_id) as account,
      (select coalesce(json_agg(json_build_object(
          'role', g.role,
          'agencyCode', coalesce(g.agency_id, ${EVERY_AGENCY}),
          'unitCode', g.unit_id,
          'onBehalfOf', g.on_behalf_of,
          'agencyCodes', case when g.agency_id is null then json_build_array(${EVERY_AGENCY}::text) else
            (select json_agg(r.agency_id order by r.agency_id) from reached r
              where r.root = g.agency_id
                and r.goes_down = (g.role = any(${arrayLiteral(SUBTREE_ROLES)}::text[]))) end
        ) order by g.role, g.agency_id, g.unit_id, g.on_behalf_of), '[]') from granted g) as grants
    from account a where a.account_id = ${accountId}`.execute(db);
  return rows[0] ?? null;
}

/** The roles alone, in a fraction of the time: without how far each of them reaches. */
export async function listRoles(db: Connection, accountId: string, today: LocalDate): Promise<Role[]> {
  const { rows } = await sql<{ role: Role }>`
    select distinct role from (${grantedTo(accountId, today)}) as granted
    where exists (select from account a where a.account_id = ${accountId} and a.status = 'active')
  `.execute(db);
  return rows.map(({ role }) => role);
}

/** What an account holds itself, and what is delegated to it. */
function grantedTo(accountId: string, today: LocalDate) {
  return sql`
    select g.role, g.agency_id, g.unit_id, null::text as on_behalf_of
    from role_grant g
    where g.account_id = ${accountId} and ${inForce(sql.ref('g'), today)}
    union
    select g.role, g.agency_id, g.unit_id, d.from_account_id
    from delegation d
    join account absent on absent.account_id = d.from_account_id and absent.status = 'active'
    join role_grant g on g.account_id = d.from_account_id and g.agency_id = d.agency_id
      and d.roles @> to_jsonb(g.role) and ${inForce(sql.ref('g'), today)}
    where d.to_account_id = ${accountId} and ${inForce(sql.ref('d'), today)}`;
}

/** Who may do something in an agency, by which role and for whom: the same question asked from the agency's side. */
export async function listAccess(
  db: Connection,
  { agencyId, unitId }: { readonly agencyId: string; readonly unitId: string | null },
  permission: Permission,
  today: LocalDate,
): Promise<Access['items']> {
  const roles = arrayLiteral(ROLE_NAMES.filter((role) => rolePermits(role, permission)));
  const { rows } = await sql<Access['items'][number]>`
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
      select g.* from role_grant g
      where g.role = any(${roles}::text[]) and ${inForce(sql.ref('g'), today)}
        and (${unitId}::text is null or g.unit_id is null or g.unit_id = ${unitId})
        and (g.agency_id is null or exists (select from above where above.agency_id = g.agency_id
          and (not above.is_above or g.role = any(${arrayLiteral(SUBTREE_ROLES)}::text[]))))
    ),
    holding as (
      select g.account_id, g.role, g.unit_id, null::text as on_behalf_of from reaching g
      union
      select d.to_account_id, g.role, g.unit_id, g.account_id
      from reaching g
      join delegation d on d.from_account_id = g.account_id and d.agency_id = g.agency_id
        and d.roles @> to_jsonb(g.role) and ${inForce(sql.ref('d'), today)}
    )
    select
      json_build_object('id', a.account_id, 'name', a.display_name) as account,
      h.role, h.unit_id as unit_code,
      case when absent.account_id is not null
        then json_build_object('id', absent.account_id, 'name', absent.display_name) end as on_behalf_of
    from holding h
    join account a on a.account_id = h.account_id and a.status = 'active'
    left join account absent on absent.account_id = h.on_behalf_of
    where h.on_behalf_of is null or absent.status = 'active'
    order by h.role, a.display_name, a.account_id, h.unit_id, h.on_behalf_of`.execute(db);
  return rows;
}

/** Grants and delegations alike hold from a day to a day, both included, until they are revoked. */
export function inForce(table: ReturnType<typeof sql.ref>, today: LocalDate) {
  return sql`(${table}.revoked_at is null and ${table}.from_on <= ${today}::date
    and coalesce(${table}.until_on >= ${today}::date, true))`;
}
