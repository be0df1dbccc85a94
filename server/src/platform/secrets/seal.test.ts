import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import {
  CIPHER_SUITES,
  createKeyring,
  keyedDigest,
  openKeyFile,
  rotateKeyring,
  writeKeyFile,
} from './keyring.js';
import { keyIdOf, seal, unseal } from './seal.js';

const folder = await mkdtemp(join(tmpdir(), 'gongkai-keys-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const USE = { purpose: 'second-factor', agencyId: 'YSJ' };
const VALUE = Buffer.from('110105199001011234');

describe.each(CIPHER_SUITES)('sealing with %s', (suite) => {
  const keyring = createKeyring(suite);

  test('opens to what was sealed, and looks different each time', () => {
    const [one, two] = [seal(keyring, USE, VALUE), seal(keyring, USE, VALUE)];
    expect(one.equals(two)).toBe(false);
    expect(one.includes(VALUE)).toBe(false);
    expect(unseal(keyring, USE, one)).toEqual(VALUE);
    expect(unseal(keyring, USE, seal(keyring, USE, Buffer.alloc(0)))).toHaveLength(0);
  });

  test('opens for no other purpose, agency or keyring', () => {
    const sealed = seal(keyring, USE, VALUE);
    for (const other of [
      { ...USE, purpose: 'telephone' },
      { ...USE, agencyId: 'LJ' },
      { ...USE, agencyId: null },
      { ...USE, record: 'party-1' },
    ]) {
      expect(() => unseal(keyring, other, sealed)).toThrow('无法打开');
    }
    expect(() => unseal(createKeyring(suite), USE, sealed)).toThrow(keyring.activeKeyId);
  });

  test('opens for no other record of the same use', () => {
    const sealed = seal(keyring, { ...USE, record: 'party-1' }, VALUE);
    expect(unseal(keyring, { ...USE, record: 'party-1' }, sealed)).toEqual(VALUE);
    for (const other of [USE, { ...USE, record: 'party-2' }]) {
      expect(() => unseal(keyring, other, sealed)).toThrow('无法打开');
    }
  });

  test('notices every changed byte and every cut', () => {
    const sealed = seal(keyring, USE, VALUE);
    for (let index = 0; index < sealed.length; index += 1) {
      const changed = Buffer.from(sealed);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect(() => unseal(keyring, USE, changed), `byte ${index}`).toThrow();
      expect(() => unseal(keyring, USE, sealed.subarray(0, index)), `cut ${index}`).toThrow();
    }
  });

  test('a rotated keyring opens what is older and seals under the new key', () => {
    const old = seal(keyring, USE, VALUE);
    const rotated = rotateKeyring(keyring);
    expect(keyIdOf(old)).toBe(keyring.activeKeyId);
    expect(unseal(rotated, USE, old)).toEqual(VALUE);
    const anew = seal(rotated, USE, VALUE);
    expect(keyIdOf(anew)).toBe(rotated.activeKeyId);
    expect(() => unseal(keyring, USE, anew)).toThrow('没有编号为');
  });

  test('equal values have equal digests within one use only', () => {
    const digest = keyedDigest(keyring, USE, VALUE);
    expect(keyedDigest(keyring, USE, VALUE)).toEqual(digest);
    expect(keyedDigest(keyring, { ...USE, agencyId: 'LJ' }, VALUE)).not.toEqual(digest);
    const rotated = rotateKeyring(keyring);
    expect(keyedDigest(rotated, USE, VALUE)).not.toEqual(digest);
    expect(keyedDigest(rotated, USE, VALUE, keyring.activeKeyId)).toEqual(digest);
  });
});

test('the suite may change with the key: both kinds open', () => {
  const old = createKeyring('aes-256-gcm');
  const rotated = rotateKeyring(old, 'sm4-ctr-hmac-sm3');
  expect(unseal(rotated, USE, seal(old, USE, VALUE))).toEqual(VALUE);
  expect(unseal(rotated, USE, seal(rotated, USE, VALUE))).toEqual(VALUE);
  expect(keyedDigest(rotated, USE, VALUE, old.activeKeyId)).toEqual(keyedDigest(old, USE, VALUE));
});

describe('the key file', () => {
  test('is made once, for its owner alone, and read again', async () => {
    const path = join(folder, 'made/keys.json');
    await expect(openKeyFile(path, false)).rejects.toThrow('不要新建');
    const [made, beside] = await Promise.all([openKeyFile(path, true), openKeyFile(path, true)]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(beside.activeKeyId).toBe(made.activeKeyId);
    const again = await openKeyFile(path, false);
    expect(unseal(again, USE, seal(made, USE, VALUE))).toEqual(VALUE);
    await writeKeyFile(path, rotateKeyring(again));
    expect(unseal(await openKeyFile(path, false), USE, seal(made, USE, VALUE))).toEqual(VALUE);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('that others may read, or that is damaged, stops the start', async () => {
    const path = join(folder, 'open.json');
    await openKeyFile(path, true);
    const text = await readFile(path, 'utf8');
    await chmod(path, 0o640);
    await expect(openKeyFile(path, true)).rejects.toThrow('chmod 600');
    await chmod(path, 0o600);
    for (const damaged of ['', '{"active":', text.replace(/"active": "[^"]+"/, '"active": "k-gone"')]) {
      await writeFile(path, damaged);
      await expect(openKeyFile(path, true)).rejects.toThrow('已损坏');
    }
  });
});
