import type { AppContext } from '../platform/context.js';
import { networkOf } from '../platform/http/client.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { keyedDigest } from '../platform/secrets/keyring.js';
import { hasKnownNetwork, insertKnownNetwork } from './network-queries.js';
import type { SignInMethod } from './table.js';

const USE = { purpose: 'known-network', agencyId: null };

interface NetworkUse {
  readonly accountId: string;
  readonly device: { readonly address: string | null };
  readonly method: SignInMethod;
}

/**
 * Whether an account that has signed in before does so from a network that it never used; noted for the next time. The
 * addresses themselves are not kept. The demonstration's people have none.
 */
export async function isNewNetwork(
  db: Transaction,
  ctx: Pick<AppContext, 'keyring' | 'now'>,
  given: NetworkUse,
): Promise<boolean> {
  if (await isKnownNetwork(db, ctx, given)) return false;
  const { accountId } = given;
  const isFirst = !(await hasKnownNetwork(db, accountId));
  const digest = keyedDigest(ctx.keyring, USE, valueOf(given));
  await insertKnownNetwork(db, { accountId, digest, firstSeenAt: ctx.now().toISOString() });
  return !isFirst;
}

/** Whether nothing is to be noted of where an account signs in. */
export async function isKnownNetwork(
  db: Connection,
  { keyring }: Pick<AppContext, 'keyring'>,
  given: NetworkUse,
): Promise<boolean> {
  if (given.device.address === null || given.method === 'demonstration') return true;
  // What was noted under an older key counts as well.
  const digests = [...keyring.keys.keys()].map((keyId) => keyedDigest(keyring, USE, valueOf(given), keyId));
  return hasKnownNetwork(db, given.accountId, digests);
}

function valueOf({ accountId, device }: NetworkUse): string {
  return JSON.stringify([accountId, networkOf(device.address ?? '')]);
}
