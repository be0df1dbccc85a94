import { sql, type Kysely } from 'kysely';

/** Keys of both sides of an exchange change while packages under the old ones are still on their way. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // Our key that the other side was told of and has not used yet.
  await sql`alter table exchange_peer add column next_key_id text`.execute(db);
  // Keys that the other side signed with before, each up to the last package that it may have signed; null: still in use.
  await sql`
    create table exchange_peer_key (
      node_id text not null references exchange_peer (node_id),
      key_node_id text not null,
      sign_key text not null,
      box_key text not null,
      until_number integer,
      primary key (node_id, key_node_id)
    )`.execute(db);
}
