import { sql } from 'kysely';
import { cutoffOf, type Cutoffs } from '../platform/database/cutoff.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { KnownNetworkTable } from './table.js';

/** One of the digests; without them, any. */
export async function hasKnownNetwork(
  db: Connection,
  accountId: string,
  digests?: readonly Uint8Array[],
): Promise<boolean> {
  let query = db.selectFrom('knownNetwork').select('accountId').where('accountId', '=', accountId).limit(1);
  if (digests !== undefined) query = query.where('digest', 'in', [...digests]);
  return (await query.executeTakeFirst()) !== undefined;
}

export async function insertKnownNetwork(db: Transaction, row: KnownNetworkTable): Promise<void> {
  await db
    .insertInto('knownNetwork')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Deletes up to `limit` networks first used before the day. @returns by the agency of the account how many, `*`: of the platform */
export async function eraseOldNetworks(
  db: Transaction,
  cutoffs: Cutoffs,
  limit: number,
): Promise<{ readonly agencyId: string; readonly count: number }[]> {
  const { rows } = await sql<{ agencyId: string; count: number }>`
    with due as (
      select k.account_id, k.digest, coalesce(a.agency_id, '*') as agency_id
      from known_network k join account a on a.account_id = k.account_id
      where k.first_seen_at < (${cutoffOf('a.agency_id', cutoffs)}::timestamp at time zone 'Asia/Shanghai')
      order by k.first_seen_at limit ${limit} for update of k skip locked
    ), done as (
      delete from known_network k using due
      where k.account_id = due.account_id and k.digest = due.digest returning due.agency_id
    )
    select agency_id, count(*) as count from done group by agency_id order by agency_id`.execute(db);
  return rows;
}
