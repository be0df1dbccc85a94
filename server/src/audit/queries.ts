import { sql, type Insertable, type RawBuilder, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { AuditBlock } from './chain.js';
import type { AuditAnchorTable, AuditPendingTable, AuditRecordTable } from './table.js';

export type AuditRecord = Selectable<AuditRecordTable>;

/** A record as it is written, its transaction and its instant left to the database. */
export type PendingRecord = Omit<Insertable<AuditPendingTable>, 'xid' | 'writtenAt'>;

/** One statement: outside a transaction it is one by itself. */
export async function insertPending(db: Connection, row: PendingRecord): Promise<void> {
  await db.insertInto('auditPending').values(row).execute();
}

/** The same as an expression of another statement, where a condition holds. */
export function pendingWhen(row: PendingRecord, when: RawBuilder<boolean>): RawBuilder<unknown> {
  const names = Object.keys(row) as (keyof PendingRecord)[];
  const values = names.map((name) =>
    name === 'occurredAt' ? sql`${row[name]}::timestamptz` : sql`${row[name]}`,
  );
  return sql`insert into audit_pending (${sql.join(names.map((name) => sql.ref(name)))})
    select ${sql.join(values)} where ${when}`;
}

/** The chains that have records waiting. */
export async function listWaitingChains(db: Connection): Promise<string[]> {
  const rows = await db
    .selectFrom('auditPending')
    .select('agencyId')
    .distinct()
    .orderBy('agencyId')
    .execute();
  return rows.map(({ agencyId }) => agencyId);
}

/** Every chain that has a block. */
export async function listChains(db: Connection): Promise<string[]> {
  const rows = await db
    .selectFrom('auditBlock')
    .select('agencyId')
    .where('number', '=', 1)
    .orderBy('agencyId')
    .execute();
  return rows.map(({ agencyId }) => agencyId);
}

/** One sealer a chain; held to the end of the transaction. */
export async function lockChain(db: Transaction, chain: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`audit ${chain}`}, 0))`.execute(db);
}

/**
 * Records that no older transaction can come before any more, in the order of their transactions. One that seems to
 * come from the future was brought from another cluster, whose numbers mean nothing here: it is committed.
 */
export async function listSealable(
  db: Transaction,
  chain: string,
  limit: number,
): Promise<{ readonly recordId: string; readonly digest: string }[]> {
  return db
    .selectFrom('auditPending')
    .select(['recordId', 'digest'])
    .where('agencyId', '=', chain)
    .where(
      sql<boolean>`(xid < pg_snapshot_xmin(pg_current_snapshot()) or xid >= pg_snapshot_xmax(pg_current_snapshot()))`,
    )
    .orderBy('xid')
    .orderBy('writtenAt')
    .orderBy('recordId')
    .limit(limit)
    .execute();
}

/** Moves waiting records into the chain, numbered from `first` in the order of the ids. */
export async function moveIntoChain(
  db: Transaction,
  chain: string,
  first: number,
  recordIds: readonly string[],
  links: readonly string[],
): Promise<void> {
  await sql`set local gongkai.audit_sealing = 'on'`.execute(db);
  await sql`
    with taken as (
      delete from audit_pending
      where agency_id = ${chain} and record_id = any(${arrayLiteral(recordIds)}::text[])
      returning *
    )
    insert into audit_record (agency_id, seq, record_id, occurred_at, kind, actor_id, subject_type, subject_id,
      text, salt, digest, algorithm, link)
    select agency_id, ${first}::bigint + place.position - 1, record_id, occurred_at, kind, actor_id, subject_type,
      subject_id, text, salt, digest, algorithm, place.link
    from taken
    join unnest(${arrayLiteral(recordIds)}::text[], ${arrayLiteral(links)}::text[])
      with ordinality as place (id, link, position) on place.id = taken.record_id
    order by place.position
  `.execute(db);
  await sql`set local gongkai.audit_sealing = 'off'`.execute(db);
}

export async function insertBlock(db: Transaction, block: AuditBlock): Promise<void> {
  await db.insertInto('auditBlock').values(block).execute();
}

export function findLastBlock(db: Connection, chain: string): Promise<AuditBlock | undefined> {
  return db
    .selectFrom('auditBlock')
    .selectAll()
    .where('agencyId', '=', chain)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Blocks after a number, in order. */
export function listBlocks(
  db: Connection,
  chain: string,
  after: number,
  limit: number,
): Promise<AuditBlock[]> {
  return db
    .selectFrom('auditBlock')
    .selectAll()
    .where('agencyId', '=', chain)
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute();
}

/** Records after a place in the chain, in order. */
export function listRecords(
  db: Connection,
  chain: string,
  after: number,
  limit: number,
): Promise<AuditRecord[]> {
  return db
    .selectFrom('auditRecord')
    .selectAll()
    .where('agencyId', '=', chain)
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

/** Records that wait, by id. */
export function listPending(
  db: Connection,
  chain: string,
  after: string,
  limit: number,
): Promise<Selectable<AuditPendingTable>[]> {
  return db
    .selectFrom('auditPending')
    .selectAll()
    .where('agencyId', '=', chain)
    .where('recordId', '>', after)
    .orderBy('recordId')
    .limit(limit)
    .execute();
}

export async function countPending(db: Connection, chain: string): Promise<number> {
  const row = await db
    .selectFrom('auditPending')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('agencyId', '=', chain)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Records of a kind from before an instant that still have their text, in the order of the chain. */
export function listErasable(
  db: Transaction,
  chain: string,
  due: { readonly kind: string; readonly before: string },
  limit: number,
): Promise<{ readonly seq: number; readonly digest: string }[]> {
  return db
    .selectFrom('auditRecord')
    .select(['seq', 'digest'])
    .where('agencyId', '=', chain)
    .where(sql<string>`kind`, '=', due.kind)
    .where('occurredAt', '<', due.before)
    .orderBy('occurredAt')
    .limit(limit)
    .execute();
}

/** Takes the text of records away; digest and link stay. */
export async function eraseTexts(
  db: Transaction,
  chain: string,
  seqs: readonly number[],
  erasureId: string,
): Promise<void> {
  const nothing = {
    occurredAt: null,
    kind: null,
    actorId: null,
    subjectType: null,
    subjectId: null,
    text: null,
    salt: null,
  };
  await db
    .updateTable('auditRecord')
    .set({ ...nothing, erasureId })
    .where('agencyId', '=', chain)
    .where('seq', '=', sql<number>`any(${arrayLiteral(seqs)}::bigint[])`)
    .execute();
}

export async function insertAnchor(db: Transaction, row: AuditAnchorTable): Promise<void> {
  await db.insertInto('auditAnchor').values(row).execute();
}

export function findLastAnchor(db: Connection): Promise<AuditAnchorTable | undefined> {
  return db.selectFrom('auditAnchor').selectAll().orderBy('madeAt', 'desc').limit(1).executeTakeFirst();
}
