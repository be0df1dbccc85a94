import { sql } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import { copyRows } from '../platform/database/copy-rows.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { RequestSource } from './table.js';

/** Which request. */
export interface RequestKey {
  readonly agencyId: string;
  readonly source: RequestSource;
  readonly recordId: string;
}
/** A request with its codes. */
export interface CodedRequest extends RequestKey {
  readonly keyId: string;
  readonly codes: readonly number[];
}
/** A request as it is sealed. */
export interface SealedRequest extends RequestKey {
  readonly requestSealed: Uint8Array;
}

/** Writes codes; those of a request that has some are replaced. */
export async function upsertCodes(db: Transaction, rows: readonly CodedRequest[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('requestCodes')
    .values(rows.map((row) => ({ ...row, codes: arrayLiteral(row.codes) })))
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'source', 'recordId']).doUpdateSet((row) => ({
        keyId: row.ref('excluded.keyId'),
        codes: row.ref('excluded.codes'),
      })),
    )
    .execute();
}

/** Codes of requests that have none yet, many at once. */
export async function copyCodes(db: Transaction, rows: Iterable<CodedRequest>): Promise<void> {
  function* values(): Generator<readonly unknown[]> {
    for (const { agencyId, source, recordId, keyId, codes } of rows)
      yield [agencyId, source, recordId, keyId, arrayLiteral(codes)];
  }
  await copyRows(db, 'requestCodes', ['agencyId', 'source', 'recordId', 'keyId', 'codes'], values());
}

/** A request that shares codes, with the weight of those that it shares. */
export interface Candidate {
  readonly source: RequestSource;
  readonly recordId: string;
  readonly weight: number;
}

/** The requests of the agency that share the most weight of the codes, at most `limit`. */
export async function listCandidates(
  db: Connection,
  agencyId: string,
  codes: readonly { readonly code: number; readonly weight: number }[],
  limit: number,
): Promise<Candidate[]> {
  const { rows } = await candidatesQuery(agencyId, codes, limit).execute(db);
  return rows;
}

/** Built apart from being run, so that its plan can be looked at. One look into the index for each code. */
export function candidatesQuery(
  agencyId: string,
  codes: readonly { readonly code: number; readonly weight: number }[],
  limit: number,
) {
  return sql<Candidate>`
    select r.source, r.record_id, sum(q.weight) as weight
    from unnest(
      ${arrayLiteral(codes.map(({ code }) => code))}::integer[],
      ${arrayLiteral(codes.map(({ weight }) => weight.toFixed(4)))}::double precision[]
    ) as q(code, weight)
    cross join lateral (
      select source, record_id from request_codes
      where codes @> array[q.code] and agency_id = ${agencyId}
      offset 0
    ) as r
    group by r.source, r.record_id
    order by weight desc, r.record_id desc limit ${limit}`;
}

interface RequestIndexState {
  readonly isFilled: boolean;
  readonly keyId: string | null;
  readonly counted: number;
  readonly common: Readonly<Record<string, number>>;
}

export async function findState(db: Connection, agencyId: string): Promise<RequestIndexState | null> {
  const row = await db
    .selectFrom('requestIndexState')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { filledAt, keyId, counted, common } = row;
  return { isFilled: filledAt !== null, keyId, counted, common };
}

/** Agencies with requests whose index is not known to be whole. */
export async function listUnfilledAgencies(db: Connection): Promise<string[]> {
  const rows = await db
    .selectFrom('agency')
    .leftJoin('requestIndexState as s', 's.agencyId', 'agency.agencyId')
    .select('agency.agencyId')
    .where('s.filledAt', 'is', null)
    .orderBy('agency.agencyId')
    .execute();
  return rows.map(({ agencyId }) => agencyId);
}

export async function listFilledAgencies(db: Connection): Promise<string[]> {
  const rows = await db
    .selectFrom('requestIndexState')
    .select('agencyId')
    .where('filledAt', 'is not', null)
    .orderBy('agencyId')
    .execute();
  return rows.map(({ agencyId }) => agencyId);
}

