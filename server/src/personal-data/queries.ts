import { sql } from 'kysely';
import type { LocalDate, RetentionRule } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import type { Connection, Transaction } from '../platform/database/schema.js';

/** A case of an applicant, here or in an old system, with its text as it is sealed. */
export interface HeldCase {
  readonly caseId: string;
  readonly receivedOn: LocalDate | null;
  readonly closedOn: LocalDate | null;
  readonly requestSealed: Uint8Array | null;
  readonly isOfOldSystem: boolean;
}

/** Cases of the parties, the latest first, at most `limit`. */
export async function listCasesOf(
  db: Connection,
  agencyId: string,
  partyIds: readonly string[],
  limit: number,
): Promise<HeldCase[]> {
  const ofParties = sql`agency_id = ${agencyId} and party_id = any(${arrayLiteral(partyIds)}::text[])`;
  const { rows } = await sql<HeldCase>`
    select case_id, received_on, closed_on, request_sealed, false as is_of_old_system
    from application_case where ${ofParties}
    union all
    select case_number, received_on, closed_on, request_sealed, true from imported_fact where ${ofParties}
    order by received_on desc nulls last, case_id limit ${limit}`.execute(db);
  return rows;
}

export async function countCasesOf(
  db: Connection,
  agencyId: string,
  partyIds: readonly string[],
): Promise<number> {
  const ofParties = sql`agency_id = ${agencyId} and party_id = any(${arrayLiteral(partyIds)}::text[])`;
  const { rows } = await sql<{ count: number }>`
    select (select count(*) from application_case where ${ofParties})
      + (select count(*) from imported_fact where ${ofParties}) as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Says whose case it is, where nobody was known before. */
export async function setPartyOfCase(
  db: Transaction,
  agencyId: string,
  caseId: string,
  partyId: string,
): Promise<void> {
  await db
    .updateTable('applicationCase')
    .set({ partyId })
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .execute();
}

/** Whether a remedy about the case is not concluded. */
export async function hasOpenRemedy(db: Connection, agencyId: string, caseId: string): Promise<boolean> {
  const row = await db
    .selectFrom('remedy')
    .select('remedyId')
    .where('agencyId', '=', agencyId)
    .where('caseId', '=', caseId)
    .where('concludedOn', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Erased rows of one agency. */
export interface ErasedOfAgency {
  readonly agencyId: string;
  readonly count: number;
}

/** Columns of a table of persons, by the names of the fields. */
const PARTY_COLUMNS = {
  name: ['name_sealed', 'name_index'],
  identityKind: ['identity_kind_sealed'],
  identityNumber: ['identity_number_sealed', 'identity_number_index'],
  organisationCode: ['organisation_code_sealed', 'organisation_code_index'],
  telephone: ['telephone_sealed', 'telephone_index'],
  address: ['address_sealed'],
  email: ['email_sealed'],
} as const;
const ALL_SEALED = Object.values(PARTY_COLUMNS).map(([column]) => column);

type Fields = RetentionRule['fields'];

function emptied(fields: Fields) {
  const columns = fields.flatMap((field) => [...PARTY_COLUMNS[field]]);
  const taken = new Set<string>(columns);
  const left = ALL_SEALED.filter((column) => !taken.has(column));
  const sets = columns.map((column) => sql`${sql.id(column)} = null`);
  // The key goes with the last value that needed it.
  const key =
    left.length === 0
      ? sql`key_id = null`
      : sql`key_id = case when num_nonnulls(${sql.join(left.map((column) => sql.id(column)))}) = 0 then null else key_id end`;
  return sql.join([...sets, key]);
}

function holds(fields: Fields) {
  const columns = fields.map((field) => sql`p.${sql.id(PARTY_COLUMNS[field][0])}`);
  return sql`num_nonnulls(${sql.join(columns)}) > 0`;
}

/** Takes values of a party away, and of who acts for it. */
export async function eraseParty(
  db: Transaction,
  agencyId: string,
  partyId: string,
  fields: Fields,
): Promise<number> {
  const { rows } = await sql`
    update party as p set ${emptied(fields)}
    where p.agency_id = ${agencyId} and (p.party_id = ${partyId} or p.represented_party_id = ${partyId})
      and ${holds(fields)}
    returning p.party_id`.execute(db);
  return rows.length;
}

/** Takes the texts of a party's requests away. */
export async function eraseRequestsOf(db: Transaction, agencyId: string, caseId: string): Promise<number> {
  const { rows } = await sql`
    with codes as (
      delete from request_codes where agency_id = ${agencyId} and source = 'case' and record_id = ${caseId}
    ), texts as (
      update handling_text set text_sealed = null, key_id = null
      where agency_id = ${agencyId} and case_id = ${caseId}
    ), desk as (
      update intake_text set text_sealed = null, key_id = null
      where agency_id = ${agencyId} and case_id = ${caseId}
    ), online as (
      update online_text set text_sealed = null, key_id = null
      where agency_id = ${agencyId} and (text_id = 'case:' || ${caseId} or text_id in (
        select 'act:' || act_id from online_act where agency_id = ${agencyId} and case_id = ${caseId}))
    )
    update application_case set request_sealed = null, request_index = null, key_id = null
    where agency_id = ${agencyId} and case_id = ${caseId} and request_sealed is not null
    returning case_id`.execute(db);
  return rows.length;
}

/** The case is over: closed by the day, and no remedy is pending. */
function isOver(cutoff: LocalDate) {
  return sql`c.closed_on <= ${cutoff}::date and not exists (
    select from remedy r where r.agency_id = c.agency_id and r.case_id = c.case_id
      and (r.concluded_on is null or r.concluded_on > ${cutoff}::date))`;
}

/** A case of an old system: by its own day of closing, else by the day on which its ledger was entered. */
const OVER_IN_OLD_SYSTEM = sql`coalesce(f.closed_on, (i.finished_at at time zone 'Asia/Shanghai')::date)`;

/**
 * Takes the values away of up to `limit` parties none of whose cases ended after the day, and of those who act for them.
 * @returns by agency how many parties; empty when none is left
 */
export async function eraseDueParties(
  db: Transaction,
  fields: Fields,
  cutoff: LocalDate,
  limit: number,
): Promise<ErasedOfAgency[]> {
  const { rows } = await sql<ErasedOfAgency>`
    with due as (
      select p.agency_id, p.party_id from party p
      where ${holds(fields)}
        and not exists (
          select from application_case c where c.agency_id = p.agency_id
            and c.party_id = coalesce(p.represented_party_id, p.party_id) and (${isOver(cutoff)}) is not true)
        and not exists (
          select from imported_fact f join ledger_import i on i.agency_id = f.agency_id and i.import_id = f.import_id
          where f.agency_id = p.agency_id and f.party_id = coalesce(p.represented_party_id, p.party_id)
            and (${OVER_IN_OLD_SYSTEM} <= ${cutoff}::date) is not true)
        and (
          exists (select from application_case c where c.agency_id = p.agency_id
            and c.party_id = coalesce(p.represented_party_id, p.party_id))
          or exists (select from imported_fact f where f.agency_id = p.agency_id
            and f.party_id = coalesce(p.represented_party_id, p.party_id)))
      order by p.agency_id, p.party_id limit ${limit} for update of p skip locked
    ), done as (
      update party as p set ${emptied(fields)} from due
      where p.agency_id = due.agency_id and p.party_id = due.party_id
      returning p.agency_id
    )
    select agency_id, count(*) as count from done group by agency_id order by agency_id`.execute(db);
  return rows;
}

/** Takes the requests of up to `limit` cases away that ended by the day. @returns by agency how many */
export async function eraseDueRequests(
  db: Transaction,
  cutoff: LocalDate,
  limit: number,
): Promise<ErasedOfAgency[]> {
  const { rows } = await sql<ErasedOfAgency>`
    with due as (
      select c.agency_id, c.case_id from application_case c
      where c.request_sealed is not null and ${isOver(cutoff)}
      order by c.agency_id, c.case_id limit ${limit} for update of c skip locked
    ), codes as (
      delete from request_codes as r using due
      where r.agency_id = due.agency_id and r.source = 'case' and r.record_id = due.case_id
    ), texts as (
      -- What was noted while handling it may name persons.
      update handling_text as h set text_sealed = null, key_id = null from due
      where h.agency_id = due.agency_id and h.case_id = due.case_id
    ), desk as (
      update intake_text as i set text_sealed = null, key_id = null from due
      where i.agency_id = due.agency_id and i.case_id = due.case_id
    ), online as (
      update online_text as t set text_sealed = null, key_id = null from due
      where t.agency_id = due.agency_id and (t.text_id = 'case:' || due.case_id or t.text_id in (
        select 'act:' || a.act_id from online_act a where a.agency_id = due.agency_id and a.case_id = due.case_id))
    ), done as (
      update application_case as c set request_sealed = null, request_index = null, key_id = null from due
      where c.agency_id = due.agency_id and c.case_id = due.case_id
      returning c.agency_id
    )
    select agency_id, count(*) as count from done group by agency_id order by agency_id`.execute(db);
  return rows;
}

/** The same for the rows of old systems, with all that they said. */
export async function eraseDueFacts(
  db: Transaction,
  cutoff: LocalDate,
  limit: number,
): Promise<ErasedOfAgency[]> {
  const { rows } = await sql<ErasedOfAgency>`
    with due as (
      select f.agency_id, f.fact_id from imported_fact f
      join ledger_import i on i.agency_id = f.agency_id and i.import_id = f.import_id
      where num_nonnulls(f.request_sealed, f.rest_sealed) > 0 and ${OVER_IN_OLD_SYSTEM} <= ${cutoff}::date
      order by f.agency_id, f.fact_id limit ${limit} for update of f skip locked
    ), codes as (
      delete from request_codes as r using due
      where r.agency_id = due.agency_id and r.source = 'fact' and r.record_id = due.fact_id
    ), done as (
      update imported_fact as f
      set request_sealed = null, request_index = null, rest_sealed = null, key_id = null from due
      where f.agency_id = due.agency_id and f.fact_id = due.fact_id
      returning f.agency_id
    )
    select agency_id, count(*) as count from done group by agency_id order by agency_id`.execute(db);
  return rows;
}
