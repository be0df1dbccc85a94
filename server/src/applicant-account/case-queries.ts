import { sql } from 'kysely';
import type { CaseStatus, LocalDate } from '@gongkai/core';
import type { InstantKey } from '../platform/database/instant-key.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import type { ApplicantCaseTable } from './table.js';

/** A case that an account keeps, as far as its list shows it. */
export interface BoundCase {
  readonly agencyId: string;
  readonly agencyName: string;
  readonly caseId: string;
  readonly accountId: string;
  readonly boundAt: string;
  readonly status: CaseStatus;
  readonly receivedOn: LocalDate | null;
  readonly dueOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
}

/**
 * A page of the cases of an account, those added last first; `before`: the end of the page before it; `limit` null: all.
 */
export function listBoundCases(
  db: Connection,
  accountId: string,
  before: InstantKey | null,
  limit: number | null,
): Promise<BoundCase[]> {
  let query = db
    .selectFrom('applicantCase as b')
    .innerJoin('applicationCase as c', (join) =>
      join.onRef('c.agencyId', '=', 'b.agencyId').onRef('c.caseId', '=', 'b.caseId'),
    )
    .innerJoin('agency as a', 'a.agencyId', 'b.agencyId')
    .select([
      'b.agencyId',
      'a.name as agencyName',
      'b.caseId',
      'b.accountId',
      'b.boundAt',
      'c.status',
      'c.receivedOn',
      'c.dueOn',
      'c.closedOn',
    ])
    .where('b.accountId', '=', accountId);
  if (before !== null)
    query = query.where(sql<boolean>`(b.bound_at, b.case_id) < (${before.at}::timestamptz, ${before.id})`);
  if (limit !== null) query = query.limit(limit);
  return query.orderBy('b.boundAt', 'desc').orderBy('b.caseId', 'desc').execute();
}

export async function countBoundCases(db: Connection, accountId: string): Promise<number> {
  const { count } = await db
    .selectFrom('applicantCase')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('accountId', '=', accountId)
    .executeTakeFirstOrThrow();
  return count;
}

/** The case with the accounts that keep it, and the party that applied. */
export async function findBoundCase(
  db: Connection,
  agencyId: string,
  caseId: string,
): Promise<{ readonly partyId: string | null; readonly accountIds: readonly string[] } | undefined> {
  const found = await db
    .selectFrom('applicationCase')
    .select('partyId')
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .executeTakeFirst();
  if (found === undefined) return undefined;
  const bound = await db
    .selectFrom('applicantCase')
    .select('accountId')
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .execute();
  return { ...found, accountIds: bound.map(({ accountId }) => accountId) };
}

/** What happened so far counts as told. @returns whether it was bound now */
export async function insertBoundCase(
  db: Transaction,
  row: Omit<ApplicantCaseTable, 'toldSeq'>,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into applicant_case (agency_id, case_id, account_id, bound_at, told_seq)
    select agency_id, case_id, ${row.accountId}, ${row.boundAt}::timestamptz, last_seq
    from application_case where agency_id = ${row.agencyId} and case_id = ${row.caseId}
    on conflict do nothing`.execute(db);
  return numAffectedRows === 1n;
}

export async function deleteBoundCase(
  db: Transaction,
  row: Pick<ApplicantCaseTable, 'agencyId' | 'caseId' | 'accountId'>,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('applicantCase')
    .where('agencyId', '=', row.agencyId)
    .where('caseId', '=', row.caseId)
    .where('accountId', '=', row.accountId)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

/** Cases of one account that went on since its owner was told; what the applicant did itself is known to it. */
export interface ProgressedCases {
  readonly accountId: string;
  readonly caseIds: readonly string[];
}

/**
 * Up to `limit` accounts that want mail and have cases that went on, each with them; from here on they count as told.
 * Others that do the same at once get other accounts.
 */
export async function takeProgressedCases(db: Transaction, limit: number): Promise<ProgressedCases[]> {
  const { rows } = await sql<ProgressedCases>`
    with wanting as (
      select a.account_id from applicant_account a
      where a.wants_mail and a.email_sealed is not null and a.mail_refused_at is null
        and exists (
          select from applicant_case b
          join application_case c on c.agency_id = b.agency_id and c.case_id = b.case_id
          where b.account_id = a.account_id and c.last_seq > b.told_seq)
      order by a.account_id limit ${limit} for update of a skip locked
    ), told as (
      update applicant_case b set told_seq = c.last_seq
      from wanting w, application_case c
      where b.account_id = w.account_id and c.agency_id = b.agency_id and c.case_id = b.case_id
        and c.last_seq > b.told_seq
      returning b.account_id, b.case_id, exists (
        select from case_event e where e.agency_id = b.agency_id and e.case_id = b.case_id
          and e.seq > (select o.told_seq from applicant_case o where o.agency_id = b.agency_id
            and o.case_id = b.case_id and o.account_id = b.account_id)
          and e.recorded_by not like 'applicant:%') as is_news
    )
    select account_id, coalesce(json_agg(case_id order by case_id) filter (where is_news), '[]') as case_ids
    from told group by account_id order by account_id`.execute(db);
  return rows;
}
