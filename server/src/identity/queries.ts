import type { Connection, Transaction } from '../platform/database/schema.js';
import type { Insertable, Selectable } from 'kysely';
import type { AgencyDetail, LocalDate } from '@gongkai/core';
import { sql } from 'kysely';
import { inForce } from '../role-reach/service.js';
import type {
  AgencyEmblem,
  AgencySuccessionTable,
  AgencyTable,
  AgencyUnitSuccessionTable,
  OfficerTable,
  UnitTable,
} from './table.js';

export function listAgencyRows(db: Connection): Promise<AgencyTable[]> {
  return db.selectFrom('agency').selectAll().orderBy('agencyId').execute();
}

export function findAgencyRow(db: Connection, agencyId: string): Promise<AgencyTable | undefined> {
  return db.selectFrom('agency').selectAll().where('agencyId', '=', agencyId).executeTakeFirst();
}

export function listUnitRows(db: Connection, agencyId: string): Promise<Selectable<UnitTable>[]> {
  return db.selectFrom('unit').selectAll().where('agencyId', '=', agencyId).orderBy('unitId').execute();
}

export function listOfficerRows(db: Connection, agencyId: string): Promise<OfficerTable[]> {
  return db.selectFrom('officer').selectAll().where('agencyId', '=', agencyId).orderBy('officerId').execute();
}

/** @returns whether it is new */
export async function insertAgency(db: Transaction, row: AgencyTable): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('agency')
    .values(row)
    .onConflict((conflict) => conflict.column('agencyId').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** @returns the emblem before; null: none */
export async function replaceEmblem(
  db: Transaction,
  agencyId: string,
  emblem: AgencyEmblem | null,
): Promise<AgencyEmblem | null> {
  const before = await lockAgency(db, agencyId);
  const value = emblem === null ? null : JSON.stringify(emblem);
  await sql`update agency set emblem = ${value}::jsonb where agency_id = ${agencyId}`.execute(db);
  return before?.emblem ?? null;
}

/** @returns whether there is such an agency */
export async function updateAgencyRow(db: Transaction, row: AgencyTable): Promise<boolean> {
  const { agencyId, ...values } = row;
  const { numUpdatedRows } = await db
    .updateTable('agency')
    .set(values)
    .where('agencyId', '=', agencyId)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ids of the agency and of those above it, up to the root. */
export async function listAncestorIds(db: Connection, agencyId: string): Promise<string[]> {
  const rows = await db
    .withRecursive('above', (query) =>
      query
        .selectFrom('agency')
        .select(['agencyId', 'parentId'])
        .where('agencyId', '=', agencyId)
        .union(
          query
            .selectFrom('agency')
            .innerJoin('above', 'above.parentId', 'agency.agencyId')
            .select(['agency.agencyId', 'agency.parentId']),
        ),
    )
    .selectFrom('above')
    .select('agencyId')
    .execute();
  return rows.map((row) => row.agencyId);
}

export async function upsertUnits(db: Transaction, rows: readonly Insertable<UnitTable>[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('unit')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'unitId']).doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        existsFrom: row.ref('excluded.existsFrom'),
        existsUntil: row.ref('excluded.existsUntil'),
      })),
    )
    .execute();
}

export async function upsertOfficers(db: Transaction, rows: readonly OfficerTable[]): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('officer')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['agencyId', 'officerId']).doUpdateSet((row) => ({
        name: row.ref('excluded.name'),
        title: row.ref('excluded.title'),
        unitId: row.ref('excluded.unitId'),
      })),
    )
    .execute();
}

