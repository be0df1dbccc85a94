import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { keyIdOf, seal } from '../platform/secrets/seal.js';
import { listAddresses, lockAddress, saveAddress } from './queries.js';
import { openAddress, useOf } from './settings.js';

/** Addresses for mail by the key that they are sealed under; staff are few. */
export async function countAddressesByKey({
  db,
}: Pick<AppContext, 'db'>): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for (const { sealedAddress } of await listAddresses(db)) {
    const keyId = keyIdOf(sealedAddress);
    counts.set(keyId, (counts.get(keyId) ?? 0) + 1);
  }
  return counts;
}

/** Seals under the active key what another one sealed. @returns how many */
export async function sealAddressesUnderActiveKey({
  db: outer,
  keyring,
}: Pick<AppContext, 'db' | 'keyring'>): Promise<number> {
  let count = 0;
  for (const { agencyId, accountId, sealedAddress } of await listAddresses(outer)) {
    if (keyIdOf(sealedAddress) === keyring.activeKeyId) continue;
    await inTransaction(outer, async (db) => {
      const row = await lockAddress(db, { agencyId, accountId });
      // Its owner has changed it meanwhile.
      if (row === undefined || keyIdOf(row.sealedAddress) === keyring.activeKeyId) return;
      const address = Buffer.from(openAddress(keyring, row));
      await saveAddress(db, { ...row, sealedAddress: seal(keyring, useOf(row), address) });
      count += 1;
    });
  }
  return count;
}
