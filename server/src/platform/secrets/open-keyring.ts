import { DomainError } from '@gongkai/core';
import type { Connection } from '../database/schema.js';
import { keyedDigest, openKeyFile, type Keyring } from './keyring.js';
import { deleteSecretKey, insertSecretKey, listSecretKeys } from './queries.js';

/**
 * The keyring that belongs to this database. The file is made only for a database that relies on no key yet: with
 * another file what is sealed could never be opened again.
 * @throws DomainError UNREADABLE_FILE, NOT_FOUND
 */
export async function openKeyring(db: Connection, path: string): Promise<Keyring> {
  const known = await listSecretKeys(db);
  const keyring = await openKeyFile(path, known.length === 0);
  for (const { keyId, proof } of known) {
    if (keyring.keys.has(keyId) && proofOf(keyring, keyId).equals(proof)) continue;
    throw new DomainError(
      'UNREADABLE_FILE',
      `密钥文件 ${path} 不是这个数据库的：缺少编号为 ${keyId} 的密钥。请取回原来的密钥文件，或者用 GONGKAI_KEY_FILE 指明它的位置。`,
    );
  }
  await insertSecretKey(db, keyring.activeKeyId, proofOf(keyring, keyring.activeKeyId));
  return keyring;
}

function proofOf(keyring: Keyring, keyId: string): Buffer {
  return keyedDigest(keyring, { purpose: 'key-proof', agencyId: null }, keyId, keyId);
}

/** The database no longer relies on a key that seals nothing in it; its caller has made sure of that. */
export function forgetKey(db: Connection, keyId: string): Promise<void> {
  return deleteSecretKey(db, keyId);
}
