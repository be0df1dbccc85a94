import {
  applicantActor,
  LETTERS,
  LETTER_FILE_ROLES,
  type Actor,
  type Letter,
  type LocalDate,
} from '@gongkai/core';
import { recordLook } from '../audit/service.js';
import { listCompanions } from '../party/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { openFile, type OpenedFile } from '../storage/service.js';
import { letterNotFound } from './matter.js';
import { listLetterFiles, listServedLetters, type LetterRow } from './queries.js';
import { openLetter } from './sealed-letter.js';

/** An applicant who has proved to be the party of the case. */
export interface LetterReader {
  readonly agencyCode: string;
  readonly caseId: string;
  readonly partyId: string;
}

/** Whoever has proved with number and code that a demand for correction is its own (条例第四十一条). */
interface DemandReader {
  readonly agencyCode: string;
  readonly requestId: string;
}

/** A file that was sent along; `size` in bytes. */
export interface SentFile {
  readonly fileId: string;
  readonly label: string;
  readonly fileName: string;
  readonly size: number;
  readonly sha256: string;
}

/** A letter as its addressee has it. */
export interface LetterSent {
  readonly title: string;
  readonly documentNumber: string | null;
  readonly servedOn: LocalDate;
  readonly files: readonly SentFile[];
}

/** Letters to others than the applicant, which name or ask somebody else, and papers that stay in the office. */
const NOT_TO_APPLICANT: readonly Letter[] = [
  ...(['thirdPartyConsult', 'thirdPartyDecision', 'coProducerConsult', 'assistLetter'] as const),
  ...(['registrationForm', 'serviceReceipt'] as const),
];

/** The letters of a case that were served on its applicant, with the files that were sent along. */
export async function listLettersSent(
  { db, keyring }: Pick<AppContext, 'db' | 'keyring'>,
  { agencyCode, caseId, partyId }: LetterReader,
): Promise<LetterSent[]> {
  const found: LetterSent[] = [];
  const acting = (await listCompanions(db, agencyCode, partyId)).filter(
    ({ relation }) => relation !== 'coApplicant',
  );
  const own: ReadonlySet<string | null> = new Set([null, partyId, ...acting.map((it) => it.partyId)]);
  for (const row of await listServedLetters(db, agencyCode, { caseId })) {
    if (NOT_TO_APPLICANT.includes(row.kind) || row.servedOn === null) continue;
    // Of joint applicants each reads what was addressed to him or to whom acts for him; who was typed in belongs to the case.
    const { addressees } = openLetter(keyring, row).draft;
    const isOwn = addressees.some((to) => own.has(to.partyId));
    // A letter to another case that answers this one: cases are merged of one applicant alone.
    if (!isOwn && row.caseId === caseId) continue;
    found.push(await sentLetterOf(db, row, row.servedOn));
  }
  return found;
}

/** The letters that answer a demand for correction and were served on its person. */
export async function listDemandLettersSent(
  { db }: Pick<AppContext, 'db'>,
  { agencyCode, requestId }: DemandReader,
): Promise<LetterSent[]> {
  const rows = await listServedLetters(db, agencyCode, { rightsRequestId: requestId });
  return Promise.all(
    rows.flatMap((row) => (row.servedOn === null ? [] : sentLetterOf(db, row, row.servedOn))),
  );
}

async function sentLetterOf(db: Connection, row: LetterRow, servedOn: LocalDate): Promise<LetterSent> {
  const files = await listLetterFiles(db, row.agencyId, row.letterId);
  return {
    title: LETTERS[row.kind],
    documentNumber: row.documentNumber,
    servedOn,
    files: sentAlong(files).map(({ fileId, role, fileName, size, sha256 }) => ({
      ...{ fileId, fileName, size, sha256 },
      label: role === 'attachment' ? fileName : LETTER_FILE_ROLES[role],
    })),
  };
}

/** The sealed scan, or the text as pdf where there is none, and the information that goes with it; never the office's proofs. */
function sentAlong<F extends { readonly role: keyof typeof LETTER_FILE_ROLES }>(files: readonly F[]): F[] {
  const hasSealed = files.some(({ role }) => role === 'sealed');
  return files.filter(
    ({ role }) => role === 'attachment' || role === 'sealed' || (role === 'pdf' && !hasSealed),
  );
}

/** A file that was sent to the applicant; the look is on record first. @throws DomainError NOT_FOUND */
export async function openLetterSent(
  ctx: Pick<AppContext, 'db' | 'files' | 'keyring' | 'now'>,
  reader: LetterReader,
  fileId: string,
): Promise<OpenedFile> {
  const viewer = applicantActor(reader.partyId);
  return openSent(ctx, viewer, { kind: 'case', ...reader }, await listLettersSent(ctx, reader), fileId);
}

/** A file that answered a demand for correction; the look is on record first. @throws DomainError NOT_FOUND */
export async function openDemandLetterSent(
  ctx: Pick<AppContext, 'db' | 'files' | 'keyring' | 'now'>,
  reader: DemandReader,
  fileId: string,
): Promise<OpenedFile> {
  const viewer = applicantActor(reader.requestId);
  const letters = await listDemandLettersSent(ctx, reader);
  return openSent(ctx, viewer, { kind: 'rightsRequest', ...reader }, letters, fileId);
}

async function openSent(
  ctx: Pick<AppContext, 'db' | 'files' | 'keyring' | 'now'>,
  viewer: Actor,
  { kind, agencyCode }: { readonly kind: 'case' | 'rightsRequest'; readonly agencyCode: string },
  letters: readonly LetterSent[],
  fileId: string,
): Promise<OpenedFile> {
  if (!letters.some(({ files }) => files.some((file) => file.fileId === fileId))) throw letterNotFound();
  const record = { kind, agencyCode, applicantIds: [viewer.id] };
  const opened = await openFile(ctx, agencyCode, fileId, { viewer, record, reach: 'addressed' });
  await recordLook(ctx, viewer, {
    kind: 'file.downloaded',
    agencyCode,
    subject: { type: 'file', id: fileId },
    purpose: 'ownRequest',
    details: { sha256: opened.sha256 },
  });
  return opened;
}
