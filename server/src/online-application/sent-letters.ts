import { listLettersSent, openLetterSent, type LetterSent } from '../letter/service.js';
import type { AppContext } from '../platform/context.js';
import type { OpenedFile } from '../storage/service.js';
import type { ProgressSession } from './progress.js';

/** What was served on the applicant of a case. */
export async function listSentLetters(ctx: AppContext, session: ProgressSession): Promise<LetterSent[]> {
  const reader = readerOf(session);
  return reader === null ? [] : listLettersSent(ctx, reader);
}

/** A file that was served on the applicant; null for a session that is of no case. @throws DomainError NOT_FOUND */
export async function openSentFile(
  ctx: AppContext,
  session: ProgressSession,
  fileId: string,
): Promise<OpenedFile | null> {
  const reader = readerOf(session);
  return reader === null ? null : openLetterSent(ctx, reader, fileId);
}

function readerOf({ agencyCode, number: caseId, partyId }: ProgressSession) {
  return partyId === null ? null : { agencyCode, caseId, partyId };
}
