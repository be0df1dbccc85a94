import {
  listDemandLettersSent,
  listLettersSent,
  openDemandLetterSent,
  openLetterSent,
  type LetterSent,
} from '../letter/service.js';
import type { AppContext } from '../platform/context.js';
import type { OpenedFile } from '../storage/service.js';
import type { ProgressSession } from './progress.js';

/** What was served on the applicant of a case, or on who demanded a correction. */
export function listSentLetters(ctx: AppContext, session: ProgressSession): Promise<LetterSent[]> {
  const { agencyCode, number, partyId } = session;
  return partyId === null
    ? listDemandLettersSent(ctx, { agencyCode, requestId: number })
    : listLettersSent(ctx, { agencyCode, caseId: number, partyId });
}

/** A file that was served. @throws DomainError NOT_FOUND */
export function openSentFile(ctx: AppContext, session: ProgressSession, fileId: string): Promise<OpenedFile> {
  const { agencyCode, number, partyId } = session;
  return partyId === null
    ? openDemandLetterSent(ctx, { agencyCode, requestId: number }, fileId)
    : openLetterSent(ctx, { agencyCode, caseId: number, partyId }, fileId);
}
