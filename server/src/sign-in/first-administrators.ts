import {
  ADMINISTRATOR_ROLES,
  DomainError,
  operatorActor,
  type AdministratorRole,
  type LocalDate,
} from '@gongkai/core';
import { createAccount, grantRole } from '../identity/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { inviteAccount, type Invitation } from './invitation.js';
import { findByLoginName, hasAnyCredential } from './queries.js';
import { removeFactorIn } from './second-factor.js';

type Context = Pick<AppContext, 'db' | 'now'> & { readonly today: () => LocalDate };

/** A link for one of those who run, secure and watch the platform. */
export interface AdministratorInvitation extends Invitation {
  readonly role: AdministratorRole;
  readonly loginName: string;
}

const FIRST_LOGIN_NAMES = {
  systemAdministrator: 'system-admin',
  securityAdministrator: 'security-admin',
  auditor: 'auditor',
} as const satisfies Record<AdministratorRole, string>;

/**
 * Links for the first three administrators, as long as nobody can sign in: there is no password that everybody knows.
 * Each start makes new ones until the first was used.
 */
export async function inviteFirstAdministrators(ctx: Context): Promise<AdministratorInvitation[]> {
  if (await hasAnyCredential(ctx.db)) return [];
  const invitations: AdministratorInvitation[] = [];
  for (const role of Object.keys(FIRST_LOGIN_NAMES) as AdministratorRole[]) {
    const loginName = FIRST_LOGIN_NAMES[role];
    invitations.push(
      await inviteAdministrator(ctx, { role, loginName, displayName: ADMINISTRATOR_ROLES[role] }),
    );
  }
  return invitations;
}

/**
 * A link for an administrator, whose account is made when there is none of that name.
 * @throws DomainError ALREADY_EXISTS when the name belongs to somebody with another duty
 */
export async function inviteAdministrator(
  ctx: Context,
  given: { readonly role: AdministratorRole; readonly loginName: string; readonly displayName: string },
): Promise<AdministratorInvitation> {
  const { role, loginName, displayName } = given;
  const operator = operatorActor();
  const known = await findByLoginName(ctx.db, loginName);
  if (known !== null && known.kind !== role) {
    throw new DomainError(
      'ALREADY_EXISTS',
      `登录名“${loginName}”已有人使用，而且不是${ADMINISTRATOR_ROLES[role]}，请换一个。`,
    );
  }
  let accountId = known?.accountId;
  if (accountId === undefined) {
    const account = await createAccount(ctx, operator, {
      loginName,
      displayName,
      kind: role,
      agencyCode: null,
    });
    accountId = account.id;
  }
  try {
    const grant = { role, agencyCode: null, unitCode: null, fromOn: ctx.today(), untilOn: null };
    await grantRole(ctx, operator, accountId, grant);
  } catch (error) {
    if (!(error instanceof DomainError && error.code === 'ALREADY_EXISTS')) throw error;
  }
  return { role, loginName, ...(await inviteAccount(ctx, operator, accountId)) };
}

/** A link for anybody who has an account; with the second factor taken off for who lost it. @throws DomainError NOT_FOUND */
export async function inviteByLoginName(
  ctx: Context,
  loginName: string,
  forgetsSecondFactor: boolean,
): Promise<Invitation> {
  const account = await findByLoginName(ctx.db, loginName);
  if (account === null) {
    throw new DomainError(
      'NOT_FOUND',
      `没有登录名为“${loginName}”的账号。要新建管理员，请用 --role 指明角色。`,
    );
  }
  if (forgetsSecondFactor) {
    await inTransaction(ctx.db, (db) => removeFactorIn(db, ctx, operatorActor(), account, 'byAdministrator'));
  }
  return inviteAccount(ctx, operatorActor(), account.accountId);
}
