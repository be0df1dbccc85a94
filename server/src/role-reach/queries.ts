import { ROLE_NAMES, ROLE_REACH, type LocalDate, type Role } from '@gongkai/core';
import { sql, type RawBuilder } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';

// How far roles reach, asked from both sides: where somebody may act, and who may act somewhere. The two must agree, so
// they stand here one below the other. In both, the unit '' stands for what belongs to no unit, and null for all of them.

const SUBTREE_ROLES = arrayLiteral(ROLE_NAMES.filter((role) => ROLE_REACH[role] === 'subtree'));

/** Grants and delegations alike hold from a day to a day, both included, until they are revoked. */
export function inForce(table: RawBuilder<unknown>, today: LocalDate): RawBuilder<unknown> {
  return sql`(${table}.revoked_at is null and ${table}.from_on <= ${today}::date
    and coalesce(${table}.until_on >= ${today}::date, true))`;
}

/** The query of what an account holds itself, and what is delegated to it: role, agency_id, unit_id, on_behalf_of. */
export function grantedTo(accountId: string, today: LocalDate): RawBuilder<unknown> {
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

/**
 * The expressions `granted` and `reached`, for `with recursive`: each grant's agency and unit (`root`, `root_unit`,
 * `goes_down`) with every agency and unit that it reaches, itself among them: what the agency succeeded to, wholly or by
 * units, and for a role over a subtree the agencies below.
 */
export function reachOf(accountId: string, today: LocalDate): RawBuilder<unknown> {
  return sql`
    granted as (${grantedTo(accountId, today)}),
    reached as (
      select distinct g.agency_id as root, g.unit_id as root_unit, ${goesDown(sql.ref('g'))} as goes_down,
        g.agency_id, g.unit_id
      from granted g where g.agency_id is not null
      union
      select r.root, r.root_unit, r.goes_down, next.agency_id, next.unit_id
      from reached r
      cross join lateral (
        select s.agency_id, case when s.takes = 'all' and r.unit_id is null then null::text else '' end as unit_id
        from agency_succession s
        where s.successor_id = r.agency_id and s.from_on <= ${today}::date
          and s.takes in ('all', 'rest') and coalesce(r.unit_id, '') = ''
        union all
        -- Units that nobody mapped came with the whole, to no unit.
        select u.agency_id, u.unit_id
        from agency_succession s join unit u on u.agency_id = s.agency_id
        where s.successor_id = r.agency_id and s.from_on <= ${today}::date and s.takes = 'all' and r.unit_id = ''
          and not exists (select from agency_unit_succession m where m.agency_id = u.agency_id and m.unit_id = u.unit_id)
        union all
        select m.agency_id, m.unit_id
        from agency_unit_succession m
        join agency_succession s on s.agency_id = m.agency_id and s.successor_id = m.successor_id
        where m.successor_id = r.agency_id and s.from_on <= ${today}::date
          and (r.unit_id is null or coalesce(m.successor_unit_id, '') = r.unit_id)
        union all
        select a.agency_id, null from agency a
        where r.goes_down and r.unit_id is null and a.parent_id = r.agency_id
      ) as next
    )`;
}

/** Where roles are asked for: in an agency, in one of its units. */
export interface RolePlace {
  /** Null: on the platform. */
  readonly agencyId: string | null;
  readonly unitId: string | null;
  /** Only roles of the very unit. */
  readonly isOfUnit?: boolean;
  /** In any unit of the agency, whatever the unit. */
  readonly isAnyUnit?: boolean;
}

/**
 * The expressions for `with recursive` that end with `holding` (account_id, role, unit_id, on_behalf_of): active accounts
 * that have one of the roles at a place today, by themselves or for somebody absent.
 */
export function holdersAt(
  { agencyId, unitId, isOfUnit = false, isAnyUnit = false }: RolePlace,
  roles: readonly Role[],
  today: LocalDate,
): RawBuilder<unknown> {
  return sql`
    above as (
      (select ${agencyId}::text as agency_id, ${unitId ?? ''}::text as unit_id, false as is_above
      union
      select u.agency_id, u.unit_id, false from unit u where ${isAnyUnit} and u.agency_id = ${agencyId})
      union
      select next.agency_id, next.unit_id, above.is_above or next.goes_up
      from above
      cross join lateral (
        select s.successor_id as agency_id, coalesce(m.successor_unit_id, '') as unit_id, false as goes_up
        from agency_succession s
        left join agency_unit_succession m on m.agency_id = s.agency_id and m.unit_id = above.unit_id
        where s.agency_id = above.agency_id and s.from_on <= ${today}::date
          and case when m.unit_id is not null then m.successor_id = s.successor_id
            else s.takes = 'all' or (s.takes = 'rest' and above.unit_id = '') end
        union all
        select a.parent_id, '', true from agency a where a.agency_id = above.agency_id and a.parent_id is not null
      ) as next
    ),
    reaching as (
      select g.* from role_grant g
      where g.role = any(${arrayLiteral(roles)}::text[]) and ${inForce(sql.ref('g'), today)}
        and ((g.agency_id is null and not ${isOfUnit}) or exists (select from above where above.agency_id = g.agency_id
          and case when ${isOfUnit} then g.unit_id = above.unit_id
            else g.unit_id is null or g.unit_id = above.unit_id end
          and (not above.is_above or ${goesDown(sql.ref('g'))})))
    ),
    holding as (
      select a.account_id, g.role, g.unit_id, null::text as on_behalf_of
      from reaching g join account a on a.account_id = g.account_id and a.status = 'active'
      union
      select d.to_account_id, g.role, g.unit_id, g.account_id
      from reaching g
      join account absent on absent.account_id = g.account_id and absent.status = 'active'
      join delegation d on d.from_account_id = g.account_id and d.agency_id = g.agency_id
        and d.roles @> to_jsonb(g.role) and ${inForce(sql.ref('d'), today)}
      join account a on a.account_id = d.to_account_id and a.status = 'active'
    )`;
}

function goesDown(grant: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`(${grant}.role = any(${SUBTREE_ROLES}::text[]))`;
}
