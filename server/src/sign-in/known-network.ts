import type { AppContext } from '../platform/context.js';
import { networkOf } from '../platform/http/client.js';
import type { Transaction } from '../platform/database/schema.js';
import { keyedDigest } from '../platform/secrets/keyring.js';
import { hasKnownNetwork, insertKnownNetwork } from './network-queries.js';
import type { SignInMethod } from './table.js';

const USE = { purpose: 'known-network', agencyId: null };

/**
 * Whether an account that has signed in before does so from a network that it never used; noted for the next time. The
 * addresses themselves are not kept. The demonstration's people have none.
 */
export async function isNewNetwork(
  db: Transaction,
  { keyring, now }: Pick<AppContext, 'keyring' | 'now'>,
  given: {
    readonly accountId: string;
    readonly device: { readonly address: string | null };
    readonly method: SignInMethod;
  },
): Promise<boolean> {
  const { accountId, device, method } = given;
  if (device.address === null || method === 'demonstration') return false;
  const value = JSON.stringify([accountId, networkOf(device.address)]);
  // What was noted under an older key counts as well.
  const digests = [...keyring.keys.keys()].map((keyId) => keyedDigest(keyring, USE, value, keyId));
  if (await hasKnownNetwork(db, accountId, digests)) return false;
  const isFirst = !(await hasKnownNetwork(db, accountId));
  const digest = keyedDigest(keyring, USE, value);
  await insertKnownNetwork(db, { accountId, digest, firstSeenAt: now().toISOString() });
  return !isFirst;
}
