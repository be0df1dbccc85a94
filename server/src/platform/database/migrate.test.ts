import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../testing/test-database.js';
import { appliedMigrations, migrate, migrationHash, requireMigrated } from './migrate.js';
import { MIGRATIONS, type Migration } from './migration-list.js';

const { db } = await openTestDatabase();

const added: Migration = {
  name: '2026-12-01-added',
  up: async (db) => {
    await sql`create table added (id int primary key)`.execute(db);
  },
};

test('names are dated, in order and told apart; the last day is not before the one before', () => {
  const names = MIGRATIONS.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.filter((name) => !/^\d{4}-\d\d-\d\d-[a-z0-9]+(-[a-z0-9]+)*$/.test(name))).toEqual([]);
  const days = names.map((name) => name.slice(0, 10));
  expect(days).toEqual([...days].sort());
});

test('a migrated database needs nothing', async () => {
  await requireMigrated(db);
  expect(await migrate(db)).toEqual([]);
  expect((await appliedMigrations(db)).map(({ name }) => name)).toEqual(MIGRATIONS.map(({ name }) => name));
});

test('a database that is behind is refused by a program that may not migrate, and says how many steps', async () => {
  await expect(requireMigrated(db, [...MIGRATIONS, added])).rejects.toMatchObject({
    code: 'DATABASE_BEHIND',
    details: { missing: 1 },
  });
});

test('a migration that fails leaves nothing of those that went with it', async () => {
  const broken: Migration = {
    name: '2026-12-02-broken',
    up: async (db) => {
      await sql`create table broken (id int)`.execute(db);
      await sql`insert into nowhere values (1)`.execute(db);
    },
  };
  await expect(migrate(db, [...MIGRATIONS, added, broken])).rejects.toMatchObject({ code: '42P01' });
  const { rows } = await sql`select to_regclass('added') as added, to_regclass('broken') as broken`.execute(
    db,
  );
  expect(rows).toEqual([{ added: null, broken: null }]);
  await requireMigrated(db);
});

test('a database that is ahead of the program is refused', async () => {
  expect(await migrate(db, [...MIGRATIONS, added])).toEqual([added.name]);
  const refusal = { code: 'DATABASE_AHEAD', details: { migration: added.name } };
  await expect(migrate(db)).rejects.toMatchObject(refusal);
  await expect(requireMigrated(db)).rejects.toMatchObject(refusal);
  await requireMigrated(db, [...MIGRATIONS, added]);
});

test('a migration changed after it was applied is noticed', async () => {
  const changed: Migration = {
    ...added,
    up: async (db) => {
      await sql`create table added (id bigint primary key)`.execute(db);
    },
  };
  await expect(requireMigrated(db, [...MIGRATIONS, changed])).rejects.toMatchObject({
    code: 'DATABASE_DIFFERENT',
    details: { migration: added.name },
  });
});

test('the digest is of the statements: the same text gives the same, whatever the code around it', async () => {
  const sameStatement: Migration = {
    name: 'another name',
    up: (db) => sql`create table added (id int primary key)`.execute(db).then(() => undefined),
  };
  expect(await migrationHash(sameStatement)).toBe(await migrationHash(added));
});

test('processes that start together migrate once', async () => {
  const next: Migration = {
    name: '2026-12-03-next',
    up: async (db) => {
      await sql`create table next (id int)`.execute(db);
    },
  };
  const results = await Promise.all([1, 2, 3].map(() => migrate(db, [...MIGRATIONS, added, next])));
  expect(results.flat()).toEqual([next.name]);
});
