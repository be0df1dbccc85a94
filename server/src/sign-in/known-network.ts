import { networkOf } from '../platform/http/client.js';
import type { Transaction } from '../platform/database/schema.js';
import { keyedDigest } from '../platform/secrets/keyring.js';
import { hasKnownNetwork, insertKnownNetwork } from './network-queries.js';
import type { NewSession, SignInContext } from './session.js';

const USE = { purpose: 'known-network', agencyId: null };

/**
 * Whether an account that has signed in before does so from a network that it never used; noted for the next time. The
 * addresses themselves are not kept. The demonstration's people have none.
 */
export async function isNewNetwork(
  db: Transaction,
  { keyring, now }: Pick<SignInContext, 'keyring' | 'now'>,
  { accountId, device, method }: Pick<NewSession, 'accountId' | 'device' | 'method'>,
): Promise<boolean> {
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
