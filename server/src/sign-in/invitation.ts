import { DomainError, localDateInChina, type Actor } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { findById, requireNewPassword, saveInvitation } from './queries.js';
import { createToken, tokenHash } from './secret-token.js';

/** So long a link to set a password is good, in hours. */
export const INVITATION_HOURS = 24;

/** A link that whoever holds it may use once, to set the password of an account. */
export interface Invitation {
  /** Path and query below the site's address. */
  readonly path: string;
  readonly expiresAt: string;
}

/**
 * Makes a link to set a password, the first or another one; an earlier link counts no more, and the password there is
 * leads only to setting a new one. The caller has permitted it.
 * @throws DomainError NOT_FOUND for an account that does not exist or is disabled
 */
export async function inviteAccount(
  ctx: Pick<AppContext, 'db' | 'now'>,
  actor: Pick<Actor, 'kind' | 'id'>,
  accountId: string,
): Promise<Invitation> {
  return inTransaction(ctx.db, (db) => inviteAccountIn(db, ctx, actor, accountId));
}

/** The same within the transaction that makes the account. */
export async function inviteAccountIn(
  db: Transaction,
  ctx: Pick<AppContext, 'now'>,
  actor: Pick<Actor, 'kind' | 'id'>,
  accountId: string,
): Promise<Invitation> {
  const account = await findById(db, accountId);
  if (account?.isActive !== true) throw new DomainError('NOT_FOUND', '没有这个账号，或者它已停用。');
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + INVITATION_HOURS * 3_600_000).toISOString();
  const token = createToken();
  await saveInvitation(db, {
    tokenHash: tokenHash(token),
    accountId,
    madeBy: actor.id,
    madeAt: now.toISOString(),
    expiresAt,
  });
  await requireNewPassword(db, accountId);
  await recordAudit(db, ctx, actor, {
    kind: 'account.changed',
    agencyCode: account.agencyId,
    subject: { type: 'account', id: accountId },
    details: { fields: ['invitation'] },
  });
  await notify(
    db,
    { now: ctx.now, today: () => localDateInChina(now) },
    {
      kind: 'account.invited',
      agencyCode: account.agencyId,
      subjectId: accountId,
      to: [accountId],
    },
  );
  return { path: `/invitation?token=${token}`, expiresAt };
}
