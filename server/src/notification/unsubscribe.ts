import { ANONYMOUS, recordAudit } from '../audit/service.js';
import { EVERY_AGENCY } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { Keyring } from '../platform/secrets/keyring.js';
import {
  deleteUnsubscription,
  insertUnsubscription,
  isUnsubscribedRow,
  type MailRecipient,
} from './queries.js';
import { readToken, signToken } from './signed-link.js';
import type { MailRecipientKind } from './table.js';

const KINDS: readonly MailRecipientKind[] = ['account', 'party', 'applicantAccount'];

/**
 * Headers by which every mail can be unsubscribed from with one click (RFC 8058), for accounts and applicants alike.
 * @param publicUrl the site's address without a slash at its end
 */
export function unsubscribeHeaders(
  keyring: Keyring,
  publicUrl: string,
  recipient: MailRecipient,
): Readonly<Record<string, string>> {
  return {
    'List-Unsubscribe': `<${unsubscribeLink(keyring, publicUrl, recipient)}>`,
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  };
}

/** The same for the foot of a mail. */
export function unsubscribeLink(keyring: Keyring, publicUrl: string, recipient: MailRecipient): string {
  const { agencyId, recipientKind, recipientId } = recipient;
  const token = signToken(keyring, 'unsubscribe', [agencyId, recipientKind, recipientId]);
  return `${publicUrl}/unsubscribe?token=${token}`;
}

/** Whether somebody has asked for no more mail: whoever sends asks first. */
export function isUnsubscribed(db: Connection, recipient: MailRecipient): Promise<boolean> {
  return isUnsubscribedRow(db, recipient);
}

/** Whom a link is for; null when it was not made here. */
export function readUnsubscribeToken(keyring: Keyring, token: string): MailRecipient | null {
  const [agencyId, kind, recipientId] = readToken(keyring, 'unsubscribe', token) ?? [];
  const recipientKind = KINDS.find((it) => it === kind);
  if (agencyId === undefined || recipientKind === undefined || recipientId === undefined) return null;
  return { agencyId, recipientKind, recipientId };
}

/** No more mail for whoever the link is for; asking again changes nothing. */
export async function unsubscribe(
  ctx: Pick<AppContext, 'db' | 'now'>,
  recipient: MailRecipient,
): Promise<void> {
  await inTransaction(ctx.db, async (db) => {
    if (!(await insertUnsubscription(db, recipient, ctx.now().toISOString()))) return;
    await recordAudit(db, ctx, ANONYMOUS, {
      kind: 'notification.settingsChanged',
      agencyCode: recipient.agencyId === EVERY_AGENCY ? null : recipient.agencyId,
      subject: { type: recipient.recipientKind, id: recipient.recipientId },
      details: { fields: ['unsubscribed'] },
    });
  });
}

/** Mail is wanted again. */
export function endUnsubscription(db: Transaction, recipient: MailRecipient): Promise<void> {
  return deleteUnsubscription(db, recipient);
}