/** Units with their liaison officers of the day, in one statement. */
export async function listUnitsWithLiaison(
  db: Connection,
  agencyId: string,
  today: LocalDate,
): Promise<AgencyDetail['units']> {
  const { rows } = await sql<AgencyDetail['units'][number]>`
    select u.unit_id as code, u.name, u.exists_from, u.exists_until,
      (select coalesce(json_agg(distinct jsonb_build_object('id', a.account_id, 'name', a.display_name)), '[]')
        from role_grant g join account a on a.account_id = g.account_id and a.status = 'active'
        where g.agency_id = u.agency_id and g.unit_id = u.unit_id and g.role = 'liaisonOfficer'
          and ${inForce(sql.ref('g'), today)}) as liaison_officers
    from unit u where u.agency_id = ${agencyId} order by u.unit_id`.execute(db);
  return rows;
}

const unitsTaken = sql`(select coalesce(json_agg(json_build_object('unitCode', m.unit_id,
    'successorUnitCode', m.successor_unit_id) order by m.unit_id), '[]')
  from agency_unit_succession m where m.agency_id = s.agency_id and m.successor_id = s.successor_id)`;

/** What became of an agency and what came before it, in one statement. */
export async function findAgencyHistory(
  db: Connection,
  agencyId: string,
): Promise<Pick<AgencyDetail, 'formerNames' | 'successors' | 'predecessors'>> {
  const { rows } = await sql<Pick<AgencyDetail, 'formerNames' | 'successors' | 'predecessors'>>`
    select
      (select coalesce(json_agg(json_build_object('name', f.name, 'untilOn', f.until_on) order by f.until_on), '[]')
        from agency_former_name f where f.agency_id = ${agencyId}) as former_names,
      (select coalesce(json_agg(json_build_object('code', s.successor_id, 'name', a.name, 'fromOn', s.from_on,
          'kind', s.kind, 'basis', s.basis, 'takes', s.takes, 'units', ${unitsTaken})
          order by s.from_on, s.successor_id), '[]')
        from agency_succession s join agency a on a.agency_id = s.successor_id
        where s.agency_id = ${agencyId}) as successors,
      (select coalesce(json_agg(json_build_object('code', s.agency_id, 'name', a.name, 'fromOn', s.from_on,
          'kind', s.kind, 'basis', s.basis, 'takes', s.takes, 'units', ${unitsTaken})
          order by s.from_on, s.agency_id), '[]')
        from agency_succession s join agency a on a.agency_id = s.agency_id
        where s.successor_id = ${agencyId}) as predecessors`.execute(db);
  const [row] = rows;
  if (row === undefined) throw new Error('a select without a table has one row');
  return row;
}

export async function insertFormerName(
  db: Transaction,
  row: { readonly agencyId: string; readonly name: string; readonly untilOn: LocalDate },
): Promise<void> {
  await db.insertInto('agencyFormerName').values(row).execute();
}

export async function insertSuccessions(
  db: Transaction,
  rows: readonly Insertable<AgencySuccessionTable>[],
  units: readonly AgencyUnitSuccessionTable[],
): Promise<void> {
  await db.insertInto('agencySuccession').values(rows).execute();
  if (units.length > 0) await db.insertInto('agencyUnitSuccession').values(units).execute();
}

/** The units of an agency that went to somebody. */
export async function listMappedUnits(db: Connection, agencyId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('agencyUnitSuccession')
    .select('unitId')
    .where('agencyId', '=', agencyId)
    .execute();
  return rows.map(({ unitId }) => unitId);
}

/** Codes of the agency and of all that its duties came to, however often they went on. */
export async function listSuccessorIds(db: Connection, agencyId: string): Promise<string[]> {
  const { rows } = await sql<{ agencyId: string }>`
    with recursive later as (
      select ${agencyId}::text as agency_id
      union
      select s.successor_id from agency_succession s join later on later.agency_id = s.agency_id
    )
    select agency_id from later`.execute(db);
  return rows.map((row) => row.agencyId);
}

/** Held to the end of the transaction: changes of one agency come one after the other. */
export function lockAgency(db: Transaction, agencyId: string): Promise<AgencyTable | undefined> {
  return db.selectFrom('agency').selectAll().where('agencyId', '=', agencyId).forUpdate().executeTakeFirst();
}
