import type { Actor, Person } from '@gongkai/core';
import { changeAccountStatus, type IdentityContext } from '../identity/service.js';
import { endSessionsIn } from './session.js';

/** Disables an account and ends its sessions together, so that none comes back with it; or enables it again. @throws DomainError NOT_FOUND, FORBIDDEN */
export function setAccountStatus(
  ctx: IdentityContext,
  actor: Actor,
  accountId: string,
  status: 'active' | 'disabled',
): Promise<Person> {
  return changeAccountStatus(ctx, actor, accountId, status, (db, account) =>
    endSessionsIn(db, ctx, actor, {
      accountId: account.accountId,
      agencyId: account.agencyId,
      reason: 'disabled',
    }),
  );
}
