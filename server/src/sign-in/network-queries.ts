import type { Transaction } from '../platform/database/schema.js';
import type { KnownNetworkTable } from './table.js';

/** One of the digests; without them, any. */
export async function hasKnownNetwork(
  db: Transaction,
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
