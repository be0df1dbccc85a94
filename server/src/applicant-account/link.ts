import { randomUUID } from 'node:crypto';
import { DomainError } from '@gongkai/core';
import { readToken } from '../notification/service.js';
import type { Transaction } from '../platform/database/schema.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import type { AttemptLimit } from '../platform/rate-limit/attempt-limit.js';
import { sealAddress } from './contact.js';
import { LINK_MAIL_JOB } from './mail-jobs.js';
import { findLink, saveLink } from './queries.js';
import type { ApplicantContext } from './session.js';
import type { ApplicantLinkTable, LinkPurpose } from './table.js';

/** So long a link is good, in hours. */
export const LINK_HOURS = { address: 48, password: 1 } as const satisfies Record<LinkPurpose, number>;

/** Nobody lets us fill a stranger's mailbox. */
const MAIL_BACK_OFF = { free: 4, firstWait: 300, longestWait: 3600, forgetAfter: 86_400 };

/** @param subject the address, or who asks */
export function mailLimit(subject: string): AttemptLimit {
  return { kind: 'applicant:mail', subject, policy: MAIL_BACK_OFF };
}

/** Whose link it is, as long as it is the last one that was asked for; null: used, replaced or over. */
export async function findLinkOf(
  ctx: Pick<ApplicantContext, 'db' | 'now' | 'keyring'>,
  purpose: LinkPurpose,
  token: string,
): Promise<ApplicantLinkTable | null> {
  const [accountId = '', nonce = ''] = readToken(ctx.keyring, `applicant-${purpose}`, token) ?? [];
  const link = await findLink(ctx.db, accountId, purpose);
  if (link?.nonce !== nonce) return null;
  const isOld = ctx.now().getTime() > Date.parse(link.askedAt) + LINK_HOURS[purpose] * 3_600_000;
  return isOld ? null : link;
}

/** Asks for the mail with a link; an earlier one for the same counts no more. */
export async function askForLink(
  db: Transaction,
  ctx: Pick<ApplicantContext, 'now' | 'keyring'>,
  accountId: string,
  purpose: LinkPurpose,
  address: string | null,
): Promise<void> {
  const nonce = randomUUID();
  const addressSealed = address === null ? null : sealAddress(ctx.keyring, accountId, address);
  await saveLink(db, { accountId, purpose, nonce, askedAt: ctx.now().toISOString(), addressSealed });
  await enqueue(db, LINK_MAIL_JOB, { accountId, purpose, nonce }, nonce);
}

/** @throws DomainError NOT_IN_THIS_STATUS where no mail is sent */
export function requireMail({ mail, web }: Pick<ApplicantContext, 'mail' | 'web'>): void {
  if (mail !== null && web.publicUrl !== null) return;
  throw new DomainError('NOT_IN_THIS_STATUS', '本平台没有开通邮件，不能用邮箱，请改用手机号码。');
}

export function linkGone(): DomainError {
  return new DomainError('NOT_FOUND', '这个链接已经用过、已被新的链接取代，或者超过了有效期。');
}
