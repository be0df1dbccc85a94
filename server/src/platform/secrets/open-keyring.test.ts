import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { openTestDatabase } from '../../../testing/test-database.js';
import { createKeyring, openKeyFile, rotateKeyring, writeKeyFile } from './keyring.js';
import { openKeyring } from './open-keyring.js';

const { db } = await openTestDatabase();
const folder = await mkdtemp(join(tmpdir(), 'gongkai-keyring-'));
afterAll(() => rm(folder, { recursive: true, force: true }));
const path = join(folder, 'keys.json');

test('a new database gets its file; later it wants that very file, or one that was rotated', async () => {
  const made = await openKeyring(db, path);
  expect((await openKeyring(db, path)).activeKeyId).toBe(made.activeKeyId);

  await expect(openKeyring(db, join(folder, 'elsewhere.json'))).rejects.toMatchObject({ code: 'NOT_FOUND' });
  const other = join(folder, 'other.json');
  await openKeyFile(other, true);
  await expect(openKeyring(db, other)).rejects.toThrow(made.activeKeyId);

  // The same id with another secret is another key.
  const [secret] = createKeyring().keys.values();
  if (secret === undefined) throw new Error('a new keyring has a key');
  await writeKeyFile(other, { activeKeyId: made.activeKeyId, keys: new Map([[made.activeKeyId, secret]]) });
  await expect(openKeyring(db, other)).rejects.toThrow('不是这个数据库的');

  const rotated = rotateKeyring(made);
  await writeKeyFile(path, rotated);
  expect((await openKeyring(db, path)).activeKeyId).toBe(rotated.activeKeyId);
  // Both keys are relied on from now on.
  await writeKeyFile(path, made);
  await expect(openKeyring(db, path)).rejects.toThrow(rotated.activeKeyId);
});
