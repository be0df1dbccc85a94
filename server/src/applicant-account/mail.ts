import type { AppContext } from '../platform/context.js';
import type { Mail } from '../platform/mail/mail.js';
import {
  isUnsubscribed,
  signToken,
  subjectLine,
  unsubscribeHeaders,
  unsubscribeLink,
} from '../notification/service.js';
import { recipientOf } from './account.js';
import { openAddress, openContacts } from './contact.js';
import { LINK_HOURS } from './link.js';
import { findAccount, findLink, updateAccount } from './queries.js';
import type { ApplicantLinkTable, LinkPurpose } from './table.js';

type Context = Pick<AppContext, 'db' | 'now' | 'keyring' | 'mail' | 'site' | 'web'>;
type Composed = Pick<Mail, 'subject' | 'text' | 'id'>;

const LINK_PATHS = { address: '/my/confirm', password: '/my/reset' } as const satisfies Record<
  LinkPurpose,
  string
>;

/** Mails a link, unless another was asked for since or it was used. @throws DomainError MAIL_UNAVAILABLE to be tried again */
export async function mailLink(
  ctx: Context,
  { accountId, purpose, nonce }: Pick<ApplicantLinkTable, 'accountId' | 'purpose' | 'nonce'>,
): Promise<void> {
  const { mail } = ctx;
  const { publicUrl } = ctx.web;
  const link = await findLink(ctx.db, accountId, purpose);
  if (mail === null || publicUrl === null || link?.nonce !== nonce) return;
  const to =
    link.addressSealed === null
      ? await provedAddress(ctx, accountId)
      : openAddress(ctx.keyring, accountId, link.addressSealed);
  if (to === null) return;
  const token = signToken(ctx.keyring, `applicant-${purpose}`, [accountId, nonce]);
  const composed = composeLink(purpose, nonce, `${publicUrl}${LINK_PATHS[purpose]}?token=${token}`, ctx);
  await mail.send({ to, headers: {}, ...composed });
}

/** Tells the owner of an address that somebody wanted to register it. */
export async function mailKnown(
  ctx: Context,
  { accountId, nonce }: { readonly accountId: string; readonly nonce: string },
): Promise<void> {
  const { mail, site } = ctx;
  const { publicUrl } = ctx.web;
  const to = await provedAddress(ctx, accountId);
  if (mail === null || publicUrl === null || to === null) return;
  const text = [
    `有人用这个邮箱在${site.name}注册账号，而它已经有账号了。是您本人的，请直接登录：${publicUrl}/my/sign-in`,
    `忘记口令：${publicUrl}/my/forgot`,
    '不是您本人的，不必理会，您的账号没有变化。',
    '',
    'English: this address already has an account; sign in, or ignore this mail.',
    '',
    '模板 applicant-known/1',
  ].join('\n');
  await mail.send({
    ...{ to, headers: {}, id: `known-${nonce}`, text },
    subject: subjectLine(ctx, '您已有账号 You already have an account'),
  });
}

/** Tells an applicant who has asked for it that cases went on: their numbers and where to look, nothing of their matter. */
export async function mailProgress(
  ctx: Context,
  given: { readonly accountId: string; readonly noticeId: string; readonly caseIds: readonly string[] },
): Promise<void> {
  const { accountId, noticeId, caseIds } = given;
  const { mail, site } = ctx;
  const { publicUrl } = ctx.web;
  const account = await findAccount(ctx.db, accountId);
  if (mail === null || publicUrl === null || account?.wantsMail !== true || account.mailRefusedAt !== null)
    return;
  const to = openContacts(ctx.keyring, account).email;
  const recipient = recipientOf(accountId);
  if (to === null || (await isUnsubscribed(ctx.db, recipient))) return;
  const text = [
    '您的申请有新的进展：',
    ...caseIds.map((caseId) => `- 编号 ${caseId}`),
    `查看：${publicUrl}/my`,
    '依法应当送达的文书另行送达，以送达的为准。',
    '',
    'English: there is news about your application; sign in to see it.',
    '',
    '--',
    `${site.name}，自动发送，请勿回复。`,
    `不再接收邮件 Unsubscribe：${unsubscribeLink(ctx.keyring, publicUrl, recipient)}`,
    '模板 applicant-progress/1',
  ].join('\n');
  const answer = await mail.send({
    ...{ to, text, id: `progress-${noticeId}` },
    subject: subjectLine(ctx, '申请有新的进展 News about your application'),
    headers: unsubscribeHeaders(ctx.keyring, publicUrl, recipient),
  });
  if (answer === 'refused')
    await updateAccount(ctx.db, accountId, { mailRefusedAt: ctx.now().toISOString() });
}

async function provedAddress(ctx: Context, accountId: string): Promise<string | null> {
  const account = await findAccount(ctx.db, accountId);
  return account === undefined ? null : openContacts(ctx.keyring, account).email;
}

function composeLink(
  purpose: LinkPurpose,
  nonce: string,
  link: string,
  ctx: Pick<Context, 'site'>,
): Composed {
  const hours = LINK_HOURS[purpose];
  const { name } = ctx.site;
  const id = `applicant-${purpose}-${nonce}`;
  if (purpose === 'password')
    return {
      id,
      subject: subjectLine(ctx, '重设口令 Set a new password'),
      text: [
        `有人请求重设您在${name}的口令。是您本人的，请在 ${hours} 小时内打开下面的链接：`,
        link,
        '不是您本人的，不必理会，口令没有变化。',
        '',
        'English: open the link to set a new password; otherwise ignore this mail.',
        '',
        '模板 applicant-password/1',
      ].join('\n'),
    };
  return {
    id,
    subject: subjectLine(ctx, '确认邮箱 Confirm your address'),
    text: [
      `有人请求在${name}用这个邮箱登录。是您本人的，请在 ${hours} 小时内打开下面的链接，输入您设的口令：`,
      link,
      '不是您本人的，不必理会，也不要打开链接。',
      '',
      'English: open the link and enter the password you chose; otherwise ignore this mail.',
      '',
      '模板 applicant-address/1',
    ].join('\n'),
  };
}
