import { randomUUID } from 'node:crypto';
import { applicantAccountActor, DomainError } from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { digestNewPassword, refuseWeakPassword } from '../sign-in/service.js';
import { recordChange, requireOwn, requireOwnPassword, subjectOf } from './account.js';
import {
  contactIndexes,
  contactOf,
  openAddress,
  openContacts,
  sealContacts,
  type Contact,
} from './contact.js';
import { askForLink, findLinkOf, linkGone, mailLimit, requireMail } from './link.js';
import { KNOWN_MAIL_JOB } from './mail-jobs.js';
import {
  findAccount,
  findByContact,
  insertAccount,
  lockAccount,
  takeLink,
  updateAccount,
  type AccountRow,
} from './queries.js';
import {
  endSessionsIn,
  openApplicantSession,
  type ApplicantContext,
  type ApplicantSession,
  type Caller,
} from './session.js';
import type { ApplicantLinkTable } from './table.js';

/** Accounts made from one address; a library shares one. */
const REGISTER_BACK_OFF = { free: 20, firstWait: 60, longestWait: 900, forgetAfter: 3600 };
/** What became of a registration; `mailed`: the same whether or not the address has an account already. */
export type Registered = { readonly by: 'mailed' } | { readonly by: 'signedIn'; readonly token: string };

/**
 * Opens an account. An e-mail address counts once its link was followed, so that nobody learns who has one; a mobile
 * number cannot be proved without a gateway for messages and counts at once.
 * @throws DomainError INVALID_INPUT, ALREADY_EXISTS for a number, TOO_MANY_ATTEMPTS, NOT_IN_THIS_STATUS without mail
 */
export async function registerApplicant(
  ctx: ApplicantContext,
  given: { readonly contact: string; readonly password: string; readonly caller: Caller },
): Promise<Registered> {
  const { password, caller } = given;
  const contact = requireContact(given.contact);
  if (contact.kind === 'email') requireMail(ctx);
  refuseWeakPassword(ctx.signIn.password, ownerOf(ctx, contact.value), password);
  await takeAttempt(ctx, [
    { kind: 'applicant:register', subject: caller.network, policy: REGISTER_BACK_OFF },
    ...(contact.kind === 'email' ? [mailLimit(contact.value)] : []),
  ]);
  const digest = await digestNewPassword(ctx.signIn.password, [], password);
  const accountId = randomUUID();
  const indexes = contactIndexes(ctx.keyring, contact);
  return inTransaction(ctx.db, async (db): Promise<Registered> => {
    const known = await findByContact(db, contact.kind, indexes);
    if (known !== undefined && contact.kind === 'mobile') throw numberTaken();
    if (known !== undefined) {
      const nonce = randomUUID();
      await enqueue(db, KNOWN_MAIL_JOB, { accountId: known.accountId, nonce }, nonce);
      return { by: 'mailed' };
    }
    const isNew = await insertAccount(db, {
      accountId,
      ...sealContacts(ctx.keyring, accountId, {
        email: null,
        mobile: contact.kind === 'mobile' ? contact.value : null,
      }),
      ...{ ...digest, wantsMail: false, mailRefusedAt: null, createdAt: ctx.now().toISOString() },
    });
    if (!isNew) throw numberTaken();
    await recordAudit(db, ctx, applicantAccountActor(accountId), {
      kind: 'applicantAccount.registered',
      agencyCode: null,
      subject: subjectOf(accountId),
      details: { method: contact.kind },
    });
    if (contact.kind === 'mobile')
      return { by: 'signedIn', token: await openApplicantSession(db, ctx, accountId, caller.browser) };
    await askForLink(db, ctx, accountId, 'address', contact.value);
    return { by: 'mailed' };
  });
}

/**
 * The link to an address was followed by somebody who knows the account's password, and not by the owner of a mailbox that
 * a stranger has typed: from now on one signs in with it. @returns the token of a session
 * @throws DomainError NOT_FOUND, INVALID_INPUT for a wrong password, ALREADY_EXISTS, TOO_MANY_ATTEMPTS
 */
