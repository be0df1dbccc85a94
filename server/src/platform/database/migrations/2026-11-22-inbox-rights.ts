import { sql, type Kysely } from 'kysely';

/** An inbox takes demands for correction and suggestions (条例第四十一条、第四十四条), and how somebody was satisfied. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table inbox_application
      add column kind text not null default 'application' check (kind in ('application', 'correction', 'suggestion')),
      add column is_rated boolean not null default false`.execute(db);
  // Of an office: what came from an inbox and is in the register of demands, with what the inbox was told of it last.
  await sql`
    create table exchange_rights (
      agency_id text not null references agency (agency_id),
      reference text not null,
      node_id text not null references exchange_peer (node_id),
      request_id text not null,
      told_version integer not null default 0,
      told_digest text not null default '',
      primary key (agency_id, reference),
      foreign key (agency_id, request_id) references rights_request (agency_id, request_id)
    )`.execute(db);
  // All of a node are compared before each export.
  await sql`create index exchange_rights_by_node on exchange_rights (node_id)`.execute(db);
}
