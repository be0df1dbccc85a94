import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { link, mkdir, open, readFile, rename, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DomainError } from '@gongkai/core';
import { z } from 'zod';

/** How what is kept secret is encrypted: with international or with Chinese commercial cryptography. */
export const CIPHER_SUITES = ['aes-256-gcm', 'sm4-ctr-hmac-sm3'] as const;
export type CipherSuite = (typeof CIPHER_SUITES)[number];

/** Never used itself: every purpose and agency has keys derived from it. */
export interface MasterKey {
  /** 32 bytes. */
  readonly secret: Buffer;
  readonly suite: CipherSuite;
}

/** The secrets of a database. New values are sealed under the active key; the others open what is older. */
export interface Keyring {
  readonly activeKeyId: string;
  readonly keys: ReadonlyMap<string, MasterKey>;
}

const KEY_BYTES = 32;
const keyFileSchema = z.object({
  active: z.string(),
  keys: z.array(
    z.object({
      id: z.string().regex(/^[A-Za-z0-9-]{1,40}$/),
      suite: z.enum(CIPHER_SUITES),
      secret: z.base64().length(44),
    }),
  ),
});
type KeyFile = z.infer<typeof keyFileSchema>;

/** A keyring of one new key. */
export function createKeyring(suite: CipherSuite = 'aes-256-gcm'): Keyring {
  return withNewKey([], suite);
}

/** The same with a new active key; what the old ones sealed can still be opened. */
export function rotateKeyring(keyring: Keyring, suite: CipherSuite = activeKey(keyring).suite): Keyring {
  return withNewKey([...keyring.keys], suite);
}

/** The same with one more key that seals nothing yet: every node must hold a key before one of them seals with it. */
export function addKey(keyring: Keyring, suite: CipherSuite = activeKey(keyring).suite): Keyring {
  return { activeKeyId: keyring.activeKeyId, keys: rotateKeyring(keyring, suite).keys };
}

/** The same with another key of the ring in use. @throws DomainError NOT_FOUND */
export function activateKey(keyring: Keyring, keyId: string): Keyring {
  keyOf(keyring, keyId);
  return { activeKeyId: keyId, keys: keyring.keys };
}

function withNewKey(others: readonly [string, MasterKey][], suite: CipherSuite): Keyring {
  const id = `k-${randomBytes(6).toString('hex')}`;
  return { activeKeyId: id, keys: new Map([...others, [id, { secret: randomBytes(KEY_BYTES), suite }]]) };
}

function activeKey(keyring: Keyring): MasterKey {
  return keyOf(keyring, keyring.activeKeyId);
}

/** @throws DomainError NOT_FOUND */
export function keyOf(keyring: Keyring, keyId: string): MasterKey {
  const key = keyring.keys.get(keyId);
  if (key !== undefined) return key;
  throw new DomainError('NOT_FOUND', `密钥文件里没有编号为 ${keyId} 的密钥，请从备份取回。`);
}

/**
 * The keyring in a file that nobody else may read. Written there first when `mayCreate` and it does not exist.
 * @throws DomainError UNREADABLE_FILE, NOT_FOUND
 */
export async function openKeyFile(path: string, mayCreate: boolean): Promise<Keyring> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    if (!mayCreate) {
      throw new DomainError(
        'NOT_FOUND',
        `没有找到密钥文件 ${path}。数据库里的加密内容要靠它打开，请从备份取回，不要新建。`,
      );
    }
    return createKeyFile(path);
  }
  if ((found.mode & 0o077) !== 0) {
    throw new DomainError('UNREADABLE_FILE', `密钥文件 ${path} 别人也能读取。请运行 chmod 600 后再启动。`);
  }
  return parseKeyFile(path, await readFile(path, 'utf8'));
}

/** Replaces the file; a crash leaves the old or the new one. */
export async function writeKeyFile(path: string, keyring: Keyring): Promise<void> {
  await rename(await writeDraft(path, keyring), path);
}

async function createKeyFile(path: string): Promise<Keyring> {
  await mkdir(dirname(path), { recursive: true });
  const keyring = createKeyring();
  const draft = await writeDraft(path, keyring);
  try {
    await link(draft, path);
    return keyring;
  } catch (error) {
    // Another process was faster: its keys are the ones in use.
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST')
      return await openKeyFile(path, false);
    throw error;
  } finally {
    await unlink(draft);
  }
}

async function writeDraft(path: string, keyring: Keyring): Promise<string> {
  const content: KeyFile = {
    active: keyring.activeKeyId,
    keys: [...keyring.keys].map(([id, { suite, secret }]) => ({
      id,
      suite,
      secret: secret.toString('base64'),
    })),
  };
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const file = await open(draft, 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(content, null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
}

function parseKeyFile(path: string, text: string): Keyring {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    content = null;
  }
  const result = keyFileSchema.safeParse(content);
  if (!result.success || !result.data.keys.some(({ id }) => id === result.data.active)) {
    throw new DomainError('UNREADABLE_FILE', `密钥文件 ${path} 已损坏，请从备份取回。`);
  }
  const { active, keys } = result.data;
  return {
    activeKeyId: active,
    keys: new Map(
      keys.map(({ id, suite, secret }) => [id, { suite, secret: Buffer.from(secret, 'base64') }]),
    ),
  };
}

/** What a derived key is for; an agency's data never shares a key with another's. */
export interface KeyUse {
  /** Such as `second-factor`; a stable name, part of the key. */
  readonly purpose: string;
  /** Null for what belongs to no agency. */
  readonly agencyId: string | null;
  /** The record whose value it is, bound to the ciphertext and no part of the key: moved elsewhere it does not open. */
  readonly record?: string;
}

/** Keys that were derived, for as long as their master key is held. */
const derivedKeys = new WeakMap<MasterKey, Map<string, Buffer>>();

/** A key for one use, derived by HKDF; the same buffer each time, not to be written to. */
export function deriveKey(master: MasterKey, { purpose, agencyId }: KeyUse, bytes: number): Buffer {
  const { secret, suite } = master;
  const info = JSON.stringify(['gongkai', suite, purpose, agencyId]);
  const known = derivedKeys.get(master) ?? new Map<string, Buffer>();
  derivedKeys.set(master, known);
  const name = `${bytes} ${info}`;
  const derived = known.get(name) ?? Buffer.from(hkdfSync(hashOf(suite), secret, '', info, bytes));
  known.set(name, derived);
  return derived;
}

/**
 * A keyed digest that finds equal values without revealing them, 32 bytes. Under the given key, by default the
 * active one; kept values name their key beside them.
 */
export function keyedDigest(
  keyring: Keyring,
  use: KeyUse,
  value: string | Uint8Array,
  keyId: string = keyring.activeKeyId,
): Buffer {
  const key = keyOf(keyring, keyId);
  const derived = deriveKey(key, { ...use, purpose: `${use.purpose}:digest` }, 32);
  return createHmac(hashOf(key.suite), derived).update(value).digest();
}

function hashOf(suite: CipherSuite): 'sha256' | 'sm3' {
  return suite === 'aes-256-gcm' ? 'sha256' : 'sm3';
}
