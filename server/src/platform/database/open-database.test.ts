import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { isNativeAsked, openTestDatabase } from '../../../testing/test-database.js';
import { openDatabase } from './open-database.js';
import { PGLITE_MAJOR_VERSION } from './pglite-session.js';

const { db, serverVersion, durability, config } = await openTestDatabase();

test('a fresh database is migrated', async () => {
  const rows = await db.selectFrom('migration').selectAll().execute();
  expect(rows[0]?.name).toBe('2026-11-21-migration-record');
  expect(rows[0]?.appliedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
});

test('a failing query with parameters leaves the session usable', async () => {
  const add = () => db.insertInto('migration').values({ position: 0, name: 'again', hash: '' }).execute();
  await add();
  await expect(add()).rejects.toMatchObject({ code: '23505', constraint: 'migration_pkey' });
  const { rows } = await sql<{
    n: number;
  }>`select count(*) as n from migration where name = ${'again'}`.execute(db);
  expect(rows).toEqual([{ n: 1 }]);
});

test('the server is the PostgreSQL we say', () => {
  const major = serverVersion.split('.')[0];
  if (isNativeAsked()) expect(Number(major)).toBeGreaterThanOrEqual(15);
  else expect(major).toBe(PGLITE_MAJOR_VERSION);
});

test('what the data survives is said', () => {
  expect(durability.survivesPowerCut).toBe(isNativeAsked());
});

if (isNativeAsked()) {
  test('a server that confirms before it has written is told of', async () => {
    const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(db);
    await sql`alter database ${sql.id(rows[0]?.name ?? '')} set synchronous_commit = off`.execute(db);
    const again = await openDatabase(config);
    expect(again.durability).toMatchObject({ survivesPowerCut: false });
    expect(again.durability.note).toContain('synchronous_commit');
    await again.close();
  });
}
