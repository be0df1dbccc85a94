import { DomainError, ROLES } from '@gongkai/core';
import { listAgencies } from '../identity/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { findById, listCast } from './queries.js';
import { openSession, type Device, type SignInContext } from './session.js';
import type { SignedIn } from './sign-in.js';

/** Somebody of the demonstration, with what he is there for. */
export interface CastMember {
  readonly accountId: string;
  readonly displayName: string;
  readonly roles: string;
  readonly place: string;
}

export interface Cast {
  readonly agencies: readonly { readonly code: string; readonly name: string }[];
  readonly chosen: string;
  readonly people: readonly CastMember[];
}

/** The people of one agency, and those who run the platform. The caller has made sure that it is the demonstration. */
export async function castOf(ctx: SignInContext, asked: string | undefined): Promise<Cast> {
  const agencies = await listAgencies(ctx);
  const chosen = agencies.find(({ code }) => code === asked)?.code ?? agencies[0]?.code ?? '';
  const people = await listCast(ctx.db, chosen, ctx.today());
  return {
    agencies,
    chosen,
    people: people.map(({ accountId, displayName, roles, unitName, agencyName }) => ({
      accountId,
      displayName,
      roles: roles.map((role) => ROLES[role]).join('、'),
      place: [agencyName ?? '平台', unitName].filter((name) => name !== null).join(' '),
    })),
  };
}

/** Signs in without a password. The caller has made sure that it is the demonstration. @throws DomainError NOT_FOUND */
export async function signInAsCast(ctx: SignInContext, accountId: string, device: Device): Promise<SignedIn> {
  const account = await findById(ctx.db, accountId);
  if (account?.isActive !== true) throw new DomainError('NOT_FOUND', '没有这个人物，请重新选一个。');
  const { agencyId } = account;
  const given = { accountId, agencyId, stage: 'full', method: 'demonstration', device } as const;
  const token = await inTransaction(ctx.db, (db) => openSession(db, ctx, given));
  return { token, stage: 'full', account };
}
