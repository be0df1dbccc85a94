import {
  ACCOUNT_KINDS,
  DomainError,
  isAdministratorRole,
  ROLES,
  type NewGrant,
  type Role,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import {
  countOtherHolders,
  hasOtherLastingHolder,
  listAdministratorGrants,
  lockAdministrators,
} from './account-queries.js';
import type { AccountRow } from './actor-queries.js';

/**
 * The platform never loses the last of its system administrators, security administrators or auditors: nobody could
 * then grant the role again (GB/T 22239 8.1.5: the three duties are always held). Asked before an account is disabled,
 * or before one grant of it is revoked.
 * @throws DomainError NOT_IN_THIS_STATUS
 */
export async function refuseToLoseLastAdministrator(
  db: Transaction,
  ctx: Pick<AppContext, 'today'>,
  { accountId, kind, displayName }: AccountRow,
  grant?: { readonly grantId: string; readonly role: Role },
): Promise<void> {
  if (kind === 'applicant' || kind === 'staff' || !isAdministratorRole(kind)) return;
  await lockAdministrators(db);
  const lost = (await listAdministratorGrants(db, accountId, ctx.today())).filter(
    ({ grantId }) => grant === undefined || grantId === grant.grantId,
  );
  if (lost.length === 0) return;
  const without = { accountId, grantId: grant?.grantId ?? null };
  const left = await countOtherHolders(db, kind, without, ctx.today());
  const isOfPlatform = lost.some(({ agencyId }) => agencyId === null);
  // Who stands in until a day alone would leave nobody on the day after.
  const isLasting = lost.some(({ agencyId, untilOn }) => agencyId === null && untilOn === null);
  const isHeldToday = isOfPlatform ? left.onPlatform > 0 : left.anywhere > 0;
  if (isHeldToday && (!isLasting || (await hasOtherLastingHolder(db, kind, without)))) return;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    `“${displayName}”是平台最后一名${ACCOUNT_KINDS[kind]}（或者其余的人都有截止日期），现在不能停用或者撤销。请先让另一人长期担任${ACCOUNT_KINDS[kind]}，再办理。`,
  );
}

/**
 * A grant on the platform that ends is refused while nobody else holds the role without an end: on the day after it
 * nobody could grant the role again. @throws DomainError NOT_IN_THIS_STATUS
 */
export async function refuseLastGrantToEnd(
  db: Transaction,
  { accountId, displayName }: AccountRow,
  { role, agencyCode, untilOn }: Pick<NewGrant, 'role' | 'agencyCode' | 'untilOn'>,
): Promise<void> {
  if (untilOn === null || agencyCode !== null || !isAdministratorRole(role)) return;
  await lockAdministrators(db);
  if (await hasOtherLastingHolder(db, role, { accountId, grantId: null })) return;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    `没有其他人长期担任${ROLES[role]}：“${displayName}”的角色到期后，平台就没有${ROLES[role]}了。请不填截止日期，或者先让另一人长期担任。`,
  );
}
