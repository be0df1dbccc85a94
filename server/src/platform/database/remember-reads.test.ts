import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { openTestDatabase } from '../../../testing/test-database.js';
import { makeAgency } from '../../identity/factory.js';
import { listAgencies } from '../../identity/service.js';
import { rememberReads } from './remember-reads.js';

const { db } = await openTestDatabase();
await makeAgency({ db }, { code: 'YSJ', name: '云山局' });

const namesBy = async (of: typeof db): Promise<string[]> =>
  (await listAgencies({ db: of })).map(({ name }) => name);

test('what was read is answered again until it is forgotten, and then as it is', async () => {
  const reads = rememberReads(db);
  expect(await namesBy(reads.db)).toEqual(['云山局']);
  await sql`update agency set name = '云海局'`.execute(db);
  expect(await namesBy(reads.db)).toEqual(['云山局']);
  expect(await namesBy(db)).toEqual(['云海局']);
  reads.forget();
  expect(await namesBy(reads.db)).toEqual(['云海局']);
});

test('who asks at the same time shares one statement, and a failed one is asked again', async () => {
  const reads = rememberReads(db);
  const one = () => sql<{ at: string }>`select clock_timestamp()::text as at`.execute(reads.db);
  const [first, second] = await Promise.all([one(), one()]);
  expect(first.rows).toEqual(second.rows);
  const broken = () => sql`select * from not_there`.execute(reads.db);
  await expect(broken()).rejects.toThrow();
  await sql`create table not_there (id text)`.execute(db);
  expect((await broken()).rows).toEqual([]);
});

test('what writes is never answered from memory, and a transaction is refused', async () => {
  const reads = rememberReads(db);
  const add = () => sql<{ id: string }>`insert into not_there values ('a') returning id`.execute(reads.db);
  await add();
  await add();
  expect((await sql`select * from not_there`.execute(db)).rows).toHaveLength(2);
  await expect(reads.db.transaction().execute(() => Promise.resolve())).rejects.toThrow('Nothing is written');
});
