import { foldText, pairsOf } from '@gongkai/core';
import { keyedDigest, keyOf, type Keyring } from '../platform/secrets/keyring.js';

/**
 * Bits of a code that tell the pair. So few that every code stands for several pairs: a search opens a few requests
 * too many, and whoever reads the database cannot tell a rare name's code from those of other words.
 */
const PAIR_BITS = 16;
/** Pairs of one agency and key whose codes are remembered; Chinese requests hold some ten thousands. */
const MOST_REMEMBERED = 60_000;

interface Coder {
  readonly tag: number;
  readonly known: Map<string, number>;
}
const coders = new WeakMap<object, Map<string, Coder>>();

function coderOf(keyring: Keyring, agencyId: string, keyId: string): Coder {
  const key = keyOf(keyring, keyId);
  const ofKey = coders.get(key) ?? new Map<string, Coder>();
  coders.set(key, ofKey);
  const known = ofKey.get(agencyId);
  if (known !== undefined) return known;
  // Fifteen bits: the code stays a positive int4.
  const tag = digestBits(keyring, agencyId, keyId, 'agency') & 0x7fff;
  const coder = { tag, known: new Map<string, number>() };
  ofKey.set(agencyId, coder);
  return coder;
}

function digestBits(keyring: Keyring, agencyId: string, keyId: string, text: string): number {
  return keyedDigest(keyring, { purpose: 'request:pairs', agencyId }, text, keyId).readUInt16BE(0);
}

/** The code of a pair of folded characters. */
export function codeOfPair(
  keyring: Keyring,
  agencyId: string,
  pair: string,
  keyId: string = keyring.activeKeyId,
): number {
  const { tag, known } = coderOf(keyring, agencyId, keyId);
  let code = known.get(pair);
  if (code === undefined) {
    if (known.size >= MOST_REMEMBERED) known.clear();
    code = tag * 2 ** PAIR_BITS + digestBits(keyring, agencyId, keyId, `=${pair}`);
    known.set(pair, code);
  }
  return code;
}

/** The codes of a text: each once, in ascending order. */
export function codesOfText(
  keyring: Keyring,
  agencyId: string,
  text: string,
  keyId: string = keyring.activeKeyId,
): number[] {
  const pairs = pairsOf(foldText(text, true).text);
  const codes = new Set([...pairs].map((pair) => codeOfPair(keyring, agencyId, pair, keyId)));
  return [...codes].sort((a, b) => a - b);
}