export async function proveAddress(
  ctx: ApplicantContext,
  token: string,
  given: { readonly password: string; readonly caller: Caller },
): Promise<string> {
  const link = await findLinkOf(ctx, 'address', token);
  const owner = link === null ? undefined : await findAccount(ctx.db, link.accountId);
  if (link?.addressSealed == null || owner === undefined) throw linkGone();
  await requireOwnPassword(ctx, owner, given.password);
  const { accountId } = link;
  const email = openAddress(ctx.keyring, accountId, link.addressSealed);
  const indexes = contactIndexes(ctx.keyring, { kind: 'email', value: email });
  return inTransaction(ctx.db, async (db) => {
    const account = await lockAccount(db, accountId);
    if (account === undefined || !(await takeLink(db, link))) throw linkGone();
    const other = await findByContact(db, 'email', indexes);
    if (other !== undefined && other.accountId !== accountId)
      throw new DomainError('ALREADY_EXISTS', '这个邮箱已经有账号了，请直接登录。');
    const contacts = { ...openContacts(ctx.keyring, account), email };
    const sealed = sealContacts(ctx.keyring, accountId, contacts);
    await updateAccount(db, accountId, { ...sealed, mailRefusedAt: null });
    await recordChange(db, ctx, accountId, ['email']);
    return openApplicantSession(db, ctx, accountId, given.caller.browser);
  });
}

/** Mails a link to set another password, where there is such an account; the answer is the same where there is none. */
export async function forgotPassword(
  ctx: ApplicantContext,
  given: { readonly email: string; readonly network: string },
): Promise<void> {
  requireMail(ctx);
  const contact = contactOf(given.email);
  if (contact?.kind !== 'email') throw new DomainError('INVALID_INPUT', '请输入注册时用的邮箱。');
  await takeAttempt(ctx, [
    mailLimit(contact.value),
    { kind: 'applicant:forgot', subject: given.network, policy: REGISTER_BACK_OFF },
  ]);
  await inTransaction(ctx.db, async (db) => {
    const account = await findByContact(db, 'email', contactIndexes(ctx.keyring, contact));
    if (account !== undefined) await askForLink(db, ctx, account.accountId, 'password', null);
  });
}

/** Sets the password of whoever holds the link, once; every session there was ends. @returns the token of a new one */
export async function resetPassword(
  ctx: ApplicantContext,
  token: string,
  given: { readonly next: string; readonly caller: Caller },
): Promise<string> {
  const link = await findLinkOf(ctx, 'password', token);
  const account = link === null ? undefined : await findAccount(ctx.db, link.accountId);
  if (link === null || account === undefined) throw linkGone();
  return replacePassword(ctx, account, given, { link });
}

/** Sets another password for oneself; every session ends, this browser goes on in a new one. @returns its token */
export async function changeOwnPassword(
  ctx: ApplicantContext,
  session: ApplicantSession,
  given: { readonly current: string; readonly next: string; readonly caller: Caller },
): Promise<string> {
  const account = await requireOwn(ctx, session);
  await requireOwnPassword(ctx, account, given.current);
  return replacePassword(ctx, account, given, { proved: session.sessionId });
}

async function replacePassword(
  ctx: ApplicantContext,
  account: AccountRow,
  { next, caller }: { readonly next: string; readonly caller: Caller },
  { link = null, proved }: { readonly link?: ApplicantLinkTable | null; readonly proved?: string },
): Promise<string> {
  const { accountId } = account;
  const { email, mobile } = openContacts(ctx.keyring, account);
  for (const own of [email, mobile])
    if (own !== null) refuseWeakPassword(ctx.signIn.password, ownerOf(ctx, own), next);
  const digest = await digestNewPassword(ctx.signIn.password, [account.hash, ...account.formerHashes], next);
  return inTransaction(ctx.db, async (db) => {
    if (link !== null && !(await takeLink(db, link))) throw linkGone();
    const locked = await lockAccount(db, accountId);
    if (locked?.hash !== account.hash)
      throw new DomainError('CHANGED_MEANWHILE', '口令刚刚在别处改过了，请用新口令重新登录。');
    await updateAccount(db, accountId, digest);
    await recordAudit(db, ctx, applicantAccountActor(accountId), {
      kind: 'account.passwordChanged',
      agencyCode: null,
      subject: subjectOf(accountId),
      details: { isReset: link !== null },
    });
    await endSessionsIn(db, ctx, accountId, 'passwordChanged');
    // Whoever is signed in has proved his second factor; whoever has the mailed link has not.
    return openApplicantSession(db, ctx, accountId, caller.browser, proved === undefined ? {} : { proved });
  });
}

function ownerOf({ site }: ApplicantContext, loginName: string) {
  return { loginName, displayName: loginName.split('@')[0] ?? loginName, words: [site.name] };
}

function requireContact(text: string): Contact {
  const contact = contactOf(text);
  if (contact !== null) return contact;
  throw new DomainError('INVALID_INPUT', '请输入一个邮箱（如 name@example.cn），或者11位的手机号码。');
}

function numberTaken(): DomainError {
  return new DomainError('ALREADY_EXISTS', '这个手机号码已经注册过，请直接登录；不是您注册的，请改用邮箱。');
}
