import { parseLocalDate, type LocalDate, type RegisteredFee } from '@gongkai/core';
import { sql, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { CaseFeeTable } from './table.js';

export type FeeRow = Selectable<CaseFeeTable>;
export type ListedFee = FeeRow & {
  readonly proposerName: string | null;
  readonly approverName: string | null;
};

/** @returns false when the case has a fee that was neither returned nor waived */
export async function insertFee(db: Transaction, row: FeeRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('caseFee')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** The fee, kept from every other writer until the transaction ends. */
export function lockFee(db: Transaction, agencyId: string, feeId: string): Promise<FeeRow | undefined> {
  return db
    .selectFrom('caseFee')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('feeId', '=', feeId)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateFee(
  db: Transaction,
  { agencyId, feeId }: Pick<FeeRow, 'agencyId' | 'feeId'>,
  values: Partial<FeeRow>,
): Promise<void> {
  await db
    .updateTable('caseFee')
    .set(values)
    .where('agencyId', '=', agencyId)
    .where('feeId', '=', feeId)
    .execute();
}

/** The fees of a case, the latest last, with who proposed and approved. */
export function listCaseFees(db: Connection, agencyId: string, caseId: string): Promise<ListedFee[]> {
  return db
    .selectFrom('caseFee')
    .leftJoin('account as proposer', 'proposer.accountId', 'caseFee.proposedBy')
    .leftJoin('account as approver', 'approver.accountId', 'caseFee.approvedBy')
    .selectAll('caseFee')
    .select(['proposer.displayName as proposerName', 'approver.displayName as approverName'])
    .where('caseFee.agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .orderBy('proposedOn')
    .orderBy('feeId')
    .execute();
}

/** The fee of a case that is approved, or noticed already; a case has one that was neither returned nor waived. */
function standingFee(db: Connection, agencyId: string, caseId: string) {
  return db
    .selectFrom('caseFee')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .where('status', 'in', ['approved', 'noticed']);
}

export function findFeeToNotice(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<FeeRow | undefined> {
  return standingFee(db, agencyId, caseId).executeTakeFirst();
}

export function lockFeeToNotice(
  db: Transaction,
  agencyId: string,
  caseId: string,
): Promise<FeeRow | undefined> {
  return standingFee(db, agencyId, caseId).forUpdate().executeTakeFirst();
}

/**
 * Items of the parties received in the month of a case and before it, each application as many as it was reckoned to be
 * in its own fee, else one. Cases of one day count in the order of their numbers.
 */
export async function countItemsBefore(
  db: Connection,
  agencyId: string,
  partyIds: readonly string[],
  { caseId, receivedOn }: { readonly caseId: string; readonly receivedOn: LocalDate },
): Promise<number> {
  const { rows } = await sql<{ items: number }>`
    select coalesce(sum(coalesce(f.quantity, 1)), 0)::int as items
    from application_case c
    left join case_fee f on f.agency_id = c.agency_id and f.case_id = c.case_id
      and f.basis = 'perItem' and f.status not in ('returned', 'waived')
    where c.agency_id = ${agencyId} and c.party_id = any(${arrayLiteral(partyIds)}::text[])
      and c.received_on >= date_trunc('month', ${receivedOn}::date)::date
      and (c.received_on, c.case_id) < (${receivedOn}::date, ${caseId}::text)
      -- A double submission that was excluded is no application of its own.
      and exists (select from case_year y where y.agency_id = c.agency_id and y.case_id = c.case_id)`.execute(
    db,
  );
  return rows[0]?.items ?? 0;
}

/** Fees of which something happened in a year: the register behind section 六 of its report. */
export function listFeesOfYear(db: Connection, agencyId: string, year: number): Promise<RegisteredFee[]> {
  const first = parseLocalDate(`${year}-01-01`);
  const last = parseLocalDate(`${year}-12-31`);
  return db
    .selectFrom('caseFee')
    .select(['caseId', 'amountYuan', 'noticeOn', 'paidOn', 'waivedOn', 'refundedOn', 'refundedYuan'])
    .where('agencyId', '=', agencyId)
    .where((where) =>
      where.or(
        (['noticeOn', 'paidOn', 'waivedOn', 'refundedOn'] as const).map((day) =>
          where.between(day, first, last),
        ),
      ),
    )
    .orderBy('caseId')
    .execute();
}
