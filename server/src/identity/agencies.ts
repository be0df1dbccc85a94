import {
  DomainError,
  addDays,
  permit,
  permitWithin,
  type Actor,
  type Agency,
  type AgencyChange,
  type AgencyDetail,
  type LocalDate,
  type NewAgency,
  type Unit,
  type UnitChange,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { IdentityContext } from './accounts.js';
import {
  findAgencyHistory,
  findAgencyRow,
  insertAgency,
  insertFormerName,
  listAgencyRows,
  listAncestorIds,
  listOfficerRows,
  listUnitRows,
  listUnitsWithLiaison,
  lockAgency,
  updateAgencyRow,
  upsertOfficers,
  upsertUnits,
} from './queries.js';
import type { AgencyEmblem, AgencyTable } from './table.js';

type ReadContext = Pick<AppContext, 'db' | 'today'>;
export type Officer = AgencyDetail['officers'][number];

/** Every agency, each with the code of the one above it: public. */
export async function listAgencies(ctx: Pick<AppContext, 'db'>): Promise<Agency[]> {
  return (await listAgencyRows(ctx.db)).map(presentAgency);
}

/** An agency with its units, officers and history. @throws DomainError NOT_FOUND */
export async function getAgency(ctx: ReadContext, actor: Actor, code: string): Promise<AgencyDetail> {
  permitWithin(actor, 'agency.view', code);
  return presentDetail(ctx.db, ctx, code);
}

/** For the use cases of other slices, inside or outside of a transaction. @throws DomainError NOT_FOUND */
export async function requireAgency(db: Connection, code: string): Promise<Agency> {
  return presentAgency((await findAgencyRow(db, code)) ?? refuseUnknown(code));
}

export async function listUnits(db: Connection, code: string): Promise<Unit[]> {
  const rows = await listUnitRows(db, code);
  return rows.map(({ unitId, name, existsFrom, existsUntil }) => ({
    ...{ code: unitId, name, existsFrom, existsUntil },
  }));
}

/** Enters an agency. The one above it must be there already. @throws DomainError ALREADY_EXISTS, NOT_FOUND */
export async function createAgency(
  ctx: IdentityContext,
  actor: Actor,
  given: NewAgency & Partial<Pick<Agency, 'isDemonstration' | 'existsUntil'>>,
): Promise<AgencyDetail> {
  const { isDemonstration = false, existsUntil = null } = given;
  const agency: Agency = { ...given, isDemonstration, existsUntil };
  permit(actor, 'agency.manage', { agencyCode: agency.parentCode });
  return inTransaction(ctx.db, async (db) => {
    if (agency.parentCode !== null) await requireAgency(db, agency.parentCode);
    if (!(await insertAgency(db, rowOf(agency)))) {
      throw new DomainError(
        'ALREADY_EXISTS',
        `已有代码为“${agency.code}”的机关，请换一个代码或者修改原有机关。`,
        { agency: agency.code },
      );
    }
    const fields = ['name', 'kind', 'parentCode', 'scope'];
    await recordAudit(db, ctx, actor, {
      kind: 'agency.created',
      ...auditedAt(agency.code),
      details: { fields },
    });
    return presentDetail(db, ctx, agency.code);
  });
}

/** Changes all but the name and the days. @throws DomainError NOT_FOUND, INVALID_INPUT when it would stand below itself */
export async function updateAgency(
  ctx: IdentityContext,
  actor: Actor,
  code: string,
  change: AgencyChange,
): Promise<AgencyDetail> {
  permit(actor, 'agency.manage', { agencyCode: code });
  return changeAgency(ctx, code, async (db, agency) => {
    if (change.parentCode !== agency.parentCode)
      permit(actor, 'agency.manage', { agencyCode: change.parentCode });
    if (change.parentCode !== null) await refuseCircle(db, agency, change.parentCode);
    const changed = { ...agency, ...change };
    const fields = (Object.keys(change) as (keyof AgencyChange)[]).filter((it) => changed[it] !== agency[it]);
    await updateAgencyRow(db, rowOf(changed));
    await recordAudit(db, ctx, actor, { kind: 'agency.changed', ...auditedAt(code), details: { fields } });
  });
}

/** Gives an agency another name from a day on; papers of earlier days keep the one it had. @throws DomainError INVALID_INPUT */
export async function renameAgency(
  ctx: IdentityContext,
  actor: Actor,
  code: string,
  { name, fromOn }: { readonly name: string; readonly fromOn: LocalDate },
): Promise<AgencyDetail> {
  permit(actor, 'agency.manage', { agencyCode: code });
  return changeAgency(ctx, code, async (db, agency) => {
    const { formerNames } = await findAgencyHistory(db, code);
    const latest = formerNames.at(-1)?.untilOn ?? agency.existsFrom;
    if (fromOn > ctx.today()) throw invalid('更名请在新名称启用之日登记，日期不能晚于今天。');
    if (latest !== null && fromOn <= latest) throw invalid(`更名日期应晚于${latest}，请核对。`);
    if (name === agency.name) throw invalid('新名称与现名称相同，不需要更名。');
    await insertFormerName(db, { agencyId: code, name: agency.name, untilOn: dayBefore(fromOn) });
    await updateAgencyRow(db, rowOf({ ...agency, name }));
    const details = { fields: ['name'] };
    await recordAudit(db, ctx, actor, { kind: 'agency.changed', ...auditedAt(code), details });
  });
}

/** Enters a unit or changes its name and days. @throws DomainError INVALID_INPUT */
export async function saveUnit(
  ctx: IdentityContext,
  actor: Actor,
  code: string,
  unitCode: string,
  change: UnitChange,
): Promise<AgencyDetail> {
  permit(actor, 'agency.manage', { agencyCode: code });
  const { existsFrom, existsUntil } = change;
  if (existsFrom !== null && existsUntil !== null && existsUntil < existsFrom) {
    throw invalid('处室的截止日期早于起始日期，请核对。');
  }
  return changeAgency(ctx, code, async (db) => {
    await upsertUnits(db, [{ agencyId: code, unitId: unitCode, ...change }]);
    const details = { units: 1, officers: 0 };
    await recordAudit(db, ctx, actor, { kind: 'agency.staffSaved', ...auditedAt(code), details });
  });
}

/** Enters or renames units and officers; those not named stay as they are. */
export async function saveStaff(
  ctx: IdentityContext,
  actor: Actor,
  code: string,
  staff: {
    readonly units?: readonly Pick<Unit, 'code' | 'name'>[];
    readonly officers?: readonly Officer[];
  },
): Promise<void> {
  permit(actor, 'agency.manage', { agencyCode: code });
  await inTransaction(ctx.db, async (db) => {
    await requireAgency(db, code);
    const { units = [], officers = [] } = staff;
    await upsertUnits(
      db,
      units.map((unit) => ({ agencyId: code, unitId: unit.code, name: unit.name })),
    );
    const known = new Set((await listUnits(db, code)).map((unit) => unit.code));
    const stray = officers.find(({ unitCode }) => unitCode !== null && !known.has(unitCode));
    if (stray) throw invalid(`“${stray.name}”所在的处室“${stray.unitCode ?? ''}”没有登记，请先登记处室。`);
    await upsertOfficers(
      db,
      officers.map(({ id, name, title, unitCode }) => ({
        ...{ agencyId: code, officerId: id, name, title, unitId: unitCode },
      })),
    );
    const details = { units: units.length, officers: officers.length };
    await recordAudit(db, ctx, actor, { kind: 'agency.staffSaved', ...auditedAt(code), details });
  });
}

export function changeAgency(
  ctx: IdentityContext,
  code: string,
  change: (db: Transaction, agency: Agency) => Promise<void>,
): Promise<AgencyDetail> {
  return inTransaction(ctx.db, async (db) => {
    await change(db, presentAgency((await lockAgency(db, code)) ?? refuseUnknown(code)));
    return presentDetail(db, ctx, code);
  });
}

async function presentDetail(
  db: Connection,
  ctx: Pick<ReadContext, 'today'>,
  code: string,
): Promise<AgencyDetail> {
  const agency = await requireAgency(db, code);
  const officers = await listOfficerRows(db, code);
  return {
    ...agency,
    units: await listUnitsWithLiaison(db, code, ctx.today()),
    officers: officers.map(({ officerId, name, title, unitId }) => ({
      ...{ id: officerId, name, title, unitCode: unitId },
    })),
    ...(await findAgencyHistory(db, code)),
  };
}

async function refuseCircle(db: Connection, agency: Agency, parentCode: string): Promise<void> {
  await requireAgency(db, parentCode);
  if (!(await listAncestorIds(db, parentCode)).includes(agency.code)) return;
  throw invalid(`“${agency.name}”不能隶属于自己或者自己的下级，请核对上级机关。`);
}

export function dayBefore(day: LocalDate): LocalDate {
  return addDays(day, -1);
}

export function auditedAt(agencyCode: string) {
  return { agencyCode, subject: { type: 'agency', id: agencyCode } } as const;
}

function refuseUnknown(code: string): never {
  throw new DomainError('NOT_FOUND', `没有代码为“${code}”的机关，请核对机关代码。`, { agency: code });
}

export function invalid(message: string): DomainError {
  return new DomainError('INVALID_INPUT', message);
}

export function rowOf(agency: Agency): AgencyTable {
  const { code, parentCode, ...rest } = agency;
  const { name, kind, hasRuleMakingPower, scope, isDemonstration, existsFrom, existsUntil } = rest;
  return {
    ...{ agencyId: code, parentId: parentCode, name, kind, hasRuleMakingPower, scope },
    ...{ isDemonstration, existsFrom, existsUntil },
  };
}

function emblemAt(agencyId: string, { hash, width, height }: AgencyEmblem): NonNullable<Agency['emblem']> {
  return { path: `/agencies/${encodeURIComponent(agencyId)}/emblem-${hash}.png`, width, height };
}

/** The file of the picture over an agency's columns; null: it has none. */
export async function findEmblem(db: Connection, code: string): Promise<AgencyEmblem | null> {
  return (await findAgencyRow(db, code))?.emblem ?? null;
}

function presentAgency(row: AgencyTable): Agency {
  const { agencyId, parentId, emblem, ...rest } = row;
  return {
    code: agencyId,
    parentCode: parentId,
    ...rest,
    ...(emblem && { emblem: emblemAt(agencyId, emblem) }),
  };
}