const TABLE_OF = {
  case: { table: 'application_case', id: 'case_id' },
  fact: { table: 'imported_fact', id: 'fact_id' },
} as const satisfies Record<RequestSource, unknown>;

/** Up to `limit` requests after an id that have no codes, kept from every other writer. */
export async function lockUncoded(
  db: Transaction,
  agencyId: string,
  source: RequestSource,
  after: string,
  limit: number,
): Promise<SealedRequest[]> {
  const { table, id } = TABLE_OF[source];
  const { rows } = await sql<{ recordId: string; requestSealed: Uint8Array }>`
    select t.${sql.id(id)} as record_id, t.request_sealed from ${sql.table(table)} as t
    where t.agency_id = ${agencyId} and t.${sql.id(id)} > ${after} and t.request_sealed is not null
      and not exists (select from request_codes r
        where r.agency_id = t.agency_id and r.source = ${source} and r.record_id = t.${sql.id(id)})
    order by t.${sql.id(id)} limit ${limit} for update of t`.execute(db);
  return rows.map((row) => ({ agencyId, source, ...row }));
}

/** Up to `limit` requests whose codes are of another key, kept from every other writer. */
export async function lockOfOtherKeys(
  db: Transaction,
  keyId: string,
  source: RequestSource,
  limit: number,
): Promise<SealedRequest[]> {
  const { table, id } = TABLE_OF[source];
  const { rows } = await sql<{ agencyId: string; recordId: string; requestSealed: Uint8Array }>`
    select r.agency_id, r.record_id, t.request_sealed
    from request_codes r join ${sql.table(table)} as t
      on t.agency_id = r.agency_id and t.${sql.id(id)} = r.record_id
    where r.source = ${source} and r.key_id <> ${keyId} and t.request_sealed is not null
    limit ${limit} for update of t, r`.execute(db);
  return rows.map((row) => ({ source, ...row }));
}

export async function saveFilled(db: Transaction, agencyId: string, filledAt: string): Promise<void> {
  await db
    .insertInto('requestIndexState')
    .values({ agencyId, filledAt, keyId: null })
    .onConflict((conflict) => conflict.column('agencyId').doUpdateSet({ filledAt }))
    .execute();
}

/** Codes that more than one of `oneOf` requests hold, counted among the latest `sample` requests of the agency. */
export async function countCommonCodes(
  db: Connection,
  agencyId: string,
  keyId: string,
  sample: number,
  oneOf: number,
): Promise<{ readonly counted: number; readonly common: Readonly<Record<string, number>> }> {
  const { rows } = await sql<{ code: number | null; count: number }>`
    with sampled as materialized (
      select codes from request_codes where agency_id = ${agencyId} and key_id = ${keyId}
      order by record_id desc limit ${sample}
    ), total as (select count(*) as count from sampled)
    select null::integer as code, total.count from total
    union all
    (select code, count(*) from sampled, unnest(sampled.codes) as code, total
     group by code, total.count having count(*) > greatest(2, total.count / ${oneOf}::integer))`.execute(db);
  const counted = rows.find(({ code }) => code === null)?.count ?? 0;
  const common = Object.fromEntries(
    rows.flatMap(({ code, count }) => (code === null ? [] : [[String(code), count]])),
  );
  return { counted, common };
}

export async function saveCommon(
  db: Connection,
  agencyId: string,
  state: {
    readonly keyId: string;
    readonly counted: number;
    readonly common: Readonly<Record<string, number>>;
  },
): Promise<void> {
  await db
    .updateTable('requestIndexState')
    .set({ ...state, common: JSON.stringify(state.common) })
    .where('agencyId', '=', agencyId)
    .execute();
}

/** Requests by the key of their codes. */
export async function countByKey(db: Connection): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('requestCodes')
    .select(['keyId', (select) => select.fn.countAll<number>().as('count')])
    .groupBy('keyId')
    .execute();
  return new Map(rows.map(({ keyId, count }) => [keyId, count]));
}
