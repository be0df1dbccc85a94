import {
  DEPOSITED_KINDS,
  parseLocalDate,
  type DepositFigures,
  type DepositPlace,
  type DepositQuery,
  type LocalDate,
} from '@gongkai/core';
import { sql, type Insertable, type Selectable } from 'kysely';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { DayKey } from '../platform/database/instant-key.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { DepositDocumentTable, DepositTable } from './table.js';

export type DepositRow = Selectable<DepositTable> & { readonly displayName: string | null };

export async function insertDeposit(
  db: Transaction,
  deposit: Insertable<DepositTable>,
  documents: readonly Insertable<DepositDocumentTable>[],
): Promise<void> {
  await db.insertInto('deposit').values(deposit).execute();
  await db
    .insertInto('depositDocument')
    .values([...documents])
    .execute();
}

/** @returns false when there is no such deposit */
export async function setReceipt(
  db: Transaction,
  agencyId: string,
  depositId: string,
  receipt: { readonly receiptNumber: string; readonly receiptOn: LocalDate },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('deposit')
    .set(receipt)
    .where('agencyId', '=', agencyId)
    .where('depositId', '=', depositId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function deposits(db: Connection, agencyId: string) {
  return db
    .selectFrom('deposit')
    .leftJoin('account', 'account.accountId', 'deposit.recordedBy')
    .selectAll('deposit')
    .select('account.displayName')
    .where('deposit.agencyId', '=', agencyId);
}

export function findDeposit(
  db: Connection,
  agencyId: string,
  depositId: string,
): Promise<DepositRow | undefined> {
  return deposits(db, agencyId).where('depositId', '=', depositId).executeTakeFirst();
}

/** The agency's of a year. */
export interface DepositFilter extends Pick<DepositQuery, 'year' | 'place' | 'state'> {
  readonly agencyId: string;
}

/** Those of a year by their day. */
export function listDepositRows(
  db: Connection,
  { agencyId, year, place, state }: DepositFilter,
  page: { readonly sort: DepositQuery['sort']; readonly after: DayKey | null; readonly limit: number },
): Promise<DepositRow[]> {
  const isDown = page.sort === '-deliveredOn';
  let query = deposits(db, agencyId)
    .where('deliveredOn', '>=', parseLocalDate(`${year}-01-01`))
    .where('deliveredOn', '<=', parseLocalDate(`${year}-12-31`));
  if (place !== undefined) query = query.where('place', '=', place);
  if (state !== undefined)
    query = query.where('receiptNumber', state === 'withReceipt' ? 'is not' : 'is', null);
  if (page.after !== null) {
    const { day, id } = page.after;
    query = query.where(
      // An index has days downwards and ids upwards, which no row comparison reads.
      isDown
        ? sql<boolean>`(delivered_on < ${day}::date or delivered_on = ${day}::date and deposit_id > ${id})`
        : sql<boolean>`(delivered_on > ${day}::date or delivered_on = ${day}::date and deposit_id < ${id})`,
    );
  }
  return query
    .orderBy('deliveredOn', isDown ? 'desc' : 'asc')
    .orderBy('depositId', isDown ? 'asc' : 'desc')
    .limit(page.limit)
    .execute();
}

/** A year in numbers. */
export async function countDepositRows(
  db: Connection,
  { agencyId, year }: Pick<DepositFilter, 'agencyId' | 'year'>,
): Promise<Omit<DepositFigures, 'year'>> {
  const { rows } = await sql<Omit<DepositFigures, 'year'>>`
    with made as materialized (
      select deposit_id, copies, receipt_number from deposit where agency_id = ${agencyId}
        and delivered_on between ${`${year}-01-01`}::date and ${`${year}-12-31`}::date
    ), handed as (
      select x.document_id, m.copies from made m
      join deposit_document x on x.agency_id = ${agencyId} and x.deposit_id = m.deposit_id
    )
    select (select count(*) from made)::int as deposits,
      (select count(*) from made where receipt_number is null)::int as without_receipt,
      (select count(distinct document_id) from handed)::int as documents,
      (select coalesce(sum(copies), 0) from handed)::int as copies`.execute(db);
  const [figures] = rows;
  if (figures === undefined) throw new Error('A count gave no row');
  return figures;
}

export interface DepositedDocumentRow {
  readonly depositId: string;
  readonly documentId: string;
  readonly title: string;
  readonly documentNumber: string | null;
}

export function listDepositDocuments(
  db: Connection,
  agencyId: string,
  depositIds: readonly string[],
): Promise<DepositedDocumentRow[]> {
  return db
    .selectFrom('depositDocument')
    .innerJoin('document', (join) =>
      join
        .onRef('document.agencyId', '=', 'depositDocument.agencyId')
        .onRef('document.documentId', '=', 'depositDocument.documentId'),
    )
    .select(['depositDocument.depositId', 'document.documentId', 'document.title', 'document.documentNumber'])
    .where('depositDocument.agencyId', '=', agencyId)
    .where('depositDocument.depositId', '=', sql<string>`any(${arrayLiteral(depositIds)}::text[])`)
    .orderBy('document.title')
    .execute();
}

/** The public versions of these documents; what is not public is left out. */
export function listPublicVersions(
  db: Connection,
  agencyId: string,
  documentIds: readonly string[],
): Promise<{ documentId: string; publishedVersion: number | null }[]> {
  return db
    .selectFrom('document')
    .select(['documentId', 'publishedVersion'])
    .where('agencyId', '=', agencyId)
    .where('documentId', '=', sql<string>`any(${arrayLiteral(documentIds)}::text[])`)
    .where('publishedVersion', 'is not', null)
    .where('withdrawnAt', 'is', null)
    .execute();
}

export interface AwaitingRow {
  readonly documentId: string;
  readonly title: string;
  readonly documentNumber: string | null;
  /** 条例第二十五条: the day on which it became public, in China. */
  readonly publishedOn: LocalDate;
  readonly places: readonly DepositPlace[];
  /** All that wait, on every row. */
  readonly total: number;
}

/** Public documents since a day that are not in every place yet, the oldest first. */
export async function listAwaitingRows(
  db: Connection,
  agencyId: string,
  since: LocalDate,
  limit: number,
): Promise<AwaitingRow[]> {
  const { rows } = await sql<AwaitingRow>`
    select d.document_id, d.title, d.document_number,
      ((d.published_at at time zone 'Asia/Shanghai')::date)::text as published_on, p.places,
      (count(*) over ())::int as total
    from document d
    cross join lateral (
      select coalesce(json_agg(distinct x.place), '[]') as places from deposit_document x
      where x.agency_id = d.agency_id and x.document_id = d.document_id
    ) p
    where d.agency_id = ${agencyId} and d.published_version is not null and d.withdrawn_at is null
      and d.kind = any(${arrayLiteral(DEPOSITED_KINDS)}::text[])
      and d.published_at >= (${since}::date)::timestamp at time zone 'Asia/Shanghai'
      and json_array_length(p.places) < 3
    order by d.published_at, d.document_id
    limit ${limit}`.execute(db);
  return rows;
}
