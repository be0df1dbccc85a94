import type { Connection, Transaction } from '../platform/database/schema.js';
import type { Insertable, Selectable } from 'kysely';
import type { AgencyTable, OfficerTable, UnitTable } from './table.js';

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
      conflict.columns(['agencyId', 'unitId']).doUpdateSet((row) => ({ name: row.ref('excluded.name') })),
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
