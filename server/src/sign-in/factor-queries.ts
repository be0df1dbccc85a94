import type { Connection, Transaction } from '../platform/database/schema.js';
import type { SecondFactorTable } from './table.js';

/** Whose accounts a second factor belongs to: each kind has its own tables, of the same columns. */
export type FactorHolder = 'staff' | 'applicant';

// The applicants' are named as the staff's for the types alone: the columns are the same.
const FACTORS: Readonly<Record<FactorHolder, 'secondFactor'>> = {
  staff: 'secondFactor',
  applicant: 'applicantSecondFactor' as unknown as 'secondFactor',
};
const CODES: Readonly<Record<FactorHolder, 'recoveryCode'>> = {
  staff: 'recoveryCode',
  applicant: 'applicantRecoveryCode' as unknown as 'recoveryCode',
};

/** An account of one of the kinds. */
export interface FactorOwner {
  readonly holder: FactorHolder;
  readonly accountId: string;
}

/** Whether a second factor is in force. */
export async function hasFactor(db: Connection, { holder, accountId }: FactorOwner): Promise<boolean> {
  const found = await db
    .selectFrom(FACTORS[holder])
    .select('accountId')
    .where('accountId', '=', accountId)
    .where('confirmedAt', 'is not', null)
    .executeTakeFirst();
  return found !== undefined;
}

export function lockFactor(
  db: Transaction,
  { holder, accountId }: FactorOwner,
): Promise<SecondFactorTable | undefined> {
  return db
    .selectFrom(FACTORS[holder])
    .selectAll()
    .where('accountId', '=', accountId)
    .forUpdate()
    .executeTakeFirst();
}

export async function saveFactor(
  db: Transaction,
  holder: FactorHolder,
  row: SecondFactorTable,
): Promise<void> {
  const { accountId: _, ...changed } = row;
  await db
    .insertInto(FACTORS[holder])
    .values(row)
    .onConflict((conflict) => conflict.column('accountId').doUpdateSet(changed))
    .execute();
}

/** With its recovery codes. */
export async function deleteFactor(db: Transaction, { holder, accountId }: FactorOwner): Promise<void> {
  await db.deleteFrom(CODES[holder]).where('accountId', '=', accountId).execute();
  await db.deleteFrom(FACTORS[holder]).where('accountId', '=', accountId).execute();
}

/** Those there were before count no more. */
export async function replaceRecoveryCodes(
  db: Transaction,
  { holder, accountId }: FactorOwner,
  hashes: readonly Uint8Array[],
): Promise<void> {
  await db.deleteFrom(CODES[holder]).where('accountId', '=', accountId).execute();
  await db
    .insertInto(CODES[holder])
    .values(hashes.map((codeHash) => ({ accountId, codeHash })))
    .execute();
}

/** @returns whether there was such a code; now there is none */
export async function takeRecoveryCode(
  db: Transaction,
  { holder, accountId }: FactorOwner,
  codeHash: Uint8Array,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom(CODES[holder])
    .where('accountId', '=', accountId)
    .where('codeHash', '=', codeHash)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

export async function countRecoveryCodes(
  db: Connection,
  { holder, accountId }: FactorOwner,
): Promise<number> {
  const { count } = await db
    .selectFrom(CODES[holder])
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow();
  return count;
}

export function listFactors(
  db: Connection,
  holder: FactorHolder,
): Promise<Pick<SecondFactorTable, 'accountId' | 'sealedSecret'>[]> {
  return db.selectFrom(FACTORS[holder]).select(['accountId', 'sealedSecret']).orderBy('accountId').execute();
}
