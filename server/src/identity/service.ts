import { DomainError, type Agency, type AgencyDetail } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  findAgencyRow,
  insertAgency,
  listAgencyRows,
  listAncestorIds,
  listOfficerRows,
  listUnitRows,
  updateAgencyRow,
  upsertOfficers,
  upsertUnits,
} from './queries.js';
import type { AgencyTable } from './table.js';

export { loadActor } from './load-actor.js';

type Context = Pick<AppContext, 'db'>;
export type Unit = AgencyDetail['units'][number];
export type Officer = AgencyDetail['officers'][number];

/** Every agency, each with the code of the one above it. */
export async function listAgencies(ctx: Context): Promise<Agency[]> {
  return (await listAgencyRows(ctx.db)).map(presentAgency);
}

/** An agency with its units and officers. @throws DomainError NOT_FOUND */
export async function getAgency(ctx: Context, code: string): Promise<AgencyDetail> {
  const agency = await requireAgency(ctx.db, code);
  const units = await listUnits(ctx.db, code);
  const officers = await listOfficerRows(ctx.db, code);
  return {
    ...agency,
    units,
    officers: officers.map(({ officerId, name, title, unitId }) => ({
      id: officerId,
      name,
      title,
      unitCode: unitId,
    })),
  };
}

/** For the use cases of other slices, inside or outside of a transaction. @throws DomainError NOT_FOUND */
export async function requireAgency(db: Connection, code: string): Promise<Agency> {
  const row = await findAgencyRow(db, code);
  if (row) return presentAgency(row);
  throw new DomainError('NOT_FOUND', `没有代码为“${code}”的机关，请核对机关代码。`, { agency: code });
}

export async function listUnits(db: Connection, code: string): Promise<Unit[]> {
  return (await listUnitRows(db, code)).map(({ unitId, name }) => ({ code: unitId, name }));
}

/** Enters an agency. The one above it must be there already. @throws DomainError ALREADY_EXISTS, NOT_FOUND */
export async function createAgency(ctx: Context, agency: Agency): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    if (agency.parentCode !== null) await requireAgency(db, agency.parentCode);
    if (await insertAgency(db, rowOf(agency))) return;
    throw new DomainError(
      'ALREADY_EXISTS',
      `已有代码为“${agency.code}”的机关，请换一个代码或者修改原有机关。`,
      {
        agency: agency.code,
      },
    );
  });
}

/** @throws DomainError NOT_FOUND, INVALID_INPUT when the agency would stand below itself */
export async function updateAgency(ctx: Context, agency: Agency): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agency.code);
    if (agency.parentCode !== null) {
      await requireAgency(db, agency.parentCode);
      const above = await listAncestorIds(db, agency.parentCode);
      if (above.includes(agency.code)) {
        throw new DomainError(
          'INVALID_INPUT',
          `“${agency.name}”不能隶属于自己或者自己的下级，请核对上级机关。`,
        );
      }
    }
    await updateAgencyRow(db, rowOf(agency));
  });
}

/** Enters or renames units and officers; those not named stay as they are. */
export async function saveStaff(
  ctx: Context,
  code: string,
  staff: { readonly units?: readonly Unit[]; readonly officers?: readonly Officer[] },
): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, code);
    const { units = [], officers = [] } = staff;
    await upsertUnits(
      db,
      units.map((unit) => ({ agencyId: code, unitId: unit.code, name: unit.name })),
    );
    const known = new Set((await listUnits(db, code)).map((unit) => unit.code));
    const stray = officers.find(({ unitCode }) => unitCode !== null && !known.has(unitCode));
    if (stray) {
      throw new DomainError(
        'INVALID_INPUT',
        `“${stray.name}”所在的处室“${stray.unitCode ?? ''}”没有登记，请先登记处室。`,
      );
    }
    await upsertOfficers(
      db,
      officers.map(({ id, name, title, unitCode }) => ({
        agencyId: code,
        officerId: id,
        name,
        title,
        unitId: unitCode,
      })),
    );
  });
}

function rowOf(agency: Agency): AgencyTable {
  const { code, parentCode, ...rest } = agency;
  return { agencyId: code, parentId: parentCode, ...rest };
}

function presentAgency(row: AgencyTable): Agency {
  const { agencyId, parentId, ...rest } = row;
  return { code: agencyId, parentCode: parentId, ...rest };
}
