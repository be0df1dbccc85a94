import { permitWithin, type Actor, type LetterDetail } from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { letterNotFound, recordedMatter } from './matter.js';
import { presentLetter } from './present-letter.js';
import { findLetter } from './queries.js';
import type { LetterAddress, LetterContext } from './take-step.js';

export { approveLetter, returnLetter, voidLetter } from './approval.js';
export { attachToLetter, detachFromLetter, discardLetter, saveLetterDraft, submitLetter } from './draft.js';
export { openLetterFile } from './files.js';
export {
  listDemandLettersSent,
  listLettersSent,
  openDemandLetterSent,
  openLetterSent,
  type LetterSent,
} from './for-applicant.js';
export {
  draftCorrectionLetter,
  draftLetter,
  previewCorrectionLetter,
  previewLetter,
  startCorrectionLetter,
  startLetter,
} from './start.js';
export { exportLetters, listLetters } from './register.js';
export { listLetterSeries } from './series.js';
export { decideSeal, keepSealedLetter, requestSeal } from './seal.js';
export { returnService, serveLetter, trackLetter } from './serving.js';

/** A letter with its text, its trace, its services and files. @throws DomainError NOT_FOUND */
export async function getLetter(
  ctx: LetterContext,
  actor: Actor,
  { agencyCode, letterId }: LetterAddress,
): Promise<LetterDetail> {
  permitWithin(actor, 'case.view', agencyCode);
  const row = await findLetter(ctx.db, agencyCode, letterId);
  if (row === undefined) throw letterNotFound();
  const letter = await presentLetter(ctx, actor, row);
  await recordLook(ctx, actor, {
    kind: 'letter.viewed',
    agencyCode,
    subject: { type: 'letter', id: letterId },
    purpose: 'handling',
    details: recordedMatter(row),
  });
  return letter;
}
