import { createHash, randomBytes } from 'node:crypto';
import { keyedDigest, type Keyring } from '../platform/secrets/keyring.js';

/** Without letters that look like digits: codes are read aloud and typed on a telephone. */
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const DRAFT_CHARACTERS = 20;
const QUERY_CHARACTERS = 12;

/** A draft's code, 100 bits: the browser keeps it, and whoever wants to go on elsewhere writes it down. */
export function createDraftCode(): string {
  return grouped(spell(randomBytes(DRAFT_CHARACTERS), DRAFT_CHARACTERS));
}

/**
 * The code of a draft that somebody sends in one go under a key of his own: the same key with the same content is the same
 * draft. What was typed goes into it, so that who guesses a key learns nothing.
 */
export function draftCodeOfKey(keyring: Keyring, agencyId: string, content: readonly unknown[]): string {
  const use = { purpose: 'draft-key', agencyId };
  const digest = keyedDigest(keyring, use, JSON.stringify(content), keyring.activeKeyId);
  return grouped(spell(digest, DRAFT_CHARACTERS));
}

/** However it is typed: small letters, blanks, no hyphens. */
export function plainCode(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]/g, '');
}

/** What the database keeps of a draft's code; 100 random bits cannot be found from it. */
export function draftCodeHash(code: string): Buffer {
  return createHash('sha256')
    .update(`draft:${plainCode(code)}`)
    .digest();
}

/**
 * The query code of what a draft became, 60 bits. It follows from the draft's code, so that a browser that lost the answer
 * is shown the same one again, and the database need not hold it.
 */
export function queryCodeOf(draftCode: string): string {
  const bytes = createHash('sha256')
    .update(`query:${plainCode(draftCode)}`)
    .digest();
  return grouped(spell(bytes, QUERY_CHARACTERS));
}

/** What the database keeps of a query code: nothing that could be tried out without the key file. */
export function queryCodeHash(keyring: Keyring, agencyId: string, number: string, code: string): Buffer {
  return keyedDigest(
    keyring,
    { purpose: 'query-code', agencyId },
    JSON.stringify([number, plainCode(code)]),
    keyring.activeKeyId,
  );
}

/** Those under every key of the ring, for a code that was given under an older one. */
export function queryCodeHashes(keyring: Keyring, agencyId: string, number: string, code: string): Buffer[] {
  const use = { purpose: 'query-code', agencyId };
  const text = JSON.stringify([number, plainCode(code)]);
  return [...keyring.keys.keys()].map((keyId) => keyedDigest(keyring, use, text, keyId));
}

function spell(bytes: Uint8Array, count: number): string {
  return [...bytes.subarray(0, count)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('');
}

function grouped(text: string): string {
  return text.replaceAll(/(.{4})(?=.)/g, '$1-');
}
