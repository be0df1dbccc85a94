import {
  DomainError,
  EVERY_AGENCY,
  localDateInChina,
  notificationPath,
  notificationText,
  yearOf,
  type Actor,
  type NotificationKind,
  type PresentedNotification,
} from '@gongkai/core';
import { parseInstantKey } from '../platform/database/instant-key.js';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import {
  countUnread,
  findInbox,
  findNotification,
  listNotificationRows,
  markRead,
  type Inbox,
  type NotificationRow,
} from './queries.js';

type Context = Pick<AppContext, 'db' | 'now'>;

/** One's own news, the newest first. */
export async function listNotifications(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
  asked: {
    readonly kind?: NotificationKind | undefined;
    readonly unread?: 'true' | 'false' | undefined;
    readonly after?: string | undefined;
    readonly limit: number;
  },
): Promise<{ readonly items: PresentedNotification[]; readonly next: string | null; readonly total: null }> {
  const { kind, unread, after, limit } = asked;
  const isUnread = unread === undefined ? undefined : unread === 'true';
  const inbox = await findInbox(ctx.db, actor.id);
  const rows = await listNotificationRows(ctx.db, inbox, {
    kind,
    isUnread,
    after: parseKey(after),
    limit: limit + 1,
  });
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const next = rows.length > limit && last ? `${last.createdAt}/${last.notificationId}` : null;
  return { items: items.map(presentNotification), next, total: null };
}

export async function countOwnUnread(
  ctx: Pick<Context, 'db'>,
  actor: Actor,
): Promise<{ readonly unread: number }> {
  return { unread: await countUnread(ctx.db, await findInbox(ctx.db, actor.id)) };
}

/** Marks one piece of one's own news as read. @throws DomainError NOT_FOUND also for what is somebody else's */
export async function markNotificationRead(
  ctx: Context,
  actor: Actor,
  notificationId: string,
): Promise<{ readonly unread: number }> {
  const inbox = await findInbox(ctx.db, actor.id);
  const found = await findNotification(ctx.db, inbox.agencyId, notificationId);
  if (found?.accountId !== actor.id) throw new DomainError('NOT_FOUND', '没有这件通知，请刷新后再看。');
  return mark(ctx, actor, inbox, notificationId);
}

export async function markAllNotificationsRead(
  ctx: Context,
  actor: Actor,
): Promise<{ readonly unread: number }> {
  return mark(ctx, actor, await findInbox(ctx.db, actor.id));
}

function mark(
  ctx: Context,
  actor: Actor,
  inbox: Inbox,
  notificationId?: string,
): Promise<{ readonly unread: number }> {
  return inTransaction(ctx.db, async (db) => {
    const count = await markRead(db, inbox, ctx.now().toISOString(), notificationId);
    await recordAudit(db, ctx, actor, {
      kind: 'notification.read',
      agencyCode: inbox.agencyId === EVERY_AGENCY ? null : inbox.agencyId,
      subject: { type: 'account', id: actor.id },
      details: { count },
    });
    return { unread: await countUnread(db, inbox) };
  });
}

function presentNotification(row: NotificationRow): PresentedNotification {
  const { notificationId, kind, details, createdAt, readAt } = row;
  const subject = { type: row.subjectType, id: row.subjectId, agencyCode: row.aboutAgencyId };
  return {
    notificationId,
    kind,
    text: notificationText(kind, details),
    subject,
    path: pathOf(row),
    createdAt,
    readAt,
  };
}

/** Below the site's address. */
export function pathOf({
  subjectType,
  subjectId,
  aboutAgencyId,
  details,
  createdAt,
}: Pick<NotificationRow, 'subjectType' | 'subjectId' | 'aboutAgencyId' | 'details' | 'createdAt'>): string {
  const about = { type: subjectType, id: subjectId, agencyCode: aboutAgencyId };
  return notificationPath(about, details.year ?? yearOf(localDateInChina(new Date(createdAt))));
}

function parseKey(after: string | undefined): { createdAt: string; notificationId: string } | null {
  if (after === undefined) return null;
  const { at: createdAt, id: notificationId } = parseInstantKey(after);
  return { createdAt, notificationId };
}
