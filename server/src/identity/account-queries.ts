import {
  ADMINISTRATOR_ROLES,
  type AdministratorRole,
  type AdministratorTerm,
  type Delegation,
  type LocalDate,
  type Person,
  type RoleGrant,
} from '@gongkai/core';
import { sql, type Insertable, type RawBuilder } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inForce } from '../role-reach/service.js';
import type { AccountTable, DelegationTable, RoleGrantTable } from './table.js';

/** `active`, `future`, `past` or `revoked`, as a grant or delegation stands on a day. */
function stateOn(table: string, today: LocalDate): RawBuilder<unknown> {
  const it = sql.ref(table);
  return sql`case when ${it}.revoked_at is not null then 'revoked'
    when ${it}.from_on > ${today}::date then 'future'
    when ${it}.until_on < ${today}::date then 'past' else 'active' end`;
}

/** Whose grants a list shows: all of an account's, or those in one agency of people from elsewhere. */
export type PeopleFilter =
  { readonly agencyId: string } | { readonly accountId: string } | 'platformAdministrators';

/** People with their grants, by login name, in one statement. */
export async function listPeopleRows(
  db: Connection,
  filter: PeopleFilter,
  today: LocalDate,
): Promise<Person[]> {
  const { rows } = await sql<Person>`
    select a.account_id as id, a.login_name, a.display_name, a.kind, a.status, a.agency_id as agency_code,
      (select coalesce(json_agg(json_build_object('id', g.grant_id, 'role', g.role, 'agencyCode', g.agency_id,
          'unitCode', g.unit_id, 'fromOn', g.from_on, 'untilOn', g.until_on,
          'grantedBy', coalesce(by.display_name, g.granted_by), 'state', ${stateOn('g', today)})
          order by g.from_on, g.role, g.grant_id), '[]')
        from role_grant g left join account by on by.account_id = g.granted_by
        where g.account_id = a.account_id and ${shownGrants(filter)}) as grants
    from account a
    where a.kind <> 'applicant' and ${isListed(filter)}
    order by lower(a.login_name)`.execute(db);
  return rows;
}

function shownGrants(filter: PeopleFilter): RawBuilder<unknown> {
  if (filter === 'platformAdministrators' || 'accountId' in filter) return sql`true`;
  return sql`(a.agency_id = ${filter.agencyId} or g.agency_id = ${filter.agencyId})`;
}

function isListed(filter: PeopleFilter): RawBuilder<unknown> {
  if (filter === 'platformAdministrators') return sql`a.agency_id is null`;
  if ('accountId' in filter) return sql`a.account_id = ${filter.accountId}`;
  return sql`(a.agency_id = ${filter.agencyId} or exists (select from role_grant h
    where h.agency_id = ${filter.agencyId} and h.account_id = a.account_id))`;
}

/** Those who work in the same agency as an account, without it. */
export async function listColleagues(
  db: Connection,
  accountId: string,
): Promise<{ readonly id: string; readonly name: string }[]> {
  return db
    .selectFrom('account as own')
    .innerJoin('account as other', 'other.agencyId', 'own.agencyId')
    .select(['other.accountId as id', 'other.displayName as name'])
    .where('own.accountId', '=', accountId)
    .where('other.accountId', '<>', accountId)
    .where('other.kind', '=', 'staff')
    .where('other.status', '=', 'active')
    .orderBy('other.displayName')
    .orderBy('other.accountId')
    .execute();
}

