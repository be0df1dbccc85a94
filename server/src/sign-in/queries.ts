import { sql, type Selectable } from 'kysely';
import type { AccountKind, LocalDate, Role } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { nextAttempt, type LimitKey } from '../platform/rate-limit/queries.js';
import type { InvitationTable, PasswordTable } from './table.js';

/** An account with all that signing in to it needs. */
export interface SignInAccount {
  readonly accountId: string;
  readonly loginName: string;
  readonly displayName: string;
  readonly kind: AccountKind;
  readonly isActive: boolean;
  readonly agencyId: string | null;
  readonly agencyName: string | null;
  readonly password: Pick<PasswordTable, 'hash' | 'setAt' | 'mustChange'> | null;
  readonly hasSecondFactor: boolean;
}

/** One join and two subqueries: a plan of four joined tables costs PGlite several times what reading them does. */
function selectAccounts(db: Connection) {
  return db
    .selectFrom('account as a')
    .leftJoin('password as p', 'p.accountId', 'a.accountId')
    .select((row) => [
      'a.accountId',
      'a.loginName',
      'a.displayName',
      'a.kind',
      'a.status',
      'a.agencyId',
      'p.hash',
      'p.setAt',
      'p.mustChange',
      row
        .selectFrom('agency as g')
        .select('g.name')
        .whereRef('g.agencyId', '=', 'a.agencyId')
        .as('agencyName'),
      row
        .selectFrom('secondFactor as f')
        .select('f.confirmedAt')
        .whereRef('f.accountId', '=', 'a.accountId')
        .as('confirmedAt'),
    ]);
}
type AccountRow = Awaited<ReturnType<ReturnType<typeof selectAccounts>['executeTakeFirstOrThrow']>>;

export async function findByLoginName(db: Connection, loginName: string): Promise<SignInAccount | null> {
  const row = await selectAccounts(db)
    .where(sql<string>`lower(a.login_name)`, '=', sql<string>`lower(${loginName})`)
    .executeTakeFirst();
  return row === undefined ? null : accountOf(row);
}

/** Whose name was typed and until when attempts wait, in one row and the same time whether or not there is such a name. */
export async function findAttempted(
  db: Connection,
  loginName: string,
  limits: readonly LimitKey[],
): Promise<{ readonly account: SignInAccount | null; readonly nextAttemptAt: string | null }> {
  const waiting = sql<{ nextAttemptAt: string | null }>`(${nextAttempt(limits)})`.as('w');
  const { nextAttemptAt, ...row } = await selectAccounts(db)
    .rightJoin(waiting, (join) =>
      join.on(sql<string>`lower(a.login_name)`, '=', sql<string>`lower(${loginName})`),
    )
    .select('w.nextAttemptAt')
    .$castTo<(AccountRow | { readonly accountId: null }) & { readonly nextAttemptAt: string | null }>()
    .executeTakeFirstOrThrow();
  return { account: row.accountId === null ? null : accountOf(row), nextAttemptAt };
}

export async function findById(db: Connection, accountId: string): Promise<SignInAccount | null> {
  const row = await selectAccounts(db).where('a.accountId', '=', accountId).executeTakeFirst();
  return row === undefined ? null : accountOf(row);
}

function accountOf(row: AccountRow): SignInAccount {
  const { hash, setAt, mustChange, confirmedAt, status, ...account } = row;
  const password = hash === null || setAt === null ? null : { hash, setAt, mustChange: mustChange ?? false };
  return { ...account, isActive: status === 'active', password, hasSecondFactor: confirmedAt !== null };
}

/** Kept from every other change of this password until the transaction ends. */
export function lockPassword(
  db: Transaction,
  accountId: string,
): Promise<Selectable<PasswordTable> | undefined> {
  return db
    .selectFrom('password')
    .selectAll()
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

export async function savePassword(
  db: Transaction,
  row: Omit<Selectable<PasswordTable>, 'mustChange'>,
): Promise<void> {
  const values = { ...row, mustChange: false, formerHashes: JSON.stringify(row.formerHashes) };
  const { accountId, ...changed } = values;
  await db
    .insertInto('password')
    .values(values)
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(changed))
    .execute();
}

