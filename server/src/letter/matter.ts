import {
  DomainError,
  hiddenAs,
  LETTERS,
  type Actor,
  type CaseDetail,
  type Letter,
  type PermissionPlace,
} from '@gongkai/core';
import { getCase, placeOfCase, requireCase } from '../application/service.js';
import type { AppContext } from '../platform/context.js';
import type { Connection } from '../platform/database/schema.js';
import { placeOfRightsRequest, readCorrectionDemand } from '../rights-request/service.js';
import type { LetterRow } from './queries.js';

/** What a letter answers: an application, or a demand for correction (条例第四十一条), which is none. */
export type LetterMatter = Pick<LetterRow, 'agencyId' | 'caseId' | 'rightsRequestId'>;

/** A letter of an application. */
export type CaseLetterRow = LetterRow & { readonly caseId: string };

export function isOfCase(row: LetterRow): row is CaseLetterRow {
  return row.caseId !== null;
}

/** The registration number of what a letter answers. */
export function numberOf({ caseId, rightsRequestId }: Omit<LetterMatter, 'agencyId'>): string {
  const number = caseId ?? rightsRequestId;
  if (number === null) throw new TypeError('A letter answers an application or a demand.');
  return number;
}

/** As records of a letter name it. */
export function recordedMatter({ caseId, rightsRequestId }: Omit<LetterMatter, 'agencyId'>) {
  return { ...(caseId !== null && { caseId }), ...(rightsRequestId !== null && { rightsRequestId }) };
}

/** Where it is handled; what one may not see has no letters. @throws DomainError NOT_FOUND */
export async function placeOf(
  db: Connection,
  actor: Actor,
  { agencyId, caseId, rightsRequestId }: LetterMatter,
): Promise<PermissionPlace> {
  if (rightsRequestId !== null) {
    return placeOfRightsRequest(db, actor, { agencyId, requestId: rightsRequestId }, letterNotFound());
  }
  try {
    return placeOfCase(await requireCase(db, actor, agencyId, caseId ?? ''));
  } catch (error) {
    throw hiddenAs(error, letterNotFound());
  }
}

/** What a letter takes from what it answers. */
export type LetterFacts = Pick<
  CaseDetail,
  'agencyCode' | 'events' | 'receivedOn' | 'dueOn' | 'lapsesOn' | 'request'
> & { readonly number: string; readonly caseId: string | null };

/** A demand for correction has no term of its own in the Regulations, and was received when it came. */
export async function factsOf(
  ctx: Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>,
  actor: Actor,
  { agencyId, caseId, rightsRequestId }: LetterMatter,
): Promise<LetterFacts> {
  if (rightsRequestId === null) {
    const detail = await getCase(ctx, actor, agencyId, caseId ?? '');
    return { ...detail, number: detail.caseId };
  }
  const { channel, submittedOn, receivedOn, record } = await readCorrectionDemand(ctx.db, ctx, {
    ...{ agencyId, requestId: rightsRequestId },
  });
  return {
    ...{ agencyCode: agencyId, number: rightsRequestId, caseId: null, request: record },
    ...{ receivedOn: receivedOn ?? submittedOn, dueOn: null, lapsesOn: null },
    events: [
      {
        ...{ seq: 1, recordedAt: '', recordedBy: '', recorderName: '', corrects: null, reason: null },
        ...{ correctedBy: null, isVoid: false },
        event: { type: 'submitted', on: submittedOn, channel },
      },
    ],
  };
}

/** News of a letter, with what it answers as its subject. */
export function newsOf(step: 'submitted' | 'returned' | 'approved', matter: LetterMatter) {
  const subjectId = numberOf(matter);
  return matter.caseId === null
    ? ({ kind: `rightsLetter.${step}`, subjectId } as const)
    : ({ kind: `letter.${step}`, subjectId } as const);
}

/** A demand is answered by its own letter. @throws DomainError INVALID_INPUT */
export function refuseOtherKind(
  { rightsRequestId }: Pick<LetterMatter, 'rightsRequestId'>,
  kind: Letter,
): void {
  if (rightsRequestId === null || kind === 'correctionOfRecord') return;
  throw new DomainError('INVALID_INPUT', `更正要求用《${LETTERS.correctionOfRecord}》答复，请改选文书种类。`);
}

export function letterNotFound(): DomainError {
  return new DomainError('NOT_FOUND', '没有这件文书，请核对或者从登记簿中查找。');
}
