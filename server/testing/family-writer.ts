import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { inTransaction } from '../src/platform/database/with-transaction.js';
import { type Writer } from './kill-rounds.js';

const CHILDREN = 3;

/** The plainest thing that can be torn: a parent and three children in one transaction. */
export const writer: Writer = {
  async prepare(db) {
    await sql`
      create table if not exists family_parent (id text primary key);
      create table if not exists family_child (
        parent_id text not null references family_parent (id), number int not null, text text not null,
        primary key (parent_id, number)
      )`.execute(db);
  },
  async write(db, acknowledge) {
    for (;;) {
      const id = randomUUID();
      await inTransaction(db, async (db) => {
        await sql`insert into family_parent values (${id})`.execute(db);
        for (let number = 1; number <= CHILDREN; number += 1) {
          await sql`insert into family_child values (${id}, ${number}, ${'子'.repeat(200)})`.execute(db);
        }
      });
      acknowledge(id);
    }
  },
  async findFaults(db, acknowledged) {
    const { rows } = await sql<{ id: string; children: number }>`
      select coalesce(p.id, c.parent_id) as id, case when p.id is null then -1 else count(c.number) end as children
      from family_parent p full join family_child c on c.parent_id = p.id
      group by p.id, c.parent_id
    `.execute(db);
    const present = new Set(rows.map(({ id }) => id));
    return [
      ...acknowledged.filter((id) => !present.has(id)).map((id) => `lost ${id}`),
      ...rows
        .filter(({ children }) => children !== CHILDREN)
        .map(({ id, children }) => `${id} has ${children}`),
    ];
  },
};
