import { sql, type RawBuilder } from 'kysely';
import type { LocalDate, RetentionRule } from '@gongkai/core';
import { arrayLiteral } from '../platform/database/column-types.js';
import { cutoffOf, type Cutoffs } from '../platform/database/cutoff.js';
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

/** The case `c` is over: closed by the day, and no remedy is pending. */
function isOver(cutoff: RawBuilder<unknown>) {
  return sql`c.closed_on <= ${cutoff} and not exists (
    select from remedy r where r.agency_id = c.agency_id and r.case_id = c.case_id
      and (r.concluded_on is null or r.concluded_on > ${cutoff}))`;
}

/** A case of an old system: by its own day of closing, else by the day on which its ledger was entered. */
const OVER_IN_OLD_SYSTEM = sql`coalesce(f.closed_on, (i.finished_at at time zone 'Asia/Shanghai')::date)`;

/**
 * Of the case `of`, whether anything is left that goes with its request: the request, what was noted while handling it, its
 * files. The scan of an envelope is left to the last case that came in it.
 */
function holdsRequest(of: string): RawBuilder<unknown> {
  const [agencyId, caseId] = [sql.ref(`${of}.agency_id`), sql.ref(`${of}.case_id`)];
  return sql`(${sql.ref(`${of}.request_sealed`)} is not null
    or exists (select from handling_text h
      where h.agency_id = ${agencyId} and h.case_id = ${caseId} and h.text_sealed is not null)
    or exists (select from handling_file h
      join stored_file f on f.agency_id = h.agency_id and f.file_id = h.file_id and f.removed_at is null
      where h.agency_id = ${agencyId} and h.case_id = ${caseId} and not exists (
        select from envelope_case v where v.agency_id = h.agency_id and v.envelope_id = h.record_id)))`;
}

/** What is emptied at one go, row by row. */
export interface Erasable {
  readonly table: 'party' | 'application_case' | 'imported_fact' | 'rights_request';
  readonly id: string;
  readonly emptied: RawBuilder<unknown>;
  /** Of a row `e`, whether there is anything left to empty. */
  readonly isLeft: RawBuilder<unknown>;
  /** What else goes with the rows of `due (agency_id, record_id)`: parts of a WITH. */
  readonly also: readonly RawBuilder<unknown>[];
}

const codesOf = (source: 'case' | 'fact') => sql`codes as (
  delete from request_codes r using due
  where r.agency_id = due.agency_id and r.source = ${sql.lit(source)} and r.record_id = due.record_id)`;

/** Who erases and when: a paper that is taken away says so. */
export interface Eraser {
  readonly id: string;
  readonly at: string;
}

const requestsErasedBy = ({ id, at }: Eraser): Erasable => ({
  table: 'application_case',
  id: 'case_id',
  emptied: sql`request_sealed = null, request_index = null, key_id = null`,
  isLeft: holdsRequest('e'),
  also: [
    codesOf('case'),
    // What was noted while handling it may name persons.
    sql`texts as (
      update handling_text h set text_sealed = null, key_id = null from due
      where h.agency_id = due.agency_id and h.case_id = due.record_id)`,
    sql`online as (
      update online_text t set text_sealed = null, key_id = null from due
      where t.agency_id = due.agency_id and (t.text_id = 'case:' || due.record_id or t.text_id in (
        select 'act:' || a.act_id from online_act a
        where a.agency_id = due.agency_id and a.case_id = due.record_id)))`,
    sql`desk as (
      update intake_text t set text_sealed = null, key_id = null from due
      where t.agency_id = due.agency_id and t.case_id = due.record_id)`,
    // What came with it is full of the applicant; a scan kept with several cases goes with the last of them.
    sql`papers as (
      update case_attachment a set removed_by = ${id}, removed_at = ${at}::timestamptz from due
      where a.agency_id = due.agency_id and a.case_id = due.record_id and a.removed_at is null
      returning a.agency_id, a.file_id)`,
    sql`sent as (
      delete from online_file o using due
      where o.agency_id = due.agency_id and (o.owner_id = 'case:' || due.record_id or o.owner_id in (
        select 'act:' || a.act_id from online_act a
        where a.agency_id = due.agency_id and a.case_id = due.record_id))
      returning o.agency_id, o.file_id)`,
    // Papers of searches, contacts, conferences, consultations and sub-tasks; an envelope's with the last of its cases.
    sql`handled as (
      select h.agency_id, h.file_id from handling_file h join due on due.agency_id = h.agency_id
        and (due.record_id = h.case_id or exists (select from envelope_case v where v.agency_id = h.agency_id
          and v.envelope_id = h.record_id and v.case_id = due.record_id))
      where not exists (
        select from envelope_case v
        join application_case o on o.agency_id = v.agency_id and o.case_id = v.case_id and o.request_sealed is not null
        where v.agency_id = h.agency_id and v.envelope_id = h.record_id
          and not exists (select from due own where own.agency_id = v.agency_id and own.record_id = v.case_id)))`,
    sql`files as (
      update stored_file f set removed_at = ${at}::timestamptz, file_name = '（已清除）'
      from (select agency_id, file_id from papers union select agency_id, file_id from sent
        union select agency_id, file_id from handled) as gone
      where f.agency_id = gone.agency_id and f.file_id = gone.file_id and f.removed_at is null
        and not exists (
          select from case_attachment o where o.agency_id = f.agency_id and o.file_id = f.file_id
            and o.removed_at is null
            and not exists (select from due where due.agency_id = o.agency_id and due.record_id = o.case_id)))`,
  ],
});
const FACTS: Erasable = {
  table: 'imported_fact',
  id: 'fact_id',
  emptied: sql`request_sealed = null, request_index = null, rest_sealed = null, key_id = null`,
  isLeft: sql`num_nonnulls(e.request_sealed, e.rest_sealed) > 0`,
  also: [codesOf('fact')],
};

