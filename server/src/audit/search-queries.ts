import { sql, type RawBuilder } from 'kysely';
import type { AuditKind, AuditSubjectType } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection } from '../platform/database/schema.js';

/** Which records of a chain; what is undefined does not matter. */
export interface RecordFilter {
  readonly chain: string;
  readonly kinds?: readonly AuditKind[] | undefined;
  readonly actorId?: string | undefined;
  readonly subjectType?: AuditSubjectType | undefined;
  readonly subjectId?: string | undefined;
  /** Instants; the second is not included. */
  readonly from?: string | undefined;
  readonly until?: string | undefined;
}

export interface RecordKey {
  readonly occurredAt: string;
  readonly recordId: string;
}

export interface FoundRecord extends RecordKey {
  readonly seq: number | null;
  readonly text: string;
}

/**
 * Records after a key, the latest first: of the chain and of those that wait for it, each read in the order of its
 * index. Erased ones are not found.
 */
export async function listFound(
  db: Connection,
  filter: RecordFilter,
  after: RecordKey | null,
  limit: number,
): Promise<FoundRecord[]> {
  const { rows } = await foundRecords(filter, after, limit).execute(db);
  return rows;
}

/** The statement of `listFound`. */
export function foundRecords(
  filter: RecordFilter,
  after: RecordKey | null,
  limit: number,
): RawBuilder<FoundRecord> {
  const conditions = conditionsOf(filter);
  if (after !== null) {
    conditions.push(sql`(occurred_at, record_id) < (${after.occurredAt}::timestamptz, ${after.recordId})`);
  }
  const where = sql.join(conditions, sql` and `);
  const order = sql`order by occurred_at desc, record_id desc limit ${sql.lit(limit)}`;
  return sql<FoundRecord>`
    select * from (
      (select seq, occurred_at, record_id, text from audit_record where ${where} and occurred_at is not null ${order})
      union all
      (select null::bigint, occurred_at, record_id, text from audit_pending where ${where} ${order})
    ) as found ${order}
  `;
}

function conditionsOf({
  chain,
  kinds,
  actorId,
  subjectType,
  subjectId,
  from,
  until,
}: RecordFilter): RawBuilder<unknown>[] {
  const conditions = [sql`agency_id = ${chain}`];
  if (kinds?.length === 1) conditions.push(sql`kind = ${kinds[0]}`);
  else if (kinds !== undefined) conditions.push(sql`kind = any(${arrayLiteral(kinds)}::text[])`);
  if (actorId !== undefined) conditions.push(sql`actor_id = ${actorId}`);
  if (subjectType !== undefined) conditions.push(sql`subject_type = ${subjectType}`);
  if (subjectId !== undefined) conditions.push(sql`subject_id = ${subjectId}`);
  if (from !== undefined) conditions.push(sql`occurred_at >= ${from}::timestamptz`);
  if (until !== undefined) conditions.push(sql`occurred_at < ${until}::timestamptz`);
  return conditions;
}

/** Names of accounts by id; programs and deleted accounts have none. */
export async function listActorNames(
  db: Connection,
  actorIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (actorIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('account')
    .select(['accountId', 'displayName'])
    .where('accountId', '=', sql<string>`any(${arrayLiteral([...new Set(actorIds)])}::text[])`)
    .execute();
  return new Map(rows.map(({ accountId, displayName }) => [accountId, displayName]));
}