/** Whoever signs in with the password there is must set another before he goes on. */
export async function requireNewPassword(db: Transaction, accountId: string): Promise<void> {
  await db.updateTable('password').set({ mustChange: true }).where('accountId', '=', accountId).execute();
}

/** The same password digested with other parameters. */
export async function replaceHash(
  db: Connection,
  accountId: string,
  old: string,
  hash: string,
): Promise<void> {
  await db
    .updateTable('password')
    .set({ hash })
    .where('accountId', '=', accountId)
    .where('hash', '=', old)
    .execute();
}

/** Replaces an earlier one of the same account. */
export async function saveInvitation(db: Transaction, row: InvitationTable): Promise<void> {
  const { accountId: _, ...changed } = row;
  await db
    .insertInto('invitation')
    .values(row)
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(changed))
    .execute();
}

export async function findInvitation(
  db: Connection,
  tokenHash: Uint8Array,
  now: Date,
): Promise<string | null> {
  const row = await db
    .selectFrom('invitation')
    .select('accountId')
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now.toISOString())
    .executeTakeFirst();
  return row?.accountId ?? null;
}

/** @returns whose it was; null when it is used, replaced or over */
export async function takeInvitation(
  db: Transaction,
  tokenHash: Uint8Array,
  now: Date,
): Promise<string | null> {
  const row = await db
    .deleteFrom('invitation')
    .where('tokenHash', '=', tokenHash)
    .where('expiresAt', '>', now.toISOString())
    .returning('accountId')
    .executeTakeFirst();
  return row?.accountId ?? null;
}

/** Whether anybody can sign in at all. */
export async function hasAnyCredential(db: Connection): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from password) or exists (select from identity_link) as found`.execute(db);
  return rows[0]?.found ?? false;
}

export async function findLinkedAccountId(
  db: Connection,
  issuer: string,
  subject: string,
): Promise<string | null> {
  const row = await db
    .selectFrom('identityLink')
    .select('accountId')
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.accountId ?? null;
}

/** Whether somebody signs in through a provider. */
export async function hasIdentityLink(db: Connection, accountId: string): Promise<boolean> {
  const found = await db
    .selectFrom('identityLink')
    .select('accountId')
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return found !== undefined;
}

/** @returns false when that identity, or another of the same provider, is bound already */
export async function insertIdentityLink(
  db: Transaction,
  row: { issuer: string; subject: string; accountId: string; boundBy: string; boundAt: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('identityLink')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function deleteIdentityLinks(db: Transaction, accountId: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('identityLink')
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** One of the people to choose from in the demonstration. */
export interface CastRow {
  readonly accountId: string;
  readonly displayName: string;
  readonly roles: readonly Role[];
  readonly unitName: string | null;
  readonly agencyName: string | null;
}

/** Who has a role in an agency today, and those who run the platform. */
export async function listCast(db: Connection, agencyId: string, today: LocalDate): Promise<CastRow[]> {
  const { rows } = await sql<CastRow>`
    select a.account_id, a.display_name, json_agg(distinct g.role) as roles, min(u.name) as unit_name,
      min(y.name) as agency_name
    from account a
    join role_grant g on g.account_id = a.account_id and g.revoked_at is null
      and g.from_on <= ${today}::date and coalesce(g.until_on >= ${today}::date, true)
    left join unit u on u.agency_id = g.agency_id and u.unit_id = g.unit_id
    left join agency y on y.agency_id = a.agency_id
    where a.status = 'active' and (g.agency_id = ${agencyId} or g.agency_id is null)
    group by a.account_id
    order by min(g.agency_id) nulls last, min(u.name) nulls first, a.login_name`.execute(db);
  return rows;
}
