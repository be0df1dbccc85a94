import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { deriveKey, keyOf, type Keyring } from '../platform/secrets/keyring.js';

/** RFC 8410: what comes before the 32 bytes of a key in PKCS #8. */
const ED25519_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const X25519_PREFIX = Buffer.from('302e020100300506032b656e04220420', 'hex');

/** What a node tells the other: with what it signs and to what packages for it are encrypted. SPKI, base64. */
export interface PublicNode {
  readonly nodeId: string;
  readonly signKey: string;
  readonly boxKey: string;
}

export interface NodeKeys extends PublicNode {
  readonly signPrivate: KeyObject;
  readonly boxPrivate: KeyObject;
}

/** The keys that follow from a key of the key file; they are kept nowhere else. */
export function nodeKeysOf(keyring: Keyring, masterKeyId: string): NodeKeys {
  const master = keyOf(keyring, masterKeyId);
  const make = (purpose: string, prefix: Buffer): KeyObject =>
    createPrivateKey({
      key: Buffer.concat([prefix, deriveKey(master, { purpose, agencyId: null }, 32)]),
      format: 'der',
      type: 'pkcs8',
    });
  const signPrivate = make('exchange-sign', ED25519_PREFIX);
  const boxPrivate = make('exchange-box', X25519_PREFIX);
  const [signKey, boxKey] = [spkiOf(signPrivate), spkiOf(boxPrivate)];
  return { nodeId: nodeIdOf(signKey, boxKey), signKey, boxKey, signPrivate, boxPrivate };
}

/** The digest by which both sides compare keys by eye. */
export function nodeIdOf(signKey: string, boxKey: string): string {
  return createHash('sha256').update(`${signKey}\n${boxKey}`).digest('hex').slice(0, 16);
}

function spkiOf(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}
