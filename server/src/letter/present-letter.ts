import {
  eventAtApproval,
  eventAtService,
  LETTER_STEP_NAMES,
  letterTextOf,
  recorderName,
  refusalOfStep,
  type Actor,
  type LetterDetail,
  type LetterInput,
  type LetterSummary,
  type LetterText,
} from '@gongkai/core';
import type { Keyring } from '../platform/secrets/keyring.js';
import { composeLetter, fillAddressees, maskedDraft, maskedText, seesNames } from './compose.js';
import { factsOf, placeOf } from './matter.js';
import {
  findLetter,
  listAccountNames,
  listLetterFiles,
  listServices,
  type ListedLetter,
  type LetterRow,
} from './queries.js';
import { openLetter, openTracking, type OpenedLetter } from './sealed-letter.js';
import { serviceOf } from './service-of-letter.js';
import { standingOf, type LetterContext } from './take-step.js';

/** A letter as somebody may see it, with the steps that he may take. */
export async function presentLetter(ctx: LetterContext, actor: Actor, row: LetterRow): Promise<LetterDetail> {
  const { agencyId: agencyCode, letterId, caseId, rightsRequestId } = row;
  const place = await placeOf(ctx.db, actor, row);
  const opened = openLetter(ctx.keyring, row);
  const services = await listServices(ctx.db, agencyCode, letterId);
  const files = await listLetterFiles(ctx.db, agencyCode, letterId);
  const names = await listAccountNames(ctx.db, [
    ...new Set([
      row.draftedBy,
      ...(row.approvedBy === null ? [] : [row.approvedBy]),
      ...opened.history.map(({ by }) => by),
      ...services.map(({ recordedBy }) => recordedBy),
    ]),
  ]);
  const nameOf = (id: string): string => recorderName(id, names.get(id) ?? null);
  const corrected =
    row.correctsLetterId === null ? undefined : await findLetter(ctx.db, agencyCode, row.correctsLetterId);
  const isFull = seesNames(actor, place);
  const shown = await textOf(ctx, actor, row, opened, isFull);
  const isCorrection = row.correctsLetterId !== null;
  const standing = await serviceOf(ctx.db, row, opened);
  return {
    ...{ letterId, caseId, rightsRequestId, agencyCode },
    ...{ kind: row.kind, status: row.status, version: row.version },
    ...{ documentNumber: row.documentNumber, letterOn: row.letterOn, servedOn: row.servedOn },
    drafter: nameOf(row.draftedBy),
    approver: row.approvedBy === null ? null : nameOf(row.approvedBy),
    voidReason: opened.voidReason,
    correctsNumber: corrected?.documentNumber ?? null,
    correctsLetterId: row.correctsLetterId,
    draft: shown.draft,
    text: shown.text,
    faults: shown.faults,
    ...{ contentHash: row.contentHash, copies: row.copies },
    atApproval: isCorrection || shown.input === null ? null : typeAtApproval(shown.input, ctx),
    atService: isCorrection || shown.input === null ? null : typeAtService(shown.input, ctx),
    history: opened.history.map(({ step, at, by, note }) => ({ step, at, by: nameOf(by), note })),
    services: services.map((service) => ({
      ...{ serviceId: service.serviceId, addressee: service.addressee, way: service.way },
      ...{ servedOn: service.servedOn, trackingNumber: service.trackingNumber },
      ...{ evidenceFileId: service.evidenceFileId, receivedOn: service.receivedOn },
      ...{ returnedOn: service.returnedOn, returnCause: service.returnCause },
      tracking: openTracking(ctx.keyring, service).map(({ on, note }) => ({ on, note })),
      recordedBy: nameOf(service.recordedBy),
    })),
    toServe: [...standing.toServe],
    files: files.map(({ fileId, role, fileName, size, sha256 }) => ({
      fileId,
      role,
      fileName,
      size,
      sha256,
    })),
    isRendered: files.some(({ role }) => role === 'pdf') && files.some(({ role }) => role === 'docx'),
    steps: LETTER_STEP_NAMES.filter((step) => refusalOfStep(standingOf(row), step, actor, place) === null),
  };
}

interface ShownText extends Pick<LetterDetail, 'draft' | 'text' | 'faults'> {
  readonly input: LetterInput | null;
}

async function textOf(
  ctx: LetterContext,
  actor: Actor,
  row: LetterRow,
  { draft, frozen }: OpenedLetter,
  isFull: boolean,
): Promise<ShownText> {
  const addressees = await fillAddressees(ctx.db, ctx.keyring, row.agencyId, draft.addressees);
  const shownDraft = isFull ? { ...draft, addressees } : maskedDraft(draft, addressees);
  const present = (content: Parameters<typeof letterTextOf>[0]): LetterText =>
    isFull ? letterTextOf(content) : maskedText(content, addressees);
  if (frozen !== null) {
    return { draft: shownDraft, text: present(frozen.content), faults: [], input: frozen.input };
  }
  const detail = await factsOf(ctx, actor, row);
  const { input, content, findings } = await composeLetter(ctx, draft, detail, ctx.today());
  const faults = findings.map((finding) => ({ ...finding }));
  return { draft: shownDraft, text: content === null ? null : present(content), faults, input };
}

function typeAtApproval(input: LetterInput, ctx: Pick<LetterContext, 'today'>): string | null {
  return eventAtApproval(input, ctx.today())?.type ?? null;
}

function typeAtService(input: LetterInput, ctx: Pick<LetterContext, 'today'>): string | null {
  return eventAtService(input, { servedOn: ctx.today(), way: 'post', receivedOn: null })?.type ?? null;
}

/** A letter as the register lists it. */
export function presentSummary(keyring: Keyring, row: ListedLetter): LetterSummary {
  const { letterId, caseId, rightsRequestId, kind, status, documentNumber, letterOn, servedOn } = row;
  return {
    ...{ letterId, caseId, rightsRequestId, kind, status, documentNumber, letterOn, servedOn },
    drafter: recorderName(row.draftedBy, row.drafterName),
    approver: row.approvedBy === null ? null : recorderName(row.approvedBy, row.approverName),
    voidReason: openLetter(keyring, row).voidReason,
    correctsNumber: row.correctsNumber,
  };
}
