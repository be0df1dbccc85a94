import { applicantAccountActor, DomainError, EVERY_AGENCY, type Actor } from '@gongkai/core';
import { recordAudit, recordLook } from '../audit/service.js';
import { endUnsubscription, isUnsubscribed, type MailRecipient } from '../notification/service.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { ACCOUNT_BACK_OFF, verifyPassword } from '../sign-in/service.js';
import { contactOf, maskContacts, openAddress, openContacts, type Contacts } from './contact.js';
import { askForLink, mailLimit, requireMail } from './link.js';
import { isOwnAccount } from './policy.js';
import {
  deleteAccount,
  findAccount,
  findLink,
  lockAccount,
  updateAccount,
  type AccountRow,
} from './queries.js';
import type { ApplicantContext, ApplicantSession } from './session.js';

/** What its owner sees of an account. */
export interface OwnAccount {
  readonly contacts: Contacts;
  readonly wantsMail: boolean;
  readonly isMailRefused: boolean;
  /** An address that waits for its link to be followed. */
  readonly waitingAddress: string | null;
}

/** Masked, until a look in full is recorded. */
export async function getOwnAccount(
  ctx: ApplicantContext,
  session: ApplicantSession,
  { inFull }: { readonly inFull: boolean },
): Promise<OwnAccount> {
  const account = await requireOwn(ctx, session);
  const contacts = openContacts(ctx.keyring, account);
  const link = await findLink(ctx.db, account.accountId, 'address');
  const waiting =
    link?.addressSealed == null ? null : openAddress(ctx.keyring, link.accountId, link.addressSealed);
  if (inFull) {
    const fields = Object.entries(contacts).flatMap(([field, value]) => (value === null ? [] : [field]));
    await recordOwnLook(ctx, session, fields);
  }
  return {
    contacts: inFull ? contacts : maskContacts(contacts),
    wantsMail: account.wantsMail && !(await isUnsubscribed(ctx.db, recipientOf(account.accountId))),
    isMailRefused: account.mailRefusedAt !== null,
    waitingAddress: maskContacts({ email: waiting, mobile: null }).email,
  };
}

async function recordOwnLook(
  ctx: ApplicantContext,
  session: ApplicantSession,
  fields: readonly string[],
): Promise<void> {
  await recordLook(ctx, session.actor, {
    kind: 'applicantAccount.unmasked',
    agencyCode: null,
    subject: subjectOf(session.accountId),
    purpose: 'ownRequest',
    details: { fields: [...fields] },
  });
}

/** Asks for a link to another address; until it is followed the one there was stays. @throws DomainError INVALID_INPUT, TOO_MANY_ATTEMPTS */
export async function askForAddress(
  ctx: ApplicantContext,
  session: ApplicantSession,
  text: string,
): Promise<void> {
  requireMail(ctx);
  const contact = contactOf(text);
  if (contact?.kind !== 'email')
    throw new DomainError('INVALID_INPUT', '请输入一个邮箱，如 name@example.cn。');
  await requireOwn(ctx, session);
  await takeAttempt(ctx, [mailLimit(contact.value), mailLimit(session.accountId)]);
  await inTransaction(ctx.db, (db) => askForLink(db, ctx, session.accountId, 'address', contact.value));
}

/** Whether its owner is told of progress by mail; turned on, an earlier unsubscription ends. @throws DomainError NOT_IN_THIS_STATUS */
export async function setWantsMail(
  ctx: ApplicantContext,
  session: ApplicantSession,
  wantsMail: boolean,
): Promise<void> {
  const { accountId } = await requireOwn(ctx, session);
  await inTransaction(ctx.db, async (db) => {
    const account = await lockAccount(db, accountId);
    if (wantsMail && (account?.emailSealed ?? null) === null)
      throw new DomainError('NOT_IN_THIS_STATUS', '还没有确认过的邮箱，请先登记邮箱并打开确认邮件里的链接。');
    await updateAccount(db, accountId, { wantsMail });
    if (wantsMail) await endUnsubscription(db, recipientOf(accountId));
    await recordChange(db, ctx, accountId, ['wantsMail']);
  });
}

/** Everything that is held of its owner, and what it keeps (个人信息保护法第四十五条). */
export interface AccountCopy extends Contacts {
  readonly createdAt: string;
  readonly wantsMail: boolean;
  readonly madeAt: string;
}

export async function copyOwnAccount(
  ctx: ApplicantContext,
  session: ApplicantSession,
  cases: number,
): Promise<AccountCopy> {
  const account = await requireOwn(ctx, session);
  await recordLook(ctx, session.actor, {
    kind: 'applicantAccount.exported',
    agencyCode: null,
    subject: subjectOf(account.accountId),
    purpose: 'ownRequest',
    details: { format: 'json', count: cases },
  });
  const { createdAt, wantsMail } = account;
  return { ...openContacts(ctx.keyring, account), createdAt, wantsMail, madeAt: ctx.now().toISOString() };
}

/** Deletes the account for good; what was applied for is handled on, and found with number and query code. */
export async function eraseOwnAccount(
  ctx: ApplicantContext,
  session: ApplicantSession,
  password: string,
): Promise<void> {
  const account = await requireOwn(ctx, session);
  await requireOwnPassword(ctx, account, password);
  await inTransaction(ctx.db, (db) => eraseAccountIn(db, ctx, session.actor, account.accountId, null));
}

/** @param rule by which it was erased; null: its owner wanted it */
export async function eraseAccountIn(
  db: Transaction,
  ctx: Pick<ApplicantContext, 'now'>,
  actor: Pick<Actor, 'kind' | 'id'>,
  accountId: string,
  rule: string | null,
): Promise<void> {
  const cases = await deleteAccount(db, accountId);
  await endUnsubscription(db, recipientOf(accountId));
  await recordAudit(db, ctx, actor, {
    kind: 'applicantAccount.erased',
    agencyCode: null,
    subject: subjectOf(accountId),
    details: { rule, cases },
  });
}

export function recipientOf(accountId: string): MailRecipient {
  return { agencyId: EVERY_AGENCY, recipientKind: 'applicantAccount', recipientId: accountId };
}

export function subjectOf(accountId: string) {
  return { type: 'applicantAccount', id: accountId } as const;
}

export async function requireOwn(
  ctx: Pick<ApplicantContext, 'db'>,
  { accountId, actor }: ApplicantSession,
): Promise<AccountRow> {
  const account = isOwnAccount(actor, accountId) ? await findAccount(ctx.db, accountId) : undefined;
  if (account === undefined) throw new DomainError('SIGN_IN_REQUIRED', '这个账号已经注销。');
  return account;
}

export async function requireOwnPassword(
  ctx: ApplicantContext,
  account: AccountRow,
  given: string,
): Promise<void> {
  const limit = { kind: 'applicant-sign-in:again', subject: account.accountId, policy: ACCOUNT_BACK_OFF };
  await takeAttempt(ctx, [limit]);
  if (!(await verifyPassword(account.hash, given)))
    throw new DomainError('INVALID_INPUT', '现在的口令不对，请重新输入。');
  await attemptSucceeded(ctx, ctx.db, [limit], []);
}

export async function recordChange(
  db: Transaction,
  ctx: Pick<ApplicantContext, 'now'>,
  accountId: string,
  fields: readonly string[],
): Promise<void> {
  await recordAudit(db, ctx, applicantAccountActor(accountId), {
    kind: 'applicantAccount.changed',
    agencyCode: null,
    subject: subjectOf(accountId),
    details: { fields: [...fields] },
  });
}
