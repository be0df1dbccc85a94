import type {
  CleanupResult,
  LocalDate,
  RegulationChange,
  RegulationKind,
  RegulationQuery,
  RegulationSort,
  Validity,
} from '@gongkai/core';
import { sql, type RawBuilder, type Selectable, type Updateable } from 'kysely';
import { arrayLiteral, likePart } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { CleanupEntryTable, CleanupRoundTable } from './table.js';

/** A rule or normative document of table 二 with the document that it is. */
export interface RegulationRow {
  readonly recordId: string;
  readonly kind: RegulationKind;
  readonly title: string;
  readonly number: string | null;
  readonly madeOn: LocalDate;
  readonly disclosedOn: LocalDate | null;
  readonly endedOn: LocalDate | null;
  readonly expiresOn: LocalDate | null;
  readonly amendedOn: LocalDate | null;
  readonly validity: Validity;
  readonly documentId: string | null;
  readonly isPublic: boolean;
  readonly lastCleanup: CleanupResult | null;
}

const ORDERS: Readonly<Record<RegulationSort, RawBuilder<unknown>>> = {
  '-madeOn': sql`made_on desc, record_id desc`,
  madeOn: sql`made_on, record_id`,
  expiresOn: sql`expires_on nulls last, record_id`,
  '-endedOn': sql`ended_on desc nulls last, record_id desc`,
  title: sql`title, record_id`,
};

/** Every rule and normative document of the agency, as `g`. */
function ledger(agencyId: string, today: LocalDate): RawBuilder<unknown> {
  return sql`(
    select r.record_id, r.kind, r.title, r.number, r.made_on, r.disclosed_on, r.ended_on, d.expires_on,
      d.document_id, coalesce(d.published_version is not null and d.withdrawn_at is null, false) as is_public,
      coalesce(d.validity, case when r.ended_on is null or r.ended_on > ${today}::date
        then 'valid' else 'repealed' end) as validity,
      greatest(
        (select max(a.formed_on) from document_relation l
          join document a on a.agency_id = l.agency_id and a.document_id = l.document_id
          where l.agency_id = r.agency_id and l.to_document_id = d.document_id and l.kind = 'amends'
            and a.published_version is not null),
        (select max((c.published_at at time zone 'Asia/Shanghai')::date) from cleanup_entry e
          join cleanup_round c on c.agency_id = e.agency_id and c.round_id = e.round_id
          where e.agency_id = r.agency_id and e.record_id = r.record_id and e.result = 'amend')
      ) as amended_on,
      (select e.result from cleanup_entry e
        join cleanup_round c on c.agency_id = e.agency_id and c.round_id = e.round_id
        where e.agency_id = r.agency_id and e.record_id = r.record_id and c.published_at is not null
        order by c.published_at desc limit 1) as last_cleanup
    from administrative_record r
    left join document d on d.agency_id = r.agency_id and d.record_id = r.record_id
    where r.agency_id = ${agencyId} and r.kind in ('rule', 'normativeDocument') and r.struck_at is null
  ) g`;
}

type LedgerFilter = Omit<RegulationQuery, 'after' | 'limit' | 'sort'>;

function filterOf(
  { kind, validity, change, expiresWithin, q, year }: LedgerFilter,
  today: LocalDate,
): RawBuilder<unknown> {
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  const within = (column: RawBuilder<unknown>) => sql`${column} between ${first}::date and ${last}::date`;
  const part = likePart((q ?? '').trim());
  const parts = [
    // The ledger of a year ends with the year.
    sql`made_on <= ${last}::date`,
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(validity === undefined ? [] : [sql`validity = ${validity}`]),
    ...(change === 'made' ? [within(sql`made_on`)] : []),
    ...(change === 'amended' ? [within(sql`amended_on`)] : []),
    ...(change === 'ended' ? [within(sql`ended_on`)] : []),
    ...(expiresWithin === undefined
      ? []
      : [sql`validity in ('valid', 'amended') and expires_on <= ${today}::date + ${expiresWithin}::integer`]),
    ...((q ?? '').trim() === '' ? [] : [sql`(title like ${part} or number like ${part})`]),
  ];
  return sql.join(parts, sql` and `);
}

