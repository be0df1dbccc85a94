import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../testing/test-database.js';
import { copyRows } from './copy-rows.js';
import { inTransaction } from './with-transaction.js';

const { db } = await openTestDatabase();
const COLUMNS = ['position', 'name', 'hash'] as const;

async function copiedNames(): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('migration')
    .select('name')
    .where('position', '>=', 1000)
    .orderBy('position')
    .execute();
  return rows.map(({ name }) => name);
}

test('rows arrive as they were, whatever characters they hold', async () => {
  const names = ['制表\t换行\n回车\r反斜\\线', '\\.', '\\N', '', '"引号"', '𠮷'];
  const count = await inTransaction(db, (db) =>
    copyRows(
      db,
      'migration',
      COLUMNS,
      names.map((name, index) => [1000 + index, name, '']),
    ),
  );
  expect(count).toBe(names.length);
  expect(await copiedNames()).toEqual(names);
  await sql`delete from migration where position >= 1000`.execute(db);
});

test('more rows than one piece holds', async () => {
  async function* rows(): AsyncGenerator<readonly unknown[]> {
    for (let index = 0; index < 50_000; index += 1) {
      if (index % 10_000 === 0) await Promise.resolve();
      yield [1000 + index, `名称${index}`, 'x'.repeat(100)];
    }
  }
  expect(await inTransaction(db, (db) => copyRows(db, 'migration', COLUMNS, rows()))).toBe(50_000);
  expect(await copiedNames()).toHaveLength(50_000);
  await sql`delete from migration where position >= 1000`.execute(db);
});

test('a broken constraint keeps nothing and leaves the session usable', async () => {
  const work = inTransaction(db, async (db) => {
    await copyRows(db, 'migration', COLUMNS, [[1000, '甲', '']]);
    await copyRows(db, 'migration', COLUMNS, [[1001, '甲', '']]);
  });
  await expect(work).rejects.toMatchObject({ code: '23505', constraint: 'migration_name_key' });
  expect(await copiedNames()).toEqual([]);
});

test('a source of rows that fails keeps nothing and leaves the session usable', async () => {
  function* rows(): Generator<readonly unknown[]> {
    for (let index = 0; index < 2_000; index += 1) yield [1000 + index, `名称${index}`, 'x'.repeat(100)];
    throw new Error('row 2001 cannot be read');
  }
  await expect(inTransaction(db, (db) => copyRows(db, 'migration', COLUMNS, rows()))).rejects.toThrow(
    'row 2001 cannot be read',
  );
  expect(await copiedNames()).toEqual([]);
});
