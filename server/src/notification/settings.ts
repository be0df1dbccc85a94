import { randomUUID } from 'node:crypto';
import {
  DomainError,
  EVERY_AGENCY,
  NOTIFICATION_KIND_NAMES,
  notificationRule,
  type Actor,
  type MailAddressState,
  type NotificationDelivery,
  type NotificationKind,
  type NotificationSettings,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import type { Keyring, KeyUse } from '../platform/secrets/keyring.js';
import { seal, unseal } from '../platform/secrets/seal.js';
import { VERIFY_JOB } from './mail-job.js';
import {
  deleteAddress,
  deleteUnsubscription,
  findAddress,
  findInbox,
  isUnsubscribedRow,
  listPreferences,
  saveAddress,
  savePreference,
  updateAddress,
  type AddressRow,
  type Inbox,
  type MailRecipient,
} from './queries.js';
import { readToken } from './signed-link.js';

type Context = Pick<AppContext, 'db' | 'now' | 'keyring' | 'mail'>;

/** So long a link proves an address, in hours. */
export const ADDRESS_LINK_HOURS = 48;
/** Nobody lets us fill a stranger's mailbox. */
const ADDRESS_BACK_OFF = { free: 4, firstWait: 300, longestWait: 3600, forgetAfter: 86_400 };

export async function getNotificationSettings(
  ctx: Pick<Context, 'db' | 'keyring' | 'mail'>,
  actor: Actor,
): Promise<NotificationSettings> {
  return presentSettings(ctx, await findInbox(ctx.db, actor.id));
}

export async function setNotificationPreference(
  ctx: Context,
  actor: Actor,
  choice: { readonly kind: NotificationKind; readonly delivery: NotificationDelivery },
): Promise<NotificationSettings> {
  return changeSettings(ctx, actor, `preference:${choice.kind}`, (db, inbox) =>
    savePreference(db, inbox, choice),
  );
}

/** Registers an address and mails it a link; nothing else is sent there before that was followed. @throws DomainError TOO_MANY_ATTEMPTS */
export async function setNotificationAddress(
  ctx: Context,
  actor: Actor,
  address: string,
): Promise<NotificationSettings> {
  if (ctx.mail === null) {
    throw new DomainError(
      'NOT_IN_THIS_STATUS',
      '本系统没有设置邮件服务器，不能登记邮箱。请与系统管理员联系。',
    );
  }
  await takeAttempt(ctx, [{ kind: 'mail-address', subject: actor.id, policy: ADDRESS_BACK_OFF }]);
  const nonce = randomUUID();
  return changeSettings(ctx, actor, 'address', async (db, inbox) => {
    await saveAddress(db, {
      ...inbox,
      sealedAddress: seal(ctx.keyring, useOf(inbox), Buffer.from(address)),
      nonce,
      askedAt: ctx.now().toISOString(),
      verifiedAt: null,
      refusedAt: null,
    });
    await enqueue(db, VERIFY_JOB, { ...inbox, nonce }, nonce);
  });
}

export async function removeNotificationAddress(ctx: Context, actor: Actor): Promise<NotificationSettings> {
  return changeSettings(ctx, actor, 'address', deleteAddress);
}

/** Whose address a link proves, as long as it is the last one that was asked for; null: none. */
export async function findAddressOfLink(
  ctx: Pick<Context, 'db' | 'now' | 'keyring'>,
  token: string,
): Promise<AddressRow | null> {
  const [agencyId, accountId, nonce] = readToken(ctx.keyring, 'verify-mail-address', token) ?? [];
  if (agencyId === undefined || accountId === undefined) return null;
  const row = await findAddress(ctx.db, { agencyId, accountId });
  if (row?.nonce !== nonce || row === undefined) return null;
  const isOld = ctx.now().getTime() > Date.parse(row.askedAt) + ADDRESS_LINK_HOURS * 3_600_000;
  return isOld ? null : row;
}

/** The link was followed: mail goes there from now on, also where it had been unsubscribed. @throws DomainError NOT_FOUND */
export async function verifyAddress(
  ctx: Pick<Context, 'db' | 'now' | 'keyring'>,
  token: string,
): Promise<void> {
  const row = await findAddressOfLink(ctx, token);
  if (row === null) {
    throw new DomainError('NOT_FOUND', '这个链接已经失效。请登录后在“通知”里重新登记邮箱。');
  }
  const { agencyId, accountId } = row;
  await inTransaction(ctx.db, async (db) => {
    await updateAddress(db, row, { verifiedAt: ctx.now().toISOString(), refusedAt: null });
    await deleteUnsubscription(db, recipientOf(row));
    await recordAudit(
      db,
      ctx,
      { kind: 'person', id: accountId },
      {
        kind: 'notification.settingsChanged',
        agencyCode: agencyId === EVERY_AGENCY ? null : agencyId,
        subject: { type: 'account', id: accountId },
        details: { fields: ['addressVerified'] },
      },
    );
  });
}

/** The address itself, for the one who sends to it and for its owner. */
export function openAddress(keyring: Keyring, row: AddressRow): string {
  return unseal(keyring, useOf(row), row.sealedAddress).toString();
}

export function recipientOf({ agencyId, accountId }: Inbox): MailRecipient {
  return { agencyId, recipientKind: 'account', recipientId: accountId };
}

export function useOf({ agencyId, accountId }: Inbox): KeyUse {
  return {
    purpose: 'notification-address',
    agencyId: agencyId === EVERY_AGENCY ? null : agencyId,
    record: accountId,
  };
}

async function changeSettings(
  ctx: Context,
  actor: Actor,
  field: string,
  change: (db: Transaction, inbox: Inbox) => Promise<void>,
): Promise<NotificationSettings> {
  return inTransaction(ctx.db, async (db) => {
    const inbox = await findInbox(db, actor.id);
    await change(db, inbox);
    await recordAudit(db, ctx, actor, {
      kind: 'notification.settingsChanged',
      agencyCode: inbox.agencyId === EVERY_AGENCY ? null : inbox.agencyId,
      subject: { type: 'account', id: actor.id },
      details: { fields: [field] },
    });
    return presentSettings({ ...ctx, db }, inbox);
  });
}

async function presentSettings(
  { db, keyring, mail }: Pick<Context, 'keyring' | 'mail'> & { readonly db: Connection },
  inbox: Inbox,
): Promise<NotificationSettings> {
  const row = await findAddress(db, inbox);
  const chosen = new Map((await listPreferences(db, inbox)).map(({ kind, delivery }) => [kind, delivery]));
  const state = row === undefined ? 'none' : stateOf(row, await isUnsubscribedRow(db, recipientOf(inbox)));
  return {
    sendsMail: mail !== null,
    address: { state, value: row === undefined ? null : openAddress(keyring, row) },
    preferences: NOTIFICATION_KIND_NAMES.map((kind) => ({
      kind,
      delivery: chosen.get(kind) ?? notificationRule(kind).delivery,
    })),
  };
}

function stateOf({ verifiedAt, refusedAt }: AddressRow, hasUnsubscribed: boolean): MailAddressState {
  if (refusedAt !== null) return 'refused';
  if (verifiedAt === null) return 'pending';
  return hasUnsubscribed ? 'unsubscribed' : 'verified';
}
