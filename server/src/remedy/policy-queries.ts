import { sql } from 'kysely';
import type { DecidedRemedyPolicy } from '@gongkai/core';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RemedyPolicyTable } from './table.js';

/** Every decision of an agency on how table 四 is counted, the newest first; with the name of who decided. */
export function listPolicies(db: Connection, agencyId: string): Promise<DecidedRemedyPolicy[]> {
  return db
    .selectFrom('remedyPolicy as p')
    .leftJoin('account as a', 'a.accountId', 'p.decidedBy')
    .select(['p.policyNo', 'p.fromYear', 'p.countPendingAgain', 'p.resultOf', 'p.reason', 'p.decidedOn'])
    .select((of) => of.fn.coalesce('a.displayName', 'p.decidedBy').as('decidedBy'))
    .where('p.agencyId', '=', agencyId)
    .orderBy('p.policyNo', 'desc')
    .execute();
}

/** The next number of the agency's decisions; whoever takes it writes alone. */
export async function takePolicyNo(db: Transaction, agencyId: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`remedy-policy:${agencyId}`}, 0))`.execute(db);
  const { last } = await db
    .selectFrom('remedyPolicy')
    .select((of) => of.fn.max('policyNo').as('last'))
    .where('agencyId', '=', agencyId)
    .executeTakeFirstOrThrow();
  return ((last as number | null) ?? 0) + 1;
}

export async function insertPolicy(db: Transaction, row: RemedyPolicyTable): Promise<void> {
  await db.insertInto('remedyPolicy').values(row).execute();
}
