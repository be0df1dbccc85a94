import type { AppContext } from '../platform/context.js';
import type { Mail } from '../platform/mail/mail.js';
import type { z } from 'zod';
import { composeDigest, composeNews, composeVerification, type MailFrame } from './compose-mail.js';
import type { DIGEST_JOB, MAIL_JOB, VERIFY_JOB } from './mail-job.js';
import {
  findAddress,
  findNotification,
  isUnsubscribedRow,
  listForDigest,
  updateAddress,
  updateMailState,
  type Inbox,
} from './queries.js';
import { openAddress, recipientOf } from './settings.js';
import { signToken } from './signed-link.js';
import type { MailState } from './table.js';
import { unsubscribeHeaders, unsubscribeLink } from './unsubscribe.js';

type Context = Pick<AppContext, 'db' | 'now' | 'keyring' | 'mail' | 'site' | 'web'>;

/** More than anybody reads; what is left goes with the next. */
const MOST_IN_DIGEST = 500;

/**
 * Mails one piece of news. Doing it twice sends it once in effect: what is marked as sent is not sent again, and when
 * that could not be marked any more the second mail has the number of the first.
 * @throws DomainError MAIL_UNAVAILABLE to be tried again
 */
export async function mailNews(
  ctx: Context,
  { agencyId, notificationId }: z.output<(typeof MAIL_JOB)['payload']>,
): Promise<void> {
  const row = await findNotification(ctx.db, agencyId, notificationId);
  if (row?.mailState !== 'waiting') return;
  const mailState = await mailTo(ctx, row, (frame) => composeNews(row, frame));
  await updateMailState(ctx.db, { agencyId, notificationIds: [notificationId] }, at(ctx, mailState));
}

/** Mails what has gathered for an account, as one. @throws DomainError MAIL_UNAVAILABLE */
export async function mailDigest(
  ctx: Context,
  inbox: z.output<(typeof DIGEST_JOB)['payload']>,
): Promise<void> {
  const rows = await listForDigest(ctx.db, inbox, MOST_IN_DIGEST);
  if (rows.length === 0) return;
  const mailState = await mailTo(ctx, inbox, (frame) => composeDigest(rows, inbox, frame));
  const notificationIds = rows.map(({ notificationId }) => notificationId);
  await updateMailState(ctx.db, { agencyId: inbox.agencyId, notificationIds }, at(ctx, mailState));
}

/** Mails the link that proves an address, unless another was asked for since. @throws DomainError MAIL_UNAVAILABLE */
export async function mailVerification(
  ctx: Context,
  { agencyId, accountId, nonce }: z.output<(typeof VERIFY_JOB)['payload']>,
): Promise<void> {
  const { mail } = ctx;
  const { publicUrl } = ctx.web;
  const address = await findAddress(ctx.db, { agencyId, accountId });
  if (mail === null || publicUrl === null || address?.nonce !== nonce || address.verifiedAt !== null) return;
  const token = signToken(ctx.keyring, 'verify-mail-address', [agencyId, accountId, nonce]);
  const link = `${publicUrl}/mail-address?token=${token}`;
  const composed = composeVerification(nonce, link, ctx);
  const answer = await mail.send({ to: openAddress(ctx.keyring, address), headers: {}, ...composed });
  if (answer === 'refused') await updateAddress(ctx.db, address, { refusedAt: ctx.now().toISOString() });
}

async function mailTo(
  ctx: Context,
  inbox: Inbox,
  compose: (frame: MailFrame) => Pick<Mail, 'subject' | 'text' | 'id'>,
): Promise<MailState> {
  const { publicUrl } = ctx.web;
  if (ctx.mail === null || publicUrl === null) return 'none';
  const address = await findAddress(ctx.db, inbox);
  if (address === undefined || address.verifiedAt === null || address.refusedAt !== null) return 'none';
  const recipient = recipientOf(inbox);
  if (await isUnsubscribedRow(ctx.db, recipient)) return 'unsubscribed';
  const frame = {
    site: ctx.site,
    publicUrl,
    unsubscribeLink: unsubscribeLink(ctx.keyring, publicUrl, recipient),
  };
  const headers = unsubscribeHeaders(ctx.keyring, publicUrl, recipient);
  const answer = await ctx.mail.send({ to: openAddress(ctx.keyring, address), headers, ...compose(frame) });
  if (answer === 'refused') {
    await updateAddress(ctx.db, address, { refusedAt: ctx.now().toISOString() });
    return 'refused';
  }
  return 'sent';
}

function at(ctx: Pick<Context, 'now'>, mailState: MailState) {
  return { mailState, mailedAt: mailState === 'sent' ? ctx.now().toISOString() : null };
}
