import type { RetentionTermKind } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RetentionTermTable } from './table.js';

export function listOwnTerms(db: Connection, agencyId: string): Promise<RetentionTermTable[]> {
  return db
    .selectFrom('retentionTerm')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .orderBy('kind')
    .execute();
}

/** Those of every agency. */
export function listAllTerms(db: Connection): Promise<RetentionTermTable[]> {
  return db.selectFrom('retentionTerm').selectAll().orderBy('agencyId').orderBy('kind').execute();
}

export function listTermsWithNames(
  db: Connection,
): Promise<(Pick<RetentionTermTable, 'kind' | 'amount' | 'basis'> & { agencyName: string })[]> {
  return db
    .selectFrom('retentionTerm as t')
    .innerJoin('agency as a', 'a.agencyId', 't.agencyId')
    .select(['a.name as agencyName', 't.kind', 't.amount', 't.basis'])
    .orderBy('a.name')
    .orderBy('t.kind')
    .execute();
}

export async function saveTerm(db: Transaction, row: RetentionTermTable): Promise<void> {
  const { agencyId: _, kind: __, ...changed } = row;
  await db
    .insertInto('retentionTerm')
    .values(row)
    .onConflict((conflict) => conflict.columns(['agencyId', 'kind']).doUpdateSet(changed))
    .execute();
}

export async function deleteTerm(db: Transaction, agencyId: string, kind: RetentionTermKind): Promise<void> {
  await db.deleteFrom('retentionTerm').where('agencyId', '=', agencyId).where('kind', '=', kind).execute();
}
