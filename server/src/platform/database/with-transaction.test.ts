import { sql } from 'kysely';
import { beforeEach, expect, test } from 'vitest';
import { openTestDatabase } from '../../../testing/test-database.js';
import { type Connection } from './schema.js';
import { inTransaction } from './with-transaction.js';

const { db } = await openTestDatabase();

beforeEach(async () => {
  await sql`create table if not exists note (id int primary key, text text)`.execute(db);
  await sql`truncate note`.execute(db);
});

const write = (db: Connection, id: number) => sql`insert into note values (${id}, ${'甲'})`.execute(db);

async function noteIds(): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`select id from note order by id`.execute(db);
  return rows.map(({ id }) => id);
}

test('what a transaction wrote is there when it returns, and its result is passed on', async () => {
  const result = await inTransaction(db, async (db) => {
    await write(db, 1);
    await write(db, 2);
    return 'done';
  });
  expect(result).toBe('done');
  expect(await noteIds()).toEqual([1, 2]);
});

test('nothing is there when it throws', async () => {
  const work = inTransaction(db, async (db) => {
    await write(db, 1);
    throw new Error('stop');
  });
  await expect(work).rejects.toThrow('stop');
  expect(await noteIds()).toEqual([]);
});

test('a failed statement whose error was swallowed is not taken for success', async () => {
  const work = inTransaction(db, async (db) => {
    await write(db, 1);
    await write(db, 1).catch(() => undefined);
  });
  await expect(work).rejects.toThrow('nothing was committed');
  expect(await noteIds()).toEqual([]);
});

test('using the outer db inside is thrown at once, and the transaction is undone', async () => {
  const outer = db;
  const work = inTransaction(db, async (db) => {
    await write(db, 1);
    await write(outer, 2);
  });
  await expect(work).rejects.toThrow('The outer db was used inside an open transaction');
  expect(await noteIds()).toEqual([]);
});

test('a transaction inside a transaction is refused, on the outer db and on itself', async () => {
  const outer = db;
  await expect(inTransaction(db, () => inTransaction(outer, (db) => write(db, 1)))).rejects.toThrow(
    'Use the transaction that inTransaction passes on',
  );
  await expect(inTransaction(db, (db) => inTransaction(db, (db) => write(db, 1)))).rejects.toThrow(
    'only the use case opens one',
  );
});

test('a transaction that nobody watches over is refused', async () => {
  await expect(db.transaction().execute((db) => write(db, 1))).rejects.toThrow('inTransaction(db, work)');
  expect(await noteIds()).toEqual([]);
});

test('what was started inside may use the outer db once the transaction has ended', async () => {
  let later: Promise<unknown> = Promise.resolve();
  let end: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => (end = resolve));
  await inTransaction(db, () => {
    later = ended.then(() => write(db, 3));
    return Promise.resolve();
  });
  end();
  await later;
  expect(await noteIds()).toEqual([3]);
});

test('other requests wait for the transaction or run beside it, and all are answered', async () => {
  const beside = inTransaction(db, async (db) => {
    await write(db, 1);
    await write(db, 2);
  });
  await Promise.all([beside, ...[3, 4, 5].map((id) => write(db, id))]);
  expect(await noteIds()).toEqual([1, 2, 3, 4, 5]);
});

test('the isolation level is the one asked for', async () => {
  const { rows } = await inTransaction(
    db,
    (db) => sql<{ level: string }>`select current_setting('transaction_isolation') as level`.execute(db),
    { isolationLevel: 'serializable' },
  );
  expect(rows).toEqual([{ level: 'serializable' }]);
});
