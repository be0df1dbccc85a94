import { randomUUID } from 'node:crypto';
import {
  DomainError,
  ROLES,
  may,
  mayWithin,
  type Actor,
  type Delegation,
  type NewDelegation,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { notify } from '../notification/service.js';
import type { Connection } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  findAccount,
  insertDelegation,
  listDelegationRows,
  listOwnRoles,
  revokeDelegation,
} from './account-queries.js';
import { requireActive, type IdentityContext } from './accounts.js';

/**
 * Lends roles of somebody absent to a colleague of the same agency for some days; both see it. By the absent person,
 * or by the security administrator for him. What was itself lent, and the roles of 三员, cannot be lent.
 * @throws DomainError FORBIDDEN, INVALID_INPUT
 */
export async function delegateRoles(
  ctx: IdentityContext,
  actor: Actor,
  agencyCode: string,
  given: NewDelegation,
): Promise<Delegation> {
  const { fromAccountId, toAccountId, roles, reason, fromOn, untilOn } = given;
  const today = ctx.today();
  const lends = actor.id === fromAccountId && mayWithin(actor, 'role.delegate', agencyCode);
  if (!lends && !may(actor, 'role.grant', { agencyCode })) {
    throw new DomainError('FORBIDDEN', '只能委托自己的角色；本人无法办理的，请与安全管理员联系。');
  }
  return inTransaction(ctx.db, async (db) => {
    const absent = await findAccount(db, fromAccountId);
    const deputy = await findAccount(db, toAccountId);
    requireActive(absent);
    requireActive(deputy);
    if (fromAccountId === toAccountId) throw invalid('代办人不能是本人，请另选。');
    if (actor.id === toAccountId) throw invalid('不能由代办人自己办理委托。');
    if (absent.kind !== 'staff' || deputy.kind !== 'staff') {
      throw invalid('系统管理员、安全管理员、审计员的职责不能委托，也不能代办业务。');
    }
    if (deputy.agencyId !== agencyCode) throw invalid('代办人应是本机关的工作人员，请另选。');
    if (fromOn < today) throw invalid('起始日期不能早于今天。');
    if (untilOn < fromOn) throw invalid('截止日期早于起始日期，请核对。');
    const own = await listOwnRoles(db, fromAccountId, agencyCode, fromOn);
    const strange = roles.find((role) => !own.includes(role));
    if (strange !== undefined) {
      throw invalid(`“${absent.displayName}”在${fromOn}没有“${ROLES[strange]}”的角色，不能委托。`);
    }
    const delegationId = randomUUID();
    await insertDelegation(db, {
      agencyId: agencyCode,
      delegationId,
      fromAccountId,
      toAccountId,
      roles: JSON.stringify([...new Set(roles)]),
      reason,
      fromOn,
      untilOn,
      madeBy: actor.id,
      madeAt: ctx.now().toISOString(),
    });
    await recordAudit(db, ctx, actor, {
      kind: 'role.delegated',
      agencyCode,
      subject: { type: 'role', id: delegationId },
      details: { from: fromAccountId, to: toAccountId, since: fromOn, until: untilOn },
    });
    await notify(db, ctx, {
      kind: 'delegation.begun',
      agencyCode,
      subjectId: delegationId,
      details: { fromOn, untilOn },
      to: [fromAccountId, toAccountId],
      except: actor.id,
    });
    return requireDelegation(db, ctx, agencyCode, delegationId);
  });
}

/** Ends a delegation before its day: either side may, or the security administrator. @throws DomainError NOT_FOUND */
export async function endDelegation(
  ctx: IdentityContext,
  actor: Actor,
  agencyCode: string,
  delegationId: string,
): Promise<Delegation> {
  return inTransaction(ctx.db, async (db) => {
    const { from, to, state } = await requireDelegation(db, ctx, agencyCode, delegationId);
    const isParty = actor.id === from.id || actor.id === to.id;
    if (!isParty && !may(actor, 'role.grant', { agencyCode })) throw delegationNotFound();
    if (state === 'past' || state === 'revoked') {
      throw new DomainError('NOT_IN_THIS_STATUS', '这项委托已经结束，请刷新后再看。');
    }
    const key = { agencyId: agencyCode, delegationId };
    await revokeDelegation(db, key, { revokedBy: actor.id, revokedAt: ctx.now().toISOString() });
    await recordAudit(db, ctx, actor, {
      kind: 'role.delegationEnded',
      agencyCode,
      subject: { type: 'role', id: delegationId },
      details: { from: from.id, to: to.id },
    });
    await notify(db, ctx, {
      kind: 'delegation.ended',
      agencyCode,
      subjectId: delegationId,
      to: [from.id, to.id],
      except: actor.id,
      key: delegationId,
    });
    return requireDelegation(db, ctx, agencyCode, delegationId);
  });
}

async function requireDelegation(
  db: Connection,
  ctx: Pick<IdentityContext, 'today'>,
  agencyId: string,
  delegationId: string,
): Promise<Delegation> {
  const [found] = await listDelegationRows(db, { agencyId, delegationId }, ctx.today());
  if (found) return found;
  throw delegationNotFound();
}

function delegationNotFound(): DomainError {
  return new DomainError('NOT_FOUND', '没有这项委托，请刷新后再看。');
}

function invalid(message: string): DomainError {
  return new DomainError('INVALID_INPUT', message);
}
