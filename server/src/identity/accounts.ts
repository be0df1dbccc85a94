import { randomUUID } from 'node:crypto';
import {
  DomainError,
  permit,
  permitWithin,
  type Access,
  type Actor,
  type LocalDate,
  type MyAccess,
  type NewAccount,
  type People,
  type Permission,
  type Person,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  insertAccount,
  listColleagues,
  listDelegationRows,
  listPeopleRows,
  lockAccount,
  updateAccountStatus,
} from './account-queries.js';
import { listAccess, type AccountRow } from './actor-queries.js';
import { refuseToLoseLastAdministrator } from './last-administrator.js';
import { findAgencyRow } from './queries.js';

export type IdentityContext = Pick<AppContext, 'db' | 'today' | 'now'>;

/** Everybody who works for an agency or may do something in it. */
export async function listPeople(
  ctx: Pick<IdentityContext, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
): Promise<People> {
  permit(actor, 'people.view', { agencyCode });
  await requireAgencyRow(ctx.db, agencyCode);
  const filter = { agencyId: agencyCode };
  return {
    items: await listPeopleRows(ctx.db, filter, ctx.today()),
    delegations: await listDelegationRows(ctx.db, filter, ctx.today()),
  };
}

/** Those who run, secure and watch the whole platform; whoever sees the people of an agency may know them. */
export async function listAdministrators(
  ctx: Pick<IdentityContext, 'db' | 'today'>,
  actor: Actor,
): Promise<Person[]> {
  permitWithin(actor, 'people.view');
  return listPeopleRows(ctx.db, 'platformAdministrators', ctx.today());
}

/** Who may do something in an agency today, by which role and for whom. */
export async function previewAccess(
  ctx: Pick<IdentityContext, 'db' | 'today'>,
  actor: Actor,
  agencyCode: string,
  asked: { readonly permission: Permission; readonly unitCode?: string | undefined },
): Promise<Access> {
  permit(actor, 'people.view', { agencyCode });
  await requireAgencyRow(ctx.db, agencyCode);
  const place = { agencyId: agencyCode, unitId: asked.unitCode ?? null };
  return { items: await listAccess(ctx.db, place, asked.permission, ctx.today()) };
}

/** Who may do something in an agency or a unit of it today, for a slice that shows who takes a step. */
export function listThoseWhoMay(
  db: Connection,
  place: { readonly agencyCode: string; readonly unitCode: string | null },
  permission: Permission,
  today: LocalDate,
): Promise<Access['items']> {
  return listAccess(db, { agencyId: place.agencyCode, unitId: place.unitCode }, permission, today);
}

/** Who the actor is and what stands for him today. */
export async function myAccess(
  ctx: Pick<IdentityContext, 'db' | 'today'>,
  { id, name, kind, grants }: Actor,
): Promise<MyAccess> {
  return {
    id,
    name,
    kind,
    grants: grants.map((grant) => ({ ...grant, agencyCodes: [...grant.agencyCodes] })),
    delegations: await listDelegationRows(ctx.db, { accountId: id }, ctx.today()),
    colleagues: await listColleagues(ctx.db, id),
  };
}

/** Opens an account, which can do nothing until the security administrator grants it a role. @throws DomainError ALREADY_EXISTS */
export async function createAccount(ctx: IdentityContext, actor: Actor, given: NewAccount): Promise<Person> {
  const { loginName, displayName, kind, agencyCode } = given;
  permit(actor, 'people.manage', { agencyCode });
  if (kind === 'staff' && agencyCode === null) {
    throw new DomainError('INVALID_INPUT', '请选择工作人员所在的机关。');
  }
  return inTransaction(ctx.db, async (db) => {
    if (agencyCode !== null) await requireAgencyRow(db, agencyCode);
    const accountId = randomUUID();
    const row = { accountId, loginName, displayName, kind, agencyId: agencyCode, createdBy: actor.id };
    if (!(await insertAccount(db, row))) {
      throw new DomainError('ALREADY_EXISTS', `登录名“${loginName}”已有人使用，请换一个。`);
    }
    await recordAudit(db, ctx, actor, {
      kind: 'account.created',
      agencyCode,
      subject: { type: 'account', id: accountId },
      details: { roles: [] },
    });
    return requirePerson(db, ctx, accountId);
  });
}

/**
 * Disables an account at once, or enables it again; nobody disables himself.
 * @param onDisabled what else ends in the same transaction
 * @throws DomainError NOT_FOUND, FORBIDDEN
 */
export async function changeAccountStatus(
  ctx: IdentityContext,
  actor: Actor,
  accountId: string,
  status: 'active' | 'disabled',
  onDisabled: (db: Transaction, account: Pick<AccountRow, 'accountId' | 'agencyId'>) => Promise<void>,
): Promise<Person> {
  return inTransaction(ctx.db, async (db) => {
    const account = await lockAccount(db, accountId);
    if (!account || account.kind === 'applicant') throw accountNotFound();
    permit(actor, 'people.manage', { agencyCode: account.agencyId }, accountNotFound);
    if (accountId === actor.id)
      throw new DomainError('FORBIDDEN', '不能停用自己的账号，请由另一位系统管理员办理。');
    if (account.status !== status) {
      const isDisabled = status === 'disabled';
      if (isDisabled) await refuseToLoseLastAdministrator(db, ctx, account);
      await updateAccountStatus(db, accountId, {
        disabledBy: isDisabled ? actor.id : null,
        disabledAt: isDisabled ? ctx.now().toISOString() : null,
      });
      const subject = { type: 'account', id: accountId } as const;
      const at = { agencyCode: account.agencyId, subject };
      await recordAudit(
        db,
        ctx,
        actor,
        isDisabled
          ? { kind: 'account.disabled', ...at, details: {} }
          : { kind: 'account.changed', ...at, details: { fields: ['status'] } },
      );
      if (isDisabled) await onDisabled(db, account);
    }
    return requirePerson(db, ctx, accountId);
  });
}

export async function requirePerson(
  db: Connection,
  ctx: Pick<IdentityContext, 'today'>,
  accountId: string,
): Promise<Person> {
  const [person] = await listPeopleRows(db, { accountId }, ctx.today());
  if (person === undefined) throw accountNotFound();
  return person;
}

export function accountNotFound(): DomainError {
  return new DomainError('NOT_FOUND', '没有这个账号，请刷新后再看。');
}

/** An account that can be given something. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export function requireActive(account: AccountRow | undefined): asserts account is AccountRow {
  if (!account || account.kind === 'applicant') throw accountNotFound();
  if (account.status === 'active') return;
  throw new DomainError('NOT_IN_THIS_STATUS', `“${account.displayName}”的账号已停用，请先启用。`);
}

async function requireAgencyRow(db: Connection, agencyCode: string): Promise<void> {
  if (await findAgencyRow(db, agencyCode)) return;
  throw new DomainError('NOT_FOUND', `没有代码为“${agencyCode}”的机关，请核对机关代码。`, {
    agency: agencyCode,
  });
}