/** A page of the ledger; `offset` because a person turns a few pages and no more. */
export async function listRegulationRows(
  db: Connection,
  agencyId: string,
  { sort, ...filter }: LedgerFilter & { readonly sort: RegulationSort },
  { today, offset, limit }: { readonly today: LocalDate; readonly offset: number; readonly limit: number },
): Promise<RegulationRow[]> {
  const { rows } = await sql<RegulationRow>`
    select * from ${ledger(agencyId, today)} where ${filterOf(filter, today)}
    order by ${ORDERS[sort]} offset ${offset} limit ${limit}`.execute(db);
  return [...rows];
}

export async function countRegulations(
  db: Connection,
  agencyId: string,
  filter: LedgerFilter,
  today: LocalDate,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${ledger(agencyId, today)} where ${filterOf(filter, today)}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** A regulation as the public may know it, with the last thing that happened to it. */
export interface PublicRegulationRow extends Pick<
  RegulationRow,
  'recordId' | 'kind' | 'title' | 'number' | 'madeOn' | 'disclosedOn' | 'amendedOn' | 'endedOn' | 'validity'
> {
  readonly documentId: string | null;
  readonly change: RegulationChange;
  readonly changedOn: LocalDate;
}

interface PublicFilter {
  readonly kind?: RegulationKind | undefined;
  readonly validity?: Validity | undefined;
}

/**
 * What anybody may see as `p`: a document that is public here, or one that was published before this platform and is known
 * by its entry alone. Of a document that is drafted or withdrawn there is nothing.
 */
function publicLedger(
  agencyId: string,
  { kind, validity }: PublicFilter,
  today: LocalDate,
): RawBuilder<unknown> {
  return sql`(
    select g.*, case
        when ended_on <= ${today}::date and ended_on >= coalesce(amended_on, ended_on) then 'ended'
        when amended_on <= ${today}::date then 'amended' else 'made' end as change,
      greatest(coalesce(disclosed_on, made_on), case when amended_on <= ${today}::date then amended_on end,
        case when ended_on <= ${today}::date then ended_on end) as changed_on
    from ${ledger(agencyId, today)}
    where (is_public or (document_id is null and disclosed_on <= ${today}::date))
      ${kind === undefined ? sql`` : sql`and kind = ${kind}`}
      ${validity === undefined ? sql`` : sql`and validity = ${validity}`}
  ) p`;
}

/** The latest change first. */
export async function listPublicRegulationRows(
  db: Connection,
  agencyId: string,
  filter: PublicFilter,
  { today, offset, limit }: { readonly today: LocalDate; readonly offset: number; readonly limit: number },
): Promise<PublicRegulationRow[]> {
  const { rows } = await sql<PublicRegulationRow>`
    select record_id, kind, title, number, made_on, disclosed_on, amended_on, ended_on, validity, document_id, change,
      changed_on
    from ${publicLedger(agencyId, filter, today)}
    order by changed_on desc, record_id offset ${offset} limit ${limit}`.execute(db);
  return [...rows];
}

export async function countPublicRegulations(
  db: Connection,
  agencyId: string,
  filter: PublicFilter,
  today: LocalDate,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${publicLedger(agencyId, filter, today)}`.execute(db);
  return rows[0]?.count ?? 0;
}

export type CleanupRoundRow = Selectable<CleanupRoundTable>;
export type NamedRoundRow = CleanupRoundRow & {
  readonly openedByName: string | null;
  readonly signedByName: string | null;
};
export type CleanupEntryRow = Selectable<CleanupEntryTable> & {
  readonly documentId: string | null;
  readonly isPublic: boolean;
  readonly decidedByName: string | null;
};

export async function insertRound(
  db: Transaction,
  row: Omit<CleanupRoundRow, 'kinds'> & { readonly kinds: string },
): Promise<void> {
  await db.insertInto('cleanupRound').values(row).execute();
}

export async function updateRound(
  db: Transaction,
  { agencyId, roundId }: Pick<CleanupRoundRow, 'agencyId' | 'roundId'>,
  change: Updateable<CleanupRoundTable>,
): Promise<void> {
  await db
    .updateTable('cleanupRound')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('roundId', '=', roundId)
    .execute();
}

/** Lists what is in force at the end of the round's day: the same condition as 现行有效 of table 二. */
export async function enterDocumentsInForce(
  db: Transaction,
  { agencyId, roundId, asOf }: Pick<CleanupRoundRow, 'agencyId' | 'roundId' | 'asOf'>,
  kinds: readonly RegulationKind[],
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into cleanup_entry (agency_id, round_id, record_id, kind, title, number, made_on)
    select r.agency_id, ${roundId}, r.record_id, r.kind, r.title, r.number, r.made_on
    from administrative_record r
    where r.agency_id = ${agencyId} and r.kind = any(${arrayLiteral(kinds)}::text[])
      and r.struck_at is null and r.made_on <= ${asOf}::date and (r.ended_on is null or r.ended_on > ${asOf}::date)`.execute(
    db,
  );
  return Number(numAffectedRows ?? 0n);
}

function rounds(db: Connection, agencyId: string) {
  return db
    .selectFrom('cleanupRound')
    .leftJoin('account as opener', 'opener.accountId', 'cleanupRound.openedBy')
    .leftJoin('account as signer', 'signer.accountId', 'cleanupRound.signedBy')
    .selectAll('cleanupRound')
    .select(['opener.displayName as openedByName', 'signer.displayName as signedByName'])
    .where('cleanupRound.agencyId', '=', agencyId);
}

/** The newest first. */
export function listRoundRows(db: Connection, agencyId: string): Promise<NamedRoundRow[]> {
  return rounds(db, agencyId).orderBy('openedAt', 'desc').orderBy('roundId').execute();
}

export function findRound(
  db: Connection,
  agencyId: string,
  roundId: string,
): Promise<NamedRoundRow | undefined> {
  return rounds(db, agencyId).where('roundId', '=', roundId).executeTakeFirst();
}

/** Held until the end of the transaction, so that nobody decides while it is signed or published. */
export function lockRound(
  db: Transaction,
  agencyId: string,
  roundId: string,
): Promise<CleanupRoundRow | undefined> {
  return db
    .selectFrom('cleanupRound')
    .selectAll()
    .where('agencyId', '=', agencyId)
    .where('roundId', '=', roundId)
    .forUpdate()
    .executeTakeFirst();
}

/** In the order of the printed list: rules first, the oldest first. */
export function listEntryRows(db: Connection, agencyId: string, roundId: string): Promise<CleanupEntryRow[]> {
  return db
    .selectFrom('cleanupEntry')
    .leftJoin('document', (join) =>
      join
        .onRef('document.agencyId', '=', 'cleanupEntry.agencyId')
        .onRef('document.recordId', '=', 'cleanupEntry.recordId'),
    )
    .leftJoin('account', 'account.accountId', 'cleanupEntry.decidedBy')
    .selectAll('cleanupEntry')
    .select([
      'document.documentId',
      'account.displayName as decidedByName',
      sql<boolean>`coalesce(document.published_version is not null and document.withdrawn_at is null, false)`.as(
        'isPublic',
      ),
    ])
    .where('cleanupEntry.agencyId', '=', agencyId)
    .where('roundId', '=', roundId)
    .orderBy('cleanupEntry.kind', 'desc')
    .orderBy('cleanupEntry.madeOn')
    .orderBy('cleanupEntry.recordId')
    .execute();
}

export async function setEntryResult(
  db: Transaction,
  { agencyId, roundId, recordId }: Pick<CleanupEntryRow, 'agencyId' | 'roundId' | 'recordId'>,
  change: Updateable<CleanupEntryTable>,
): Promise<void> {
  await db
    .updateTable('cleanupEntry')
    .set(change)
    .where('agencyId', '=', agencyId)
    .where('roundId', '=', roundId)
    .where('recordId', '=', recordId)
    .execute();
}

export interface ResultCount {
  readonly roundId: string;
  readonly result: CleanupResult | null;
  readonly count: number;
}

export function countResults(db: Connection, agencyId: string): Promise<ResultCount[]> {
  return db
    .selectFrom('cleanupEntry')
    .select(['roundId', 'result', sql<number>`count(*)`.as('count')])
    .where('agencyId', '=', agencyId)
    .groupBy(['roundId', 'result'])
    .execute();
}
