import { DomainError, isAdministratorRole, permit, ROLES, type Actor, type Permission } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import { handle, type ApiRegistry } from '../platform/http/api-registry.js';
import { setAccountStatus } from './account-status.js';
import { inviteAccount } from './invitation.js';
import { bindIdentity } from './oidc.js';
import { findById, hasIdentityLink, type SignInAccount } from './queries.js';
import { endSessions } from './session.js';
import type { OidcSettings } from './settings.js';

/** What administrators do to the sign-in of others. */
export function registerSignInApi(api: ApiRegistry, settings: { readonly oidc: OidcSettings | null }): void {
  handle(api, 'inviteAccount', async ({ ctx, actor, params }) => {
    const account = await permittedAccount(ctx, actor, 'people.manage', params.accountId);
    await refuseTakeover(ctx, account);
    return inviteAccount(ctx, actor, account.accountId);
  });
  handle(api, 'bindIdentity', async ({ ctx, actor, params, body }) => {
    const account = await permittedAccount(ctx, actor, 'people.manage', params.accountId);
    await refuseTakeover(ctx, account);
    await bindIdentity({ ...ctx, oidc: settings.oidc }, actor, account.accountId, body.subject);
    return {};
  });
  handle(api, 'setAccountStatus', ({ ctx, actor, params, body }) =>
    setAccountStatus(ctx, actor, params.accountId, body.status),
  );
  handle(api, 'endSessionsOfAccount', async ({ ctx, actor, params }) => {
    const { accountId } = await permittedAccount(ctx, actor, 'session.endOthers', params.accountId);
    await endSessions(ctx, actor, accountId, 'byAdministrator');
    return {};
  });
}

/** The account, where the actor may do that to the people of its agency; otherwise it looks missing. */
async function permittedAccount(
  ctx: AppContext,
  actor: Actor,
  permission: Permission,
  accountId: string,
): Promise<SignInAccount> {
  const missing = () => new DomainError('NOT_FOUND', '没有这个账号，请刷新后再看。');
  const account = await findById(ctx.db, accountId);
  if (account === null || account.kind === 'applicant') throw missing();
  permit(actor, permission, { agencyCode: account.agencyId }, missing);
  return account;
}

/** Whoever could set the password of another administrator, or bind another identity to him, could be two of the three. */
async function refuseTakeover(
  { db }: Pick<AppContext, 'db'>,
  { accountId, kind, password }: SignInAccount,
): Promise<void> {
  if (kind === 'staff' || kind === 'applicant' || !isAdministratorRole(kind)) return;
  if (password === null && !(await hasIdentityLink(db, accountId))) return;
  throw new DomainError(
    'FORBIDDEN',
    `${ROLES[kind]}已经能够登录，不能由别的管理员重设。请在服务器上运行 gongkai admin invite。`,
  );
}
