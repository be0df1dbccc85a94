import { ACCOUNT_KINDS, DomainError, isAdministratorRole, type Role } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { countOtherHolders, listAdministratorGrants, lockAdministrators } from './account-queries.js';
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
  if (isOfPlatform ? left.onPlatform > 0 : left.anywhere > 0) return;
  throw new DomainError(
    'NOT_IN_THIS_STATUS',
    `“${displayName}”是平台最后一名${ACCOUNT_KINDS[kind]}，现在不能停用或者撤销。请先让另一人担任${ACCOUNT_KINDS[kind]}，再办理。`,
  );
}
