import { randomUUID } from 'node:crypto';
import {
  ACCOUNT_KINDS,
  DomainError,
  ROLES,
  ROLE_REACH,
  accountKindOf,
  isAdministratorRole,
  permit,
  type Actor,
  type NewGrant,
  type Person,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { findGrant, hasOverlappingGrant, insertGrant, lockAccount, revokeGrant } from './account-queries.js';
import { accountNotFound, requireActive, requirePerson, type IdentityContext } from './accounts.js';
import type { AccountRow } from './actor-queries.js';
import { refuseLastGrantToEnd, refuseToLoseLastAdministrator } from './last-administrator.js';
import { findAgencyRow, listUnitRows } from './queries.js';

/** Grants a role from a day on. @throws DomainError FORBIDDEN to oneself, INVALID_INPUT where it cannot be held, ALREADY_EXISTS */
export async function grantRole(
  ctx: IdentityContext,
  actor: Actor,
  accountId: string,
  given: NewGrant,
): Promise<Person> {
  const { role, agencyCode, unitCode, fromOn, untilOn } = given;
  permit(actor, 'role.grant', { agencyCode });
  if (accountId === actor.id) {
    throw new DomainError('FORBIDDEN', '不能给自己授予角色，请由另一位安全管理员办理。');
  }
  return inTransaction(ctx.db, async (db) => {
    const account = await lockAccount(db, accountId);
    requireActive(account);
    const fault = faultOfGrant(account, given, ctx.today()) ?? (await faultOfPlace(db, given));
    if (fault !== null) throw new DomainError('INVALID_INPUT', fault);
    await refuseLastGrantToEnd(db, account, given);
    const row = {
      grantId: randomUUID(),
      accountId,
      accountKind: account.kind,
      role,
      agencyId: agencyCode,
      unitId: unitCode,
      fromOn,
      untilOn,
      grantedBy: actor.id,
    };
    if (await hasOverlappingGrant(db, row)) {
      throw new DomainError(
        'ALREADY_EXISTS',
        `“${account.displayName}”在这段时间已有“${ROLES[role]}”的角色。`,
      );
    }
    await insertGrant(db, row);
    await recordAudit(db, ctx, actor, {
      kind: 'role.granted',
      agencyCode,
      subject: { type: 'role', id: row.grantId },
      details: { accountId, role, unitCode, from: fromOn, until: untilOn },
    });
    return requirePerson(db, ctx, accountId);
  });
}

/** Ends a role at once; what was granted stays on record. @throws DomainError NOT_FOUND, FORBIDDEN of one's own */
export async function revokeRole(
  ctx: IdentityContext,
  actor: Actor,
  { accountId, grantId }: { readonly accountId: string; readonly grantId: string },
): Promise<Person> {
  return inTransaction(ctx.db, async (db) => {
    const grant = await findGrant(db, accountId, grantId);
    if (!grant) throw accountNotFound();
    permit(actor, 'role.grant', { agencyCode: grant.agencyId }, accountNotFound);
    if (accountId === actor.id) {
      throw new DomainError('FORBIDDEN', '不能变更自己的角色，请由另一位安全管理员办理。');
    }
    if (grant.revokedAt !== null) {
      throw new DomainError('NOT_IN_THIS_STATUS', '这项角色已经撤销，请刷新后再看。');
    }
    const account = await lockAccount(db, accountId);
    if (account?.status === 'active') await refuseToLoseLastAdministrator(db, ctx, account, grant);
    await revokeGrant(db, grantId, { revokedBy: actor.id, revokedAt: ctx.now().toISOString() });
    await recordAudit(db, ctx, actor, {
      kind: 'role.revoked',
      agencyCode: grant.agencyId,
      subject: { type: 'role', id: grantId },
      details: { accountId, role: grant.role, unitCode: grant.unitId },
    });
    return requirePerson(db, ctx, accountId);
  });
}

/** Why an account cannot hold a role as it is given; null when it can. */
function faultOfGrant(
  account: Pick<AccountRow, 'kind' | 'displayName'>,
  { role, agencyCode, unitCode, fromOn, untilOn }: NewGrant,
  today: string,
): string | null {
  if (accountKindOf(role) !== account.kind) {
    return `“${account.displayName}”是${ACCOUNT_KINDS[account.kind]}账号，不能担任${ROLES[role]}：系统管理、安全管理、审计三员与办理业务的人员各用各的账号。`;
  }
  if (agencyCode === null && !isAdministratorRole(role)) return `请选择${ROLES[role]}所在的机关。`;
  if (ROLE_REACH[role] === 'unit' && unitCode === null) return `${ROLES[role]}属于一个处室，请选择处室。`;
  if (unitCode !== null && ROLE_REACH[role] === 'subtree')
    return `${ROLES[role]}不限于一个处室，请去掉处室。`;
  if (fromOn < today) return '起始日期不能早于今天：角色不能追授。';
  if (untilOn !== null && untilOn < fromOn) return '截止日期早于起始日期，请核对。';
  return null;
}

async function faultOfPlace(db: Connection, { agencyCode, unitCode }: NewGrant): Promise<string | null> {
  if (agencyCode === null) return null;
  if (!(await findAgencyRow(db, agencyCode))) return `没有代码为“${agencyCode}”的机关，请核对机关代码。`;
  if (unitCode === null) return null;
  const units = await listUnitRows(db, agencyCode);
  return units.some(({ unitId }) => unitId === unitCode)
    ? null
    : `没有登记代码为“${unitCode}”的处室，请先登记处室或者改选。`;
}
