import { randomUUID } from 'node:crypto';
import {
  notificationDetailsSchema,
  notificationRule,
  notificationText,
  type NotificationDetails,
  type NotificationKind,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { MAIL_JOB } from './mail-job.js';
import { insertNotifications } from './queries.js';
import { listAddressees, type Recipient } from './recipient-queries.js';
import { recipientsOf } from './recipients.js';
import type { MailState } from './table.js';

/** Something that somebody should know. */
export interface News {
  readonly kind: NotificationKind;
  readonly agencyCode: string | null;
  readonly unitCode?: string | null;
  readonly subjectId: string;
  readonly details?: NotificationDetails;
  /** Accounts, for kinds that are addressed by name or where the caller has found out who is told. */
  readonly to?: readonly string[];
  /** Who did it knows it already. */
  readonly except?: string;
  /** Told once under it to each person, however often this is called. */
  readonly key?: string;
}

/**
 * Tells those concerned, in the caller's transaction: undone with it, and mailed only after it has committed.
 * @returns how many were told who had not been before
 */
export async function notify(
  db: Transaction,
  ctx: Pick<AppContext, 'now' | 'today'>,
  news: News,
): Promise<number> {
  const { kind, agencyCode, unitCode = null, to, except } = news;
  const found =
    to === undefined
      ? await recipientsOf(db, kind, { agency: agencyCode, unit: unitCode }, ctx.today())
      : await listAddressees(db, kind, to);
  return tell(
    db,
    ctx,
    news,
    found.filter(({ accountId }) => accountId !== except),
  );
}

/** The same where the recipients of many pieces of news were found in one query. */
export async function tell(
  db: Transaction,
  ctx: Pick<AppContext, 'now'>,
  {
    kind,
    agencyCode,
    subjectId,
    details = {},
    key = null,
  }: Omit<News, 'key'> & { readonly key?: string | null },
  recipients: readonly Recipient[],
): Promise<number> {
  const kept = notificationDetailsSchema.parse(details);
  // A sentence that lacks a figure must fail here, not when it is read.
  notificationText(kind, kept);
  const createdAt = ctx.now().toISOString();
  const rows = recipients.map((recipient) => ({
    agencyId: recipient.homeId,
    notificationId: randomUUID(),
    accountId: recipient.accountId,
    kind,
    aboutAgencyId: agencyCode,
    subjectType: notificationRule(kind).subject,
    subjectId,
    details: kept,
    key,
    createdAt,
    mailState: mailStateOf(kind, recipient),
  }));
  const told = await insertNotifications(db, rows);
  for (const { agencyId, notificationId, mailState } of rows) {
    if (mailState !== 'waiting' || !told.has(notificationId)) continue;
    await enqueue(db, MAIL_JOB, { agencyId, notificationId }, notificationId);
  }
  return told.size;
}

function mailStateOf(kind: NotificationKind, { delivery, canBeMailed }: Recipient): MailState {
  if (!canBeMailed) return 'none';
  const wanted = delivery ?? notificationRule(kind).delivery;
  return wanted === 'mail' ? 'waiting' : wanted === 'digest' ? 'digest' : 'none';
}
