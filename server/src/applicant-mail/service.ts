import type { CaseEvent } from '@gongkai/core';
import type { z } from 'zod';
import { isUnsubscribed, subjectLine, unsubscribeHeaders, unsubscribeLink } from '../notification/service.js';
import { readParty } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { APPLICANT_MAIL_JOB } from './mail-job.js';
import { findMailedCase, hasMailAddress, isRecordInForce } from './queries.js';
import { isMailedEvent, MAILED_EVENTS } from './texts.js';

/**
 * Asks, in the caller's transaction, for a mail to whoever applied and gave an address: undone with it, sent after it.
 * The job names the case and the record, nothing of the person.
 */
export async function tellApplicantIn(
  db: Transaction,
  { agencyCode: agencyId, caseId }: { readonly agencyCode: string; readonly caseId: string },
  { seq, event: { type } }: { readonly seq: number; readonly event: Pick<CaseEvent, 'type'> },
): Promise<void> {
  if (!isMailedEvent(type) || !(await hasMailAddress(db, agencyId, caseId))) return;
  await enqueue(db, APPLICANT_MAIL_JOB, { agencyId, caseId, type, seq }, `${agencyId}/${caseId}/${seq}`);
}

/**
 * Sends it: number, kind of news, days and where to look; nothing of the request. What was corrected or voided since is
 * not told. It is no service: letters are served as the law says. @throws DomainError MAIL_UNAVAILABLE to be tried again
 */
export async function mailApplicant(
  ctx: Pick<AppContext, 'db' | 'keyring' | 'mail' | 'site' | 'web'>,
  { agencyId, caseId, type, seq }: z.output<(typeof APPLICANT_MAIL_JOB)['payload']>,
): Promise<void> {
  const { mail, site } = ctx;
  const { publicUrl } = ctx.web;
  if (mail === null || publicUrl === null) return;
  const found = await findMailedCase(ctx.db, agencyId, caseId);
  if (found?.partyId == null || !(await isRecordInForce(ctx.db, { agencyId, caseId, seq }))) return;
  const recipient = { agencyId, recipientKind: 'party', recipientId: found.partyId } as const;
  const to = (await readParty(ctx.db, ctx.keyring, agencyId, found.partyId))?.email ?? null;
  if (to === null || (await isUnsubscribed(ctx.db, recipient))) return;
  const { label, english, body } = MAILED_EVENTS[type];
  const text = [
    body(found),
    `编号：${caseId}`,
    found.submittedAt === null
      ? '查看：请联系机关的政府信息公开工作机构。'
      : `查看：${publicUrl}/progress （用编号和回执上的查询码）`,
    '这封邮件只是提醒，不是送达；依法应当送达的文书另行送达，期限以文书为准。',
    '',
    `English: ${english}. Look it up with its number and your query code.`,
    '',
    '--',
    `${site.name}，自动发送，请勿回复。`,
    `不再接收邮件 Unsubscribe：${unsubscribeLink(ctx.keyring, publicUrl, recipient)}`,
    '模板 applicant/1',
  ].join('\n');
  await mail.send({
    ...{ to, text, id: `applicant-${agencyId}-${caseId}-${seq}` },
    subject: subjectLine(ctx, `${label} ${english}`),
    headers: unsubscribeHeaders(ctx.keyring, publicUrl, recipient),
  });
}
