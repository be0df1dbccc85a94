import {
  existsOn,
  permit,
  type Actor,
  type Agency,
  type AgencyDetail,
  type NewSuccession,
  type Unit,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { Transaction } from '../platform/database/schema.js';
import type { IdentityContext } from './accounts.js';
import { auditedAt, changeAgency, dayBefore, invalid, listUnits, requireAgency, rowOf } from './agencies.js';
import {
  findAgencyHistory,
  insertSuccessions,
  listMappedUnits,
  listSuccessorIds,
  updateAgencyRow,
} from './queries.js';

/** An agency without units, or one that is merged, has none to share out. */
type AskedSuccession = Omit<NewSuccession, 'units' | 'restTo'> &
  Partial<Pick<NewSuccession, 'units' | 'restTo'>>;

/**
 * Merges an agency into another or splits it: from the day on its duties, running cases among them, are those of its
 * successors (行政复议法第十九条, 行政诉讼法第二十六条: who goes on exercising the duties answers). Its cases keep their numbers.
 * Of a split agency each successor reaches the cases of the units that went to it and no others; what belongs to no unit,
 * its reports among it, goes to one of them, or stays where the agency goes on.
 * @throws DomainError INVALID_INPUT, NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function succeedAgency(
  ctx: IdentityContext,
  actor: Actor,
  code: string,
  asked: AskedSuccession,
): Promise<AgencyDetail> {
  const given: NewSuccession = { units: [], restTo: null, ...asked };
  const { kind, successorCodes, fromOn, basis, continues, units, restTo } = given;
  for (const agencyCode of [code, ...successorCodes]) permit(actor, 'agency.manage', { agencyCode });
  return changeAgency(ctx, code, async (db, agency) => {
    const fault = faultOfSuccession(agency, given) ?? (await faultOfUnits(db, code, given));
    if (fault !== null) throw invalid(fault);
    const { successors } = await findAgencyHistory(db, code);
    for (const successorCode of successorCodes) {
      if (successors.some((it) => it.code === successorCode))
        throw invalid('该机关已登记为承接机关，请核对。');
      const successor = await requireAgency(db, successorCode);
      if (!existsOn(successor, fromOn))
        throw invalid(`${successor.name}在${fromOn}尚未成立或者已经撤销，请核对。`);
      if ((await listSuccessorIds(db, successorCode)).includes(code)) {
        throw invalid(`${successor.name}的职责已由${agency.name}承接，不能再反过来承接。`);
      }
    }
    await insertSuccessions(
      db,
      successorCodes.map((successorId) => ({
        ...{ agencyId: code, successorId, fromOn, kind, basis },
        takes: kind === 'merged' ? 'all' : successorId === restTo ? 'rest' : 'units',
      })),
      units.map(({ unitCode, successorCode, successorUnitCode }) => ({
        ...{ agencyId: code, unitId: unitCode },
        ...{ successorId: successorCode, successorUnitId: successorUnitCode },
      })),
    );
    if (!continues) await updateAgencyRow(db, rowOf({ ...agency, existsUntil: dayBefore(fromOn) }));
    for (const successorCode of successorCodes) {
      const details = { from: [code], change: kind, on: fromOn };
      await recordAudit(db, ctx, actor, { kind: 'agency.succeeded', ...auditedAt(successorCode), details });
    }
  });
}

/** Why an agency cannot be succeeded as it is given; null when it can. */
function faultOfSuccession(
  agency: Agency,
  { kind, successorCodes, fromOn, continues, restTo }: NewSuccession,
): string | null {
  if (new Set(successorCodes).size < successorCodes.length) return '承接职责的机关重复，请核对。';
  if (successorCodes.includes(agency.code)) return '机关不能承接自己的职责；更名请用更名。';
  if (agency.existsUntil !== null) return `${agency.name}已于${agency.existsUntil}撤销，其职责已有承接机关。`;
  if (!existsOn(agency, dayBefore(fromOn)))
    return `${agency.name}在${fromOn}之前不存在或者已经撤销，请核对日期。`;
  if (kind === 'merged' && (successorCodes.length > 1 || continues)) {
    return '合并由一个机关承接全部职责；由几个机关承接的，请选拆分。';
  }
  if (kind === 'split' && successorCodes.length + Number(continues) < 2) {
    return '拆分后的机关不止一个：请再选承接机关，或者注明原机关保留。';
  }
  if (kind === 'split' && !continues && (restTo === null || !successorCodes.includes(restTo))) {
    return '请选择由哪个承接机关接手不属于任何处室的案件和年度报告。';
  }
  if ((kind === 'merged' || continues) && restTo !== null)
    return '合并的、原机关保留的，不需要另选接手其余事项的机关。';
  return null;
}

/** Why the units cannot go where they are said to go; null when they can. */
async function faultOfUnits(db: Transaction, code: string, given: NewSuccession): Promise<string | null> {
  const { kind, successorCodes, fromOn, continues, units } = given;
  const own = await listUnits(db, code);
  const codes = units.map(({ unitCode }) => unitCode);
  if (new Set(codes).size < codes.length) return '同一个处室只能由一个机关承接，请核对。';
  const stray = codes.find((unit) => own.every((it) => it.code !== unit));
  if (stray !== undefined) return `没有代码为“${stray}”的处室，请核对。`;
  const gone = await listMappedUnits(db, code);
  const twice = codes.find((unit) => gone.includes(unit));
  if (twice !== undefined) return `处室“${nameOf(own, twice)}”已由其他机关承接，请核对。`;
  for (const { successorCode, successorUnitCode } of units) {
    if (!successorCodes.includes(successorCode)) return '处室只能由所选的承接机关承接，请核对。';
    if (successorUnitCode === null) continue;
    const theirs = await listUnits(db, successorCode);
    if (theirs.every((it) => it.code !== successorUnitCode))
      return `承接机关没有代码为“${successorUnitCode}”的处室，请先登记。`;
  }
  if (kind === 'merged') return null;
  const last = dayBefore(fromOn);
  const left = own.find((it) => existsOn(it, last) && !gone.includes(it.code) && !codes.includes(it.code));
  if (!continues && left !== undefined) return `请为处室“${left.name}”选择承接机关：原机关不再保留。`;
  return null;
}

function nameOf(units: readonly Unit[], code: string): string {
  return units.find((it) => it.code === code)?.name ?? code;
}
