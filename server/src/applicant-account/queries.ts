import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { deleteFactor } from '../sign-in/service.js';
import type { Contact } from './contact.js';
import type { ApplicantAccountTable, ApplicantLinkTable, LinkPurpose } from './table.js';

export type AccountRow = Selectable<ApplicantAccountTable>;

const INDEX_COLUMNS = { email: 'emailIndex', mobile: 'mobileIndex' } as const satisfies Record<
  Contact['kind'],
  keyof AccountRow
>;

/** The account that one signs in to with an address or a number, by its digests. */
export function findByContact(
  db: Connection,
  kind: Contact['kind'],
  indexes: readonly Uint8Array[],
): Promise<AccountRow | undefined> {
  return db
    .selectFrom('applicantAccount')
    .selectAll()
    .where(INDEX_COLUMNS[kind], '=', sql<Uint8Array>`any(${arrayLiteral(indexes)}::bytea[])`)
    .executeTakeFirst();
}

export function findAccount(db: Connection, accountId: string): Promise<AccountRow | undefined> {
  return db.selectFrom('applicantAccount').selectAll().where('accountId', '=', accountId).executeTakeFirst();
}

export function lockAccount(db: Transaction, accountId: string): Promise<AccountRow | undefined> {
  return db
    .selectFrom('applicantAccount')
    .selectAll()
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

/** @returns false when somebody has the address or the number already */
export async function insertAccount(db: Transaction, row: AccountRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('applicantAccount')
    .values({ ...row, formerHashes: JSON.stringify(row.formerHashes) })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function updateAccount(
  db: Connection,
  accountId: string,
  values: Partial<Omit<AccountRow, 'accountId' | 'formerHashes'>> & {
    readonly formerHashes?: readonly string[];
  },
): Promise<void> {
  const { formerHashes, ...others } = values;
  await db
    .updateTable('applicantAccount')
    .set({ ...others, ...(formerHashes && { formerHashes: JSON.stringify(formerHashes) }) })
    .where('accountId', '=', accountId)
    .execute();
}

/** With its sessions, links, second factor and what it keeps of cases; the cases themselves stay. @returns how many cases it kept */
export async function deleteAccount(db: Transaction, accountId: string): Promise<number> {
  await db.deleteFrom('applicantSession').where('accountId', '=', accountId).execute();
  await db.deleteFrom('applicantLink').where('accountId', '=', accountId).execute();
  await deleteFactor(db, { holder: 'applicant', accountId });
  const { numDeletedRows } = await db
    .deleteFrom('applicantCase')
    .where('accountId', '=', accountId)
    .executeTakeFirst();
  await db.deleteFrom('applicantAccount').where('accountId', '=', accountId).execute();
  return Number(numDeletedRows);
}

/** Up to `limit` accounts that nobody can sign in to: registered before the instant and never proved. */
export async function listUnproved(db: Connection, before: string, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('applicantAccount')
    .select('accountId')
    .where('emailIndex', 'is', null)
    .where('mobileIndex', 'is', null)
    .where('createdAt', '<', before)
    .orderBy('createdAt')
    .limit(limit)
    .execute();
  return rows.map(({ accountId }) => accountId);
}

/** Up to `limit` accounts of another key than the one given, after an id. */
export function listOfOtherKeys(
  db: Connection,
  keyId: string,
  after: string,
  limit: number,
): Promise<Pick<AccountRow, 'accountId'>[]> {
  return db
    .selectFrom('applicantAccount')
    .select('accountId')
    .where('keyId', '<>', keyId)
    .where('accountId', '>', after)
    .orderBy('accountId')
    .limit(limit)
    .execute();
}

export async function countByKey(db: Connection): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('applicantAccount')
    .select((row) => ['keyId', row.fn.countAll<number>().as('count')])
    .groupBy('keyId')
    .execute();
  return new Map(rows.map(({ keyId, count }) => [keyId, count]));
}

/** Replaces an earlier one for the same. */
export async function saveLink(db: Transaction, row: ApplicantLinkTable): Promise<void> {
  const { accountId: _, purpose: __, ...changed } = row;
  await db
    .insertInto('applicantLink')
    .values(row)
    .onConflict((conflict) => conflict.columns(['accountId', 'purpose']).doUpdateSet(changed))
    .execute();
}

export function findLink(
  db: Connection,
  accountId: string,
  purpose: LinkPurpose,
): Promise<ApplicantLinkTable | undefined> {
  return db
    .selectFrom('applicantLink')
    .selectAll()
    .where('accountId', '=', accountId)
    .where('purpose', '=', purpose)
    .executeTakeFirst();
}

/** @returns whether there was this very link; now there is none */
export async function takeLink(
  db: Transaction,
  { accountId, purpose, nonce }: Pick<ApplicantLinkTable, 'accountId' | 'purpose' | 'nonce'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('applicantLink')
    .where('accountId', '=', accountId)
    .where('purpose', '=', purpose)
    .where('nonce', '=', nonce)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function deleteOldLinks(db: Connection, before: string): Promise<void> {
  await db.deleteFrom('applicantLink').where('askedAt', '<', before).execute();
}
