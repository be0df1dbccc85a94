import type { LocalDate } from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { OpenedFile } from '../storage/service.js';
import type { ProgressSession } from './progress.js';

/** A letter that was served on the applicant. */
export interface SentLetter {
  readonly title: string;
  readonly number: string | null;
  readonly servedOn: LocalDate;
  readonly files: readonly { readonly fileId: string; readonly label: string }[];
}

/** What was sent to the applicant of a case. */
export function listSentLetters(_ctx: AppContext, _session: ProgressSession): Promise<SentLetter[]> {
  return Promise.resolve([]);
}

/** A file of a letter that was served on the applicant. @throws DomainError NOT_FOUND */
export function openSentFile(
  _ctx: AppContext,
  _session: ProgressSession,
  _fileId: string,
): Promise<OpenedFile | null> {
  return Promise.resolve(null);
}
