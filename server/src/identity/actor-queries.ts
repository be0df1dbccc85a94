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
import { grantedTo, holdersAt, reachOf } from '../role-reach/service.js';
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
    with recursive ${reachOf(accountId, today)},
    grant_reach as (
      select g.role, coalesce(g.agency_id, ${EVERY_AGENCY}) as agency_id, g.unit_id, g.on_behalf_of,
        case when g.agency_id is null then json_build_array(${EVERY_AGENCY}::text) else
          (select json_agg(r.agency_id order by r.agency_id) from reached r
            where ${isReachOf(sql.ref('g'))} and r.unit_id is not distinct from g.unit_id
              and (g.unit_id is null or r.agency_id = g.agency_id)) end as agency_ids
      from granted g
      union all
      -- Of another agency only some units, or what belongs to none.
      select g.role, g.agency_id, r.unit_id, g.on_behalf_of, json_build_array(r.agency_id)
      from granted g join reached r on ${isReachOf(sql.ref('g'))}
      where r.unit_id is not null and (g.unit_id is null or r.agency_id <> g.agency_id)
        and not exists (select from reached whole where whole.root = r.root and whole.goes_down = r.goes_down
          and whole.root_unit is not distinct from r.root_unit and whole.agency_id = r.agency_id
          and whole.unit_id is null)
    )
    select
      json_build_object('accountId', a.account_id, 'displayName', a.display_name, 'kind', a.kind,
        'status', a.status, 'agencyId', a.agency_id) as account,
      (select coalesce(json_agg(json_build_object('role', g.role, 'agencyCode', g.agency_id, 'unitCode', g.unit_id,
          'onBehalfOf', g.on_behalf_of, 'agencyCodes', g.agency_ids)
        order by g.role, g.agency_id, g.unit_id, g.on_behalf_of, g.agency_ids::text), '[]')
        from grant_reach g) as grants
    from account a where a.account_id = ${accountId}`.execute(db);
  return rows[0] ?? null;
}

function isReachOf(grant: ReturnType<typeof sql.ref>) {
  return sql`(r.root = ${grant}.agency_id and r.root_unit is not distinct from ${grant}.unit_id
    and r.goes_down = (${grant}.role = any(${arrayLiteral(SUBTREE_ROLES)}::text[])))`;
}

/** The roles alone, in a fraction of the time: without how far each of them reaches. */
export async function listRoles(db: Connection, accountId: string, today: LocalDate): Promise<Role[]> {
  const { rows } = await sql<{ role: Role }>`
    select distinct role from (${grantedTo(accountId, today)}) as granted
    where exists (select from account a where a.account_id = ${accountId} and a.status = 'active')
  `.execute(db);
  return rows.map(({ role }) => role);
}

/** Who may do something in an agency, by which role and for whom: the same question asked from the agency's side. */
export async function listAccess(
  db: Connection,
  at: { readonly agencyId: string; readonly unitId: string | null },
  permission: Permission,
  today: LocalDate,
): Promise<Access['items']> {
  const roles = ROLE_NAMES.filter((role) => rolePermits(role, permission));
  const { rows } = await sql<Access['items'][number]>`
    with recursive ${holdersAt({ ...at, isAnyUnit: at.unitId === null }, roles, today)}
    select
      json_build_object('id', a.account_id, 'name', a.display_name) as account,
      h.role, h.unit_id as unit_code,
      case when absent.account_id is not null
        then json_build_object('id', absent.account_id, 'name', absent.display_name) end as on_behalf_of
    from holding h
    join account a on a.account_id = h.account_id
    left join account absent on absent.account_id = h.on_behalf_of
    order by h.role, a.display_name, a.account_id, h.unit_id, h.on_behalf_of`.execute(db);
  return rows;
}
