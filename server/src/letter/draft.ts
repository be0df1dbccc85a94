import { randomUUID } from 'node:crypto';
import {
  DomainError,
  permit,
  type Actor,
  type LetterDetail,
  type LetterDraft,
  type LetterPreview,
  letterTextOf,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import type { UploadedFile } from '../platform/http/api-registry.js';
import { acceptFile, recordFile, removeFile } from '../storage/service.js';
import { composeLetter, fillAddressees, maskedText, seesNames } from './compose.js';
import { presentLetter } from './present-letter.js';
import {
  factsOf,
  isOfCase,
  letterNotFound,
  newsOf,
  numberOf,
  placeOf,
  recordedMatter,
  refuseOtherKind,
  type LetterMatter,
} from './matter.js';
import { requireProof } from './require-proof.js';
import { deleteLetterFile, findLetter, insertLetter, insertLetterFile, type LetterRow } from './queries.js';
import { sealLetter } from './sealed-letter.js';
import { takeStep, type LetterContext, type SeenLetter } from './take-step.js';

/** How a draft would read today. Nothing is kept. */
export async function previewOf(
  ctx: LetterContext,
  actor: Actor,
  matter: LetterMatter,
  draft: LetterDraft,
): Promise<LetterPreview> {
  const place = await placeOf(ctx.db, actor, matter);
  permit(actor, 'letter.draft', place);
  refuseOtherKind(matter, draft.letter);
  const detail = await factsOf(ctx, actor, matter);
  const { content, findings } = await composeLetter(ctx, draft, detail, ctx.today());
  const faults = [...findings];
  if (content === null) return { text: null, faults };
  if (seesNames(actor, place)) return { text: letterTextOf(content), faults };
  const addressees = await fillAddressees(ctx.db, ctx.keyring, matter.agencyId, draft.addressees);
  return { text: maskedText(content, addressees), faults };
}

/**
 * Begins a letter. A correction names the letter that it corrects, which stands as it was issued.
 * @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS
 */
export async function beginLetter(
  ctx: LetterContext,
  actor: Actor,
  matter: LetterMatter,
  given: { readonly draft: LetterDraft; readonly correctsLetterId: string | null },
): Promise<LetterDetail> {
  const { draft, correctsLetterId } = given;
  const { agencyId, caseId, rightsRequestId } = matter;
  const row = await inTransaction(ctx.db, async (db): Promise<LetterRow> => {
    permit(actor, 'letter.draft', await placeOf(db, actor, matter));
    refuseOtherKind(matter, draft.letter);
    if (correctsLetterId !== null) {
      const corrected = await findLetter(db, agencyId, correctsLetterId);
      if (corrected === undefined || numberOf(corrected) !== numberOf(matter)) throw letterNotFound();
      if (corrected.status !== 'served' && corrected.status !== 'serving') {
        throw new DomainError(
          'NOT_IN_THIS_STATUS',
          '只有已经发出的文书才用更正文书更正；还没有发出的，请作废后重拟。',
        );
      }
    }
    const letterId = randomUUID();
    const at = ctx.now().toISOString();
    const history = [{ step: 'draft' as const, at, by: actor.id, note: null }];
    const begun: LetterRow = {
      ...{ agencyId, letterId, caseId, rightsRequestId },
      ...{ kind: draft.letter, status: 'draft', version: 1 },
      createdAt: at,
      ...sealLetter(ctx.keyring, { agencyId, letterId }, { draft, frozen: null, history, voidReason: null }),
      ...{ contentHash: null, draftedBy: actor.id, submittedBy: null, approvedBy: null, approvedAt: null },
      ...{ letterOn: null, series: null, seriesYear: null, number: null, documentNumber: null },
      ...{ sealRequestedBy: null, sealApprovedBy: null, copies: null, servedOn: null },
      ...{ correctsLetterId, decidedSeq: null, servedSeq: null },
    };
    await insertLetter(db, begun);
    await recordAudit(db, ctx, actor, {
      kind: 'letter.drafted',
      agencyCode: agencyId,
      subject: { type: 'letter', id: letterId },
      details: { ...recordedMatter(matter), version: 1, type: draft.letter },
    });
    return begun;
  });
  return presentLetter(ctx, actor, row);
}

/** Keeps what was typed. @throws DomainError CHANGED_MEANWHILE when somebody else has saved since the caller read it */
export async function saveLetterDraft(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
  draft: LetterDraft,
): Promise<LetterDetail> {
  const row = await takeStep(ctx, actor, seen, 'save', (_, letter) => {
    refuseOtherKind(letter.row, draft.letter);
    return Promise.resolve({
      values: { kind: draft.letter, draftedBy: actor.id, submittedBy: null },
      opened: { draft },
      audit: {
        kind: 'letter.drafted',
        details: {
          ...recordedMatter(letter.row),
          ...{ version: letter.row.version + 1, type: draft.letter },
        },
      },
    });
  });
  return presentLetter(ctx, actor, row);
}

/** Keeps a document that goes with the letter; it is looked through for secrecy markings like every upload. */
export async function attachToLetter(
  ctx: LetterContext & Pick<AppContext, 'files'>,
  actor: Actor,
  seen: SeenLetter,
  file: UploadedFile,
): Promise<LetterDetail> {
  const { agencyCode, letterId, version } = seen;
  const accepted = await acceptFile(ctx, actor, {
    ...{ agencyCode, purpose: 'replyDocument' },
    ...{ fileName: file.fileName, content: [file.bytes] },
  });
  const row = await takeStep(ctx, actor, seen, 'save', async (db, letter) => {
    const { fileId, fileName, size, sha256 } = await recordFile(db, ctx, actor, accepted);
    await insertLetterFile(db, {
      ...{ agencyId: agencyCode, fileId, letterId, role: 'attachment' },
      ...{ fileName, size, sha256, addedAt: ctx.now().toISOString() },
    });
    return {
      values: { status: letter.row.status, draftedBy: actor.id },
      as: 'attach',
      note: fileName,
      audit: { kind: 'letter.fileKept', details: { version: version + 1, sha256 } },
    };
  });
  return presentLetter(ctx, actor, row);
}

export async function detachFromLetter(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
  fileId: string,
): Promise<LetterDetail> {
  const { agencyCode, letterId, version } = seen;
  const row = await takeStep(ctx, actor, seen, 'save', async (db, letter) => {
    if (!(await deleteLetterFile(db, { agencyId: agencyCode, letterId, fileId }))) {
      throw new DomainError('NOT_FOUND', '这件文书没有这个附件，可能已经撤下。');
    }
    await removeFile(db, ctx, actor, { agencyCode, fileId });
    return {
      values: { status: letter.row.status, draftedBy: actor.id },
      as: 'detach',
      audit: { kind: 'letter.fileTaken', details: { version: version + 1 } },
    };
  });
  return presentLetter(ctx, actor, row);
}

export async function discardLetter(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
): Promise<LetterDetail> {
  const row = await takeStep(ctx, actor, seen, 'discard', () =>
    Promise.resolve({ audit: { kind: 'letter.discarded', details: { version: seen.version + 1 } } }),
  );
  return presentLetter(ctx, actor, row);
}

/** Hands a draft to whoever approves it. @throws DomainError INVALID_INPUT while the law asks for more than it says */
export async function submitLetter(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
): Promise<LetterDetail> {
  const { agencyCode, letterId, version } = seen;
  const before = await findLetter(ctx.db, agencyCode, letterId);
  if (before === undefined) throw letterNotFound();
  const shown = await presentLetter(ctx, actor, before);
  const row = await takeStep(ctx, actor, seen, 'submit', async (db, letter) => {
    refuseFaulty(shown.faults);
    if (isOfCase(letter.row)) await requireProof(db, agencyCode, letter.row.caseId, shown.draft);
    await notify(db, ctx, {
      ...newsOf('submitted', letter.row),
      ...{
        agencyCode,
        unitCode: letter.place.unitCode ?? null,
        except: actor.id,
        key: `${letterId}/${String(version)}`,
      },
    });
    return {
      values: { submittedBy: actor.id },
      audit: { kind: 'letter.submitted', details: { version: version + 1 } },
    };
  });
  return presentLetter(ctx, actor, row);
}

/** @throws DomainError INVALID_INPUT with every fault that the law calls one */
export function refuseFaulty(faults: LetterPreview['faults']): void {
  const errors = faults.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new DomainError('INVALID_INPUT', `文书还不能提交：${errors.map(({ message }) => message).join(' ')}`);
}
