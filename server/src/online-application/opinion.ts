import { DomainError } from '@gongkai/core';
import {
  answerByLink,
  BY_LINK,
  findAskedThirdParty,
  isAnsweredAlike,
  uploadConsultationFile,
  type AskedThirdParty,
} from '../handling/service.js';
import type { AppContext } from '../platform/context.js';
import type { UploadedFile } from '../platform/http/api-registry.js';
import { attemptSucceeded, takeAttempt } from '../platform/rate-limit/attempt-limit.js';
import { addressLimit } from './limits.js';

/** By whom and from where a link is opened. */
export interface OpinionLink {
  readonly agencyCode: string;
  readonly token: string;
  readonly network: string;
}

interface OpinionReply {
  readonly answer: 'agrees' | 'objects' | 'other';
  readonly opinion: string;
}

/** What a link asks; undefined: it leads nowhere, which is counted, so that none can be found by trying. */
export async function findByLink(
  ctx: AppContext,
  { agencyCode, token, network }: OpinionLink,
): Promise<AskedThirdParty | undefined> {
  if (token === '') return undefined;
  const limit = addressLimit('resume', network);
  await takeAttempt(ctx, [limit]);
  const asked = await findAskedThirdParty(ctx, agencyCode, token);
  if (asked !== undefined) await attemptSucceeded(ctx, ctx.db, [], [limit]);
  return asked;
}

/** @throws DomainError NOT_FOUND, TOO_MANY_ATTEMPTS */
export async function getAskedOpinion(ctx: AppContext, link: OpinionLink) {
  const { addressee, asked, sentOn, lapseOn, standing } = await requireLink(ctx, link);
  return { addressee, asked, sentOn, lapseOn, isAnswered: standing === 'answered' };
}

/** Keeps a file with the consultation that was found by its link. @throws DomainError FILE_REFUSED */
export async function keepOpinionFile(
  ctx: AppContext,
  { agencyId: agencyCode, caseId, consultationId }: AskedThirdParty,
  file: UploadedFile,
): Promise<{ fileName: string; size: number }> {
  const at = { agencyCode, caseId, consultationId };
  const { fileName, size } = await uploadConsultationFile(ctx, BY_LINK, at, file);
  return { fileName, size };
}

/** @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS, FILE_REFUSED, TOO_MANY_ATTEMPTS */
export async function uploadOpinionFile(ctx: AppContext, link: OpinionLink, file: UploadedFile) {
  const asked = await requireLink(ctx, link);
  if (asked.standing === 'answered')
    throw new DomainError('NOT_IN_THIS_STATUS', '这次征求意见已经结束，不能再在网上补充。');
  return keepOpinionFile(ctx, asked, file);
}

/** A third party's answer by its link; the same answer given again changes nothing. @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS */
export async function giveOpinion(ctx: AppContext, link: OpinionLink, reply: OpinionReply) {
  const { agencyId, standing } = await requireLink(ctx, link);
  const isKnown = standing === 'answered' && (await isAnsweredAlike(ctx, agencyId, link.token, reply));
  if (!isKnown) await answerByLink(ctx, BY_LINK, agencyId, link.token, reply);
  return getAskedOpinion(ctx, link);
}

async function requireLink(ctx: AppContext, link: OpinionLink): Promise<AskedThirdParty> {
  const asked = await findByLink(ctx, link);
  if (asked === undefined)
    throw new DomainError('NOT_FOUND', '链接不完整、已经换了新的，或者已经失效，请与发函的机关联系。');
  return asked;
}
