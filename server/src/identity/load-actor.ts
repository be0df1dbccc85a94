import type { Actor, Role } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { findAccountWithGrants, listRoles } from './actor-queries.js';

/**
 * Who an account is today, with every role in force: one statement.
 * @returns null when there is no such account or it is disabled
 */
export async function loadActor(
  ctx: Pick<AppContext, 'db' | 'today'>,
  accountId: string,
): Promise<Actor | null> {
  const found = await findAccountWithGrants(ctx.db, accountId, ctx.today());
  if (found?.account.status !== 'active') return null;
  const { account, grants } = found;
  const kind = account.kind === 'applicant' ? 'applicant' : 'person';
  return { kind, id: account.accountId, name: account.displayName, grants };
}

/** The roles that an account has today, in whatever agency; none when it is disabled. */
export function loadRoles(ctx: Pick<AppContext, 'db' | 'today'>, accountId: string): Promise<Role[]> {
  return listRoles(ctx.db, accountId, ctx.today());
}
