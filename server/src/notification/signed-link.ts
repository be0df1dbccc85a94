import { timingSafeEqual } from 'node:crypto';
import { keyedDigest, type Keyring } from '../platform/secrets/keyring.js';

/** What a link is for; a link for one thing is none for another. */
export type LinkPurpose = 'verify-mail-address' | 'unsubscribe' | 'applicant-address' | 'applicant-password';

/** A token that only this installation can have made, for links that work without sign-in. */
export function signToken(keyring: Keyring, purpose: LinkPurpose, parts: readonly string[]): string {
  const text = Buffer.from(JSON.stringify(parts)).toString('base64url');
  const { activeKeyId } = keyring;
  return `${text}.${activeKeyId}.${proofOf(keyring, purpose, text, activeKeyId).toString('base64url')}`;
}

/** Its parts; null when it was not made here, or for something else. Old keys count as long as they are kept. */
export function readToken(keyring: Keyring, purpose: LinkPurpose, token: string): readonly string[] | null {
  const [text = '', keyId = '', proof = ''] = token.split('.');
  if (!keyring.keys.has(keyId)) return null;
  const due = proofOf(keyring, purpose, text, keyId);
  const given = Buffer.from(proof, 'base64url');
  if (due.length !== given.length || !timingSafeEqual(due, given)) return null;
  return JSON.parse(Buffer.from(text, 'base64url').toString()) as string[];
}

function proofOf(keyring: Keyring, purpose: LinkPurpose, text: string, keyId: string): Buffer {
  return keyedDigest(keyring, { purpose, agencyId: null }, text, keyId);
}