/** @returns whether the login name was free */
export async function insertAccount(db: Transaction, row: Insertable<AccountTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('account')
    .values(row)
    .onConflict((conflict) => conflict.expression(sql`lower(login_name)`).doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export function findAccount(db: Connection, accountId: string) {
  return db.selectFrom('account').selectAll().where('accountId', '=', accountId).executeTakeFirst();
}

/** Held to the end of the transaction, so that two changes of one account's rights come one after the other. */
export function lockAccount(db: Transaction, accountId: string) {
  return db
    .selectFrom('account')
    .selectAll()
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateAccountStatus(
  db: Transaction,
  accountId: string,
  change: Pick<AccountTable, 'disabledBy' | 'disabledAt'>,
): Promise<void> {
  const status = change.disabledAt === null ? ('active' as const) : ('disabled' as const);
  await db
    .updateTable('account')
    .set({ ...change, status })
    .where('accountId', '=', accountId)
    .execute();
}

export async function insertGrant(db: Transaction, row: Insertable<RoleGrantTable>): Promise<void> {
  await db.insertInto('roleGrant').values(row).execute();
}

export function findGrant(db: Connection, accountId: string, grantId: string) {
  return db
    .selectFrom('roleGrant')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('grantId', '=', grantId)
    .executeTakeFirst();
}

/** Whether an account has a role somewhere on some day of a span that another grant of it covers. */
export async function hasOverlappingGrant(
  db: Connection,
  { accountId, role, agencyId, unitId, fromOn, untilOn }: Insertable<RoleGrantTable>,
): Promise<boolean> {
  const { rows } = await sql`
    select from role_grant g
    where g.account_id = ${accountId} and g.role = ${role} and g.revoked_at is null
      and g.agency_id is not distinct from ${agencyId} and g.unit_id is not distinct from ${unitId}
      and coalesce(g.until_on, 'infinity') >= ${fromOn}::date
      and g.from_on <= coalesce(${untilOn}::date, 'infinity')`.execute(db);
  return rows.length > 0;
}

export async function revokeGrant(
  db: Transaction,
  grantId: string,
  revoked: { readonly revokedBy: string; readonly revokedAt: string },
): Promise<void> {
  await db
    .updateTable('roleGrant')
    .set(revoked)
    .where('grantId', '=', grantId)
    .where('revokedAt', 'is', null)
    .execute();
}

/** Roles that an account itself has in an agency through a span, which alone it can delegate. */
export async function listOwnRoles(
  db: Connection,
  accountId: string,
  agencyId: string,
  fromOn: LocalDate,
): Promise<RoleGrant['role'][]> {
  const { rows } = await sql<{ role: RoleGrant['role'] }>`
    select distinct g.role from role_grant g
    where g.account_id = ${accountId} and g.agency_id = ${agencyId} and ${inForce(sql.ref('g'), fromOn)}`.execute(
    db,
  );
  return rows.map(({ role }) => role);
}

export async function insertDelegation(db: Transaction, row: Insertable<DelegationTable>): Promise<void> {
  await db.insertInto('delegation').values(row).execute();
}

type DelegationFilter =
  { readonly agencyId: string; readonly delegationId?: string } | { readonly accountId: string };

/** Delegations of an agency, or those from and to one account; the latest first. */
export async function listDelegationRows(
  db: Connection,
  filter: DelegationFilter,
  today: LocalDate,
): Promise<Delegation[]> {
  const where =
    'accountId' in filter
      ? sql`(d.from_account_id = ${filter.accountId} or d.to_account_id = ${filter.accountId})`
      : sql`d.agency_id = ${filter.agencyId}
          and (${filter.delegationId ?? null}::text is null or d.delegation_id = ${filter.delegationId ?? null})`;
  const { rows } = await sql<Delegation>`
    select d.delegation_id as id, d.agency_id as agency_code, d.roles, d.reason, d.from_on, d.until_on,
      json_build_object('id', absent.account_id, 'name', absent.display_name) as "from",
      json_build_object('id', deputy.account_id, 'name', deputy.display_name) as "to",
      ${stateOn('d', today)} as state
    from delegation d
    join account absent on absent.account_id = d.from_account_id
    join account deputy on deputy.account_id = d.to_account_id
    where ${where}
    order by d.from_on desc, d.delegation_id`.execute(db);
  return rows;
}

/** A delegation that has begun or ended by its day. */
interface TurningDelegation {
  readonly agencyId: string;
  readonly delegationId: string;
  readonly fromAccountId: string;
  readonly toAccountId: string;
  readonly untilOn: LocalDate;
  readonly hasEnded: boolean;
}

/** Those that began after the day on which they were made, and those that ran out, in the last days. */
export async function listTurningDelegations(db: Connection, today: LocalDate): Promise<TurningDelegation[]> {
  const { rows } = await sql<TurningDelegation>`
    select agency_id, delegation_id, from_account_id, to_account_id, until_on, until_on < ${today}::date as has_ended
    from delegation
    where revoked_at is null and case when until_on < ${today}::date then until_on >= ${today}::date - 8
      else from_on <= ${today}::date and from_on >= ${today}::date - 7
        and from_on > (made_at at time zone 'Asia/Shanghai')::date end
    order by agency_id, delegation_id`.execute(db);
  return rows;
}

export async function revokeDelegation(
  db: Transaction,
  key: { readonly agencyId: string; readonly delegationId: string },
  revoked: { readonly revokedBy: string; readonly revokedAt: string },
): Promise<void> {
  await db
    .updateTable('delegation')
    .set(revoked)
    .where('agencyId', '=', key.agencyId)
    .where('delegationId', '=', key.delegationId)
    .where('revokedAt', 'is', null)
    .execute();
}

/** Changes that could leave the platform without one of 三员 come one after the other, to the end of the transaction. */
export async function lockAdministrators(db: Transaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('administrators', 0))`.execute(db);
}

/** How a role of an administrator would be held without some account or grant of it: on the platform, and anywhere. */
export interface RemainingHolders {
  readonly onPlatform: number;
  readonly anywhere: number;
}

interface HeldGrant {
  readonly grantId: string;
  readonly agencyId: string | null;
  readonly untilOn: LocalDate | null;
}

/** Other active accounts that hold a role of an administrator today; asked after `lockAdministrators`. */
export async function countOtherHolders(
  db: Transaction,
  role: AdministratorRole,
  without: { readonly accountId: string; readonly grantId: string | null },
  today: LocalDate,
): Promise<RemainingHolders> {
  const { accountId, grantId } = without;
  const { rows } = await sql<RemainingHolders>`
    select count(*) filter (where g.agency_id is null)::integer as on_platform, count(*)::integer as anywhere
    from role_grant g join account a on a.account_id = g.account_id and a.status = 'active'
    where g.role = ${role} and ${inForce(sql.ref('g'), today)}
      and (g.account_id <> ${accountId} or g.grant_id <> coalesce(${grantId}::text, g.grant_id))`.execute(db);
  return rows[0] ?? { onPlatform: 0, anywhere: 0 };
}

/** Whether another active account holds a role of an administrator on the whole platform without an end. */
export async function hasOtherLastingHolder(
  db: Transaction,
  role: AdministratorRole,
  without: { readonly accountId: string; readonly grantId: string | null },
): Promise<boolean> {
  const { accountId, grantId } = without;
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from role_grant g join account a on a.account_id = g.account_id and a.status = 'active'
      where g.role = ${role} and g.agency_id is null and g.revoked_at is null and g.until_on is null
        and (g.account_id <> ${accountId} or g.grant_id <> coalesce(${grantId}::text, g.grant_id))) as found`.execute(
    db,
  );
  return rows[0]?.found ?? false;
}

/** What an administrator's account holds today. */
export async function listAdministratorGrants(
  db: Transaction,
  accountId: string,
  today: LocalDate,
): Promise<HeldGrant[]> {
  const { rows } = await sql<HeldGrant>`
    select g.grant_id, g.agency_id, g.until_on from role_grant g
    where g.account_id = ${accountId} and ${inForce(sql.ref('g'), today)}`.execute(db);
  return rows;
}

/** Grants of 三员 on the platform that are in force today or later, of active accounts. */
export async function listAdministratorTerms(db: Connection, today: LocalDate): Promise<AdministratorTerm[]> {
  const { rows } = await sql<AdministratorTerm>`
    select g.role, g.from_on, g.until_on from role_grant g
    join account a on a.account_id = g.account_id and a.status = 'active'
    where g.agency_id is null and g.revoked_at is null and coalesce(g.until_on >= ${today}::date, true)
      and g.role = any(${arrayLiteral(Object.keys(ADMINISTRATOR_ROLES))}::text[])`.execute(db);
  return rows;
}
