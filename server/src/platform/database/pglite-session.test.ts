import { sql } from 'kysely';
import { afterAll, expect, test } from 'vitest';
import { openDatabase } from './open-database.js';
import { inTransaction } from './with-transaction.js';

const { db, close } = await openDatabase({ kind: 'memory' });
afterAll(close);

const rowsOf = async (least: number) =>
  (await sql<object>`select * from note where id >= ${least} order by id`.execute(db)).rows;

test('a statement that is kept prepared gives the columns and rows of its table as it is now', async () => {
  await sql`create table note (id int primary key)`.execute(db);
  for (const id of [1, 2, 3]) {
    await sql`insert into note values (${id})`.execute(db);
    expect(await rowsOf(1)).toHaveLength(id);
  }
  await sql`alter table note add column text text`.execute(db);
  expect(await rowsOf(3)).toEqual([{ id: 3, text: null }]);
  const undone = inTransaction(db, async (db) => {
    await sql`alter table note add column day date`.execute(db);
    const inside = await sql<object>`select * from note where id >= ${3} order by id`.execute(db);
    expect(inside.rows).toEqual([{ id: 3, text: null, day: null }]);
    throw new Error('undone');
  });
  await expect(undone).rejects.toThrow('undone');
  expect(await rowsOf(3)).toEqual([{ id: 3, text: null }]);
});

test('after a failure it is prepared again', async () => {
  const divided = (by: number) => sql<{ of: number }>`select 6 / ${by}::int as of`.execute(db);
  for (const by of [1, 2, 3]) expect((await divided(by)).rows).toEqual([{ of: 6 / by }]);
  await expect(divided(0)).rejects.toThrow('division by zero');
  for (const by of [3, 2]) expect((await divided(by)).rows).toEqual([{ of: 6 / by }]);
});
