import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@gongkai/core';
import { CIPHER_SUITES, deriveKey, keyOf, type CipherSuite, type Keyring, type KeyUse } from './keyring.js';

/**
 * Layout: version (1), suite (1), length of the key's id (1), key's id, initialisation vector (12 or 16), cipher
 * text, tag (16 or 32). The tag covers all before it and the use, so that a value moved elsewhere does not open.
 */
const VERSION = 1;
const IV_BYTES = { 'aes-256-gcm': 12, 'sm4-ctr-hmac-sm3': 16 } as const satisfies Record<CipherSuite, number>;
const TAG_BYTES = { 'aes-256-gcm': 16, 'sm4-ctr-hmac-sm3': 32 } as const satisfies Record<
  CipherSuite,
  number
>;

/** Encrypts under the active key; equal values look different each time. */
export function seal(keyring: Keyring, use: KeyUse, value: Uint8Array): Buffer {
  const { activeKeyId } = keyring;
  const key = keyOf(keyring, activeKeyId);
  const { suite } = key;
  const id = Buffer.from(activeKeyId);
  const head = Buffer.concat([Buffer.from([VERSION, CIPHER_SUITES.indexOf(suite), id.length]), id]);
  const iv = randomBytes(IV_BYTES[suite]);
  const bound = Buffer.concat([head, iv, boundUse(use)]);
  if (suite === 'aes-256-gcm') {
    const cipher = createCipheriv(suite, deriveKey(key, use, 32), iv);
    cipher.setAAD(bound);
    return Buffer.concat([head, iv, cipher.update(value), cipher.final(), cipher.getAuthTag()]);
  }
  const keys = deriveKey(key, use, 48);
  const cipher = createCipheriv('sm4-ctr', keys.subarray(0, 16), iv);
  const text = Buffer.concat([cipher.update(value), cipher.final()]);
  return Buffer.concat([head, iv, text, sm3Tag(keys, bound, text)]);
}

/** @throws DomainError UNREADABLE_FILE when it was altered or sealed for another use, NOT_FOUND when its key is gone */
export function unseal(keyring: Keyring, use: KeyUse, sealed: Uint8Array): Buffer {
  const { keyId, suite, iv, text, tag, headBytes } = parse(sealed);
  const key = keyOf(keyring, keyId);
  if (key.suite !== suite) throw altered();
  const bound = Buffer.concat([sealed.subarray(0, headBytes), iv, boundUse(use)]);
  if (suite === 'aes-256-gcm') {
    const decipher = createDecipheriv(suite, deriveKey(key, use, 32), iv);
    decipher.setAAD(bound);
    decipher.setAuthTag(tag);
    const opened = decipher.update(text);
    try {
      return Buffer.concat([opened, decipher.final()]);
    } catch {
      throw altered();
    }
  }
  const keys = deriveKey(key, use, 48);
  if (!timingSafeEqual(sm3Tag(keys, bound, text), tag)) throw altered();
  const decipher = createDecipheriv('sm4-ctr', keys.subarray(0, 16), iv);
  return Buffer.concat([decipher.update(text), decipher.final()]);
}

/** The key that a value was sealed under: it is sealed anew when that is no longer the active one. */
export function keyIdOf(sealed: Uint8Array): string {
  return parse(sealed).keyId;
}

function parse(sealed: Uint8Array) {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const suite = CIPHER_SUITES[bytes[1] ?? -1];
  if (bytes[0] !== VERSION || suite === undefined) throw altered();
  const headBytes = 3 + (bytes[2] ?? 0);
  const textFrom = headBytes + IV_BYTES[suite];
  const textUntil = bytes.length - TAG_BYTES[suite];
  if (textUntil < textFrom) throw altered();
  return {
    suite,
    headBytes,
    keyId: bytes.toString('utf8', 3, headBytes),
    iv: bytes.subarray(headBytes, textFrom),
    text: bytes.subarray(textFrom, textUntil),
    tag: bytes.subarray(textUntil),
  };
}

function boundUse({ purpose, agencyId, record }: KeyUse): Buffer {
  return Buffer.from(
    JSON.stringify(record === undefined ? [purpose, agencyId] : [purpose, agencyId, record]),
  );
}

function sm3Tag(keys: Buffer, bound: Buffer, text: Buffer): Buffer {
  const length = Buffer.alloc(8);
  length.writeBigUInt64BE(BigInt(bound.length));
  return createHmac('sm3', keys.subarray(16, 48)).update(length).update(bound).update(text).digest();
}

function altered(): DomainError {
  return new DomainError('UNREADABLE_FILE', '加密保存的内容已被改动或损坏，无法打开。');
}