/**
 * Empties the rows that `due` selects, as `agency_id` and `record_id`. Done again, it finds none of them.
 * @returns by agency how many; empty when there was none
 */
export async function erase(
  db: Transaction,
  { table, id, emptied, isLeft, also }: Erasable,
  due: RawBuilder<unknown>,
): Promise<ErasedOfAgency[]> {
  const { rows } = await sql<ErasedOfAgency>`
    with ${sql.join([
      sql`due as (${due})`,
      ...also,
      sql`done as (
        update ${sql.table(table)} as e set ${emptied} from due
        where e.agency_id = due.agency_id and e.${sql.ref(id)} = due.record_id and ${isLeft} returning e.agency_id)`,
    ])}
    select agency_id, count(*) as count from done group by agency_id order by agency_id`.execute(db);
  return rows;
}

/** Takes the texts of a case's request away, with what was handed in with it and what was kept while handling it. */
export async function eraseRequestsOf(
  db: Transaction,
  agencyId: string,
  caseId: string,
  eraser: Eraser,
): Promise<number> {
  const erased = await erase(
    db,
    requestsErasedBy(eraser),
    sql`select agency_id, case_id as record_id from application_case
      where agency_id = ${agencyId} and case_id = ${caseId}`,
  );
  return erased.reduce((sum, { count }) => sum + count, 0);
}

/** Takes the values away of up to `limit` parties none of whose cases ended after the day, and of those who act for them. */
export function eraseDueParties(
  db: Transaction,
  fields: Fields,
  cutoffs: Cutoffs,
  limit: number,
): Promise<ErasedOfAgency[]> {
  const cutoff = cutoffOf('p.agency_id', cutoffs);
  const party: Erasable = {
    table: 'party',
    id: 'party_id',
    emptied: emptied(fields),
    isLeft: sql`true`,
    also: [],
  };
  return erase(
    db,
    party,
    sql`select p.agency_id, p.party_id as record_id from party p
      where ${holds(fields)}
        and not exists (
          select from application_case c where c.agency_id = p.agency_id
            and c.party_id = coalesce(p.represented_party_id, p.party_id) and (${isOver(cutoff)}) is not true)
        and not exists (
          select from imported_fact f join ledger_import i on i.agency_id = f.agency_id and i.import_id = f.import_id
          where f.agency_id = p.agency_id and f.party_id = coalesce(p.represented_party_id, p.party_id)
            and (${OVER_IN_OLD_SYSTEM} <= ${cutoff}) is not true)
        and (
          exists (select from application_case c where c.agency_id = p.agency_id
            and c.party_id = coalesce(p.represented_party_id, p.party_id))
          or exists (select from imported_fact f where f.agency_id = p.agency_id
            and f.party_id = coalesce(p.represented_party_id, p.party_id)))
      order by p.agency_id, p.party_id limit ${limit} for update of p skip locked`,
  );
}

/** Takes the requests of up to `limit` cases away that ended by the day. */
export function eraseDueRequests(
  db: Transaction,
  cutoffs: Cutoffs,
  limit: number,
  eraser: Eraser,
): Promise<ErasedOfAgency[]> {
  return erase(
    db,
    requestsErasedBy(eraser),
    sql`select c.agency_id, c.case_id as record_id from application_case c
      where ${holdsRequest('c')} and ${isOver(cutoffOf('c.agency_id', cutoffs))}
      order by c.agency_id, c.case_id limit ${limit} for update of c skip locked`,
  );
}

/** The same for the rows of old systems, with all that they said. */
export function eraseDueFacts(db: Transaction, cutoffs: Cutoffs, limit: number): Promise<ErasedOfAgency[]> {
  return erase(
    db,
    FACTS,
    sql`select f.agency_id, f.fact_id as record_id from imported_fact f
      join ledger_import i on i.agency_id = f.agency_id and i.import_id = f.import_id
      where num_nonnulls(f.request_sealed, f.rest_sealed) > 0
        and ${OVER_IN_OLD_SYSTEM} <= ${cutoffOf('f.agency_id', cutoffs)}
      order by f.agency_id, f.fact_id limit ${limit} for update of f skip locked`,
  );
}
