import {
  applicantActor,
  applicantTimeline,
  describeStep,
  DomainError,
  remedySentences,
  RIGHTS_OUTCOMES,
  statusSentence,
  type ApplicantAct,
  type PublicProgress,
} from '@gongkai/core';
import { caseTextId, insertOnlineFile, listOnlineFiles } from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { UploadedFile } from '../platform/http/api-registry.js';
import { getOwnRightsRequest } from '../rights-request/service.js';
import { acceptFile, recordFile } from '../storage/service.js';
import { takeTurn } from './limits.js';
import {
  confirmReceipt,
  getProgress,
  isDoneUnder,
  openProgress,
  openSession,
  ownerOf,
  rate,
  requireOnline,
  sealSession,
  supplement,
  withdraw,
  type ProgressSession,
} from './progress.js';
import { listActs } from './queries.js';
import { listSentLetters } from './sent-letters.js';

/** What number and query code open, for a program: the same session as the browser's, which it sends along each time. */
export async function openProgressToken(
  ctx: AppContext,
  given: { readonly number: string; readonly queryCode: string; readonly network: string },
): Promise<{ token: string }> {
  const { number, queryCode: code, network } = given;
  return { token: sealSession(ctx, await openProgress(ctx, { number, code, network })) };
}

/** How far something has come, for who knows its number and query code. @throws DomainError NOT_FOUND, TOO_MANY_ATTEMPTS */
export async function lookUpProgress(
  ctx: AppContext,
  given: { readonly number: string; readonly queryCode: string; readonly network: string },
): Promise<PublicProgress> {
  const { number, queryCode: code, network } = given;
  return progressOf(ctx, await openProgress(ctx, { number, code, network }));
}

/** What one's page shows. @throws DomainError NOT_FOUND when the session is over */
export function getOwnProgress(ctx: AppContext, token: string): Promise<PublicProgress> {
  return progressOf(ctx, requireSession(ctx, token));
}

/** Something that one's page lets one do. @returns how far it has come after it @throws DomainError NOT_IN_THIS_STATUS */
async function actOnOwnCase(
  ctx: AppContext,
  token: string,
  act: (session: ProgressSession) => Promise<void>,
): Promise<PublicProgress> {
  const session = requireSession(ctx, token);
  if (session.partyId === null)
    throw new DomainError('NOT_IN_THIS_STATUS', '更正要求和公开建议没有这一步，请等待机关答复。');
  await act(session);
  return progressOf(ctx, session);
}

/** 条例第三十一条 */
export function confirmOwnReceipt(ctx: AppContext, token: string): Promise<PublicProgress> {
  return actOnOwnCase(ctx, token, (session) => confirmReceipt(ctx, session));
}

export function rateOwnCase(ctx: AppContext, token: string, grade: number): Promise<PublicProgress> {
  return actOnOwnCase(ctx, token, (session) => rate(ctx, session, grade));
}

export function withdrawOwnCase(
  ctx: AppContext,
  token: string,
  { reason, key }: { readonly reason: string; readonly key: string | undefined },
): Promise<PublicProgress> {
  return actOnOwnCase(ctx, token, (session) => withdraw(ctx, session, reason, key));
}

/** 条例第三十条; its files were handed in before. @throws DomainError INVALID_INPUT without words and files */
export function supplementOwnCase(
  ctx: AppContext,
  token: string,
  {
    text,
    key,
    network,
  }: { readonly text: string; readonly key: string | undefined; readonly network: string },
): Promise<PublicProgress> {
  return actOnOwnCase(ctx, token, async (session) => {
    const hasFiles =
      (await hasNewFiles(ctx, session)) || (await isDoneUnder(ctx, session, 'supplement', key));
    await supplement(ctx, session, { text, file: null, network, key, hasFiles });
  });
}

/** A file of a supplement, kept with the case until the supplement is sent. @throws DomainError NOT_IN_THIS_STATUS, FILE_REFUSED */
export async function uploadOwnSupplement(
  ctx: AppContext,
  token: string,
  { network, ...file }: UploadedFile & { readonly network: string },
): Promise<{ fileName: string; size: number }> {
  const session = requireSession(ctx, token);
  const { agencyCode, number } = session;
  const acts: readonly ApplicantAct[] =
    session.partyId === null ? [] : (await getProgress(ctx, session)).acts;
  if (!acts.includes('supplement'))
    throw new DomainError('NOT_IN_THIS_STATUS', '机关没有在等补正，或者已经收到补正。');
  await takeTurn(ctx, 'upload', network);
  const actor = applicantActor(ownerOf(session).partyId);
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'onlineAttachment', fileName: file.fileName, content: [file.bytes] },
  });
  return inTransaction(ctx.db, async (db) => {
    await requireOnline(db, session);
    const { fileId, fileName, size } = await recordFile(db, ctx, actor, accepted);
    await insertOnlineFile(db, {
      ...{ agencyId: agencyCode, fileId, ownerId: caseTextId(number), purpose: 'supplement' },
      addedAt: ctx.now().toISOString(),
    });
    return { fileName, size };
  });
}

/** Whether files came for a supplement that was not sent yet. */
async function hasNewFiles(ctx: AppContext, { agencyCode, number }: ProgressSession): Promise<boolean> {
  const acts = await listActs(ctx.db, agencyCode, number);
  const last = acts.filter(({ kind }) => kind === 'supplement').at(-1)?.actedAt ?? '';
  const files = await listOnlineFiles(ctx.db, agencyCode, [caseTextId(number)]);
  return files.some(({ purpose, addedAt }) => purpose === 'supplement' && addedAt > last);
}

function requireSession(ctx: AppContext, token: string): ProgressSession {
  const session = openSession(ctx, token);
  if (session !== null) return session;
  throw new DomainError('NOT_FOUND', 'progress-token 无效或者已经过了30分钟，请用编号和查询码重新取得。');
}

async function progressOf(ctx: AppContext, session: ProgressSession): Promise<PublicProgress> {
  const { agencyCode, number, partyId } = session;
  const letters = (await listSentLetters(ctx, session)).map(({ files, ...letter }) => ({
    ...letter,
    files: [...files],
  }));
  if (partyId === null) {
    const of = await getOwnRightsRequest(ctx, agencyCode, number);
    return {
      ...{ number, agencyCode, dueOn: null, lapsesOn: null, derivation: [], timeline: [] },
      ...{ acts: [], fees: [], remedies: [], letters },
      status: of.outcome === null ? '机关正在核实。' : RIGHTS_OUTCOMES[of.outcome],
      answer: of.events.findLast(({ type }) => type === 'answered')?.text ?? null,
    };
  }
  const { evaluation, events, acts, fees } = await getProgress(ctx, session);
  const { dueOn, lapsesOn, derivation, status, remedies } = evaluation;
  return {
    ...{ number, agencyCode, dueOn, lapsesOn, answer: null, acts: [...acts], letters },
    status: statusSentence(status, events),
    derivation: derivation.map(describeStep),
    timeline: applicantTimeline(events).map(({ on, text }) => ({ on, text })),
    fees: fees.map(({ derivation: _, lines, ...fee }) => ({ ...fee, lines: [...lines] })),
    remedies: remedySentences(remedies, events),
  };
}
