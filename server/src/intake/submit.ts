import {
  casesOfIntake,
  DomainError,
  intakeGaps,
  newIntakeSchema,
  ORAL_AGREEMENTS,
  permitWithin,
  provisionWords,
  type Actor,
  type Arrival,
  type NewIntake,
} from '@gongkai/core';
import { registerCaseIn, requireCase } from '../application/service.js';
import { addHandlingEntryIn, enterEnvelopeIn } from '../handling/service.js';
import { requireAgency } from '../identity/service.js';
import { notify } from '../notification/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { attachIn } from './attachments.js';
import { keyOf, openDraft, type DraftAddress } from './drafts.js';
import {
  deleteDraftFiles,
  deleteText,
  findDraft,
  insertRecord,
  listDraftFiles,
  markSent,
} from './queries.js';
import { caseTextId, draftTextId, keepText } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
type InnerContext = Omit<Context, 'db'>;

/**
 * Registers what was taken in, all of it or nothing: the cases with their people, papers, how they came, and the first
 * attempt to confirm. Sent twice, it is once (条例第二十九至三十一条).
 * @throws DomainError INVALID_INPUT, NOT_FOUND, ALREADY_EXISTS
 */
export async function registerIntake(
  ctx: Context,
  actor: Actor,
  at: DraftAddress,
  given: NewIntake,
): Promise<{ caseIds: string[] }> {
  permitWithin(actor, 'case.register', at.agencyCode);
  const known = await findDraft(ctx.db, keyOf(at));
  if (known?.accountId === actor.id && known.caseIds !== null) return { caseIds: [...known.caseIds] };
  const input = newIntakeSchema.parse(given);
  refuseFutureDays(input, ctx);
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, at.agencyCode);
    await openDraft(db, ctx, actor, at);
    const caseIds: string[] = [];
    for (const made of casesOfIntake(input)) {
      const { caseId } = await registerCaseIn(db, ctx, actor, at.agencyCode, made);
      caseIds.push(caseId);
    }
    await keepWithCases(db, ctx, actor, at, input, caseIds);
    await markSent(db, keyOf(at), { caseIds });
    await deleteText(db, at.agencyCode, draftTextId(at.draftId));
    return { caseIds };
  });
}

export function refuseFutureDays(
  { on, contact, officeReceivedOn }: Arrival,
  ctx: Pick<Context, 'today'>,
): void {
  const today = ctx.today();
  for (const day of [on, contact?.on, officeReceivedOn]) {
    if (day != null && day > today) throw new DomainError('INVALID_INPUT', '日期不能在今天之后，请核对。');
  }
}

async function keepWithCases(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  at: DraftAddress,
  input: NewIntake,
  caseIds: readonly string[],
): Promise<void> {
  const { agencyCode } = at;
  const papers = await listDraftFiles(db, keyOf(at));
  const gaps = intakeGaps(
    input,
    papers.map(({ kind }) => kind),
  ).map(({ what }) => what);
  if (input.duplicateOf !== null) await requireCase(db, actor, agencyCode, input.duplicateOf);
  if (caseIds.length > 1) {
    await enterEnvelopeIn(db, ctx, actor, agencyCode, {
      mailNumber: input.mailNumber === '' ? null : input.mailNumber,
      signedOn: input.on,
      officeReceivedOn: input.officeReceivedOn,
      caseIds,
    });
  }
  const hasReached = input.contact?.hasReached === true && input.contact.purpose === 'confirm';
  for (const caseId of caseIds) {
    for (const { fileId, kind } of papers)
      await attachIn(db, ctx, actor, { agencyCode, caseId }, { fileId, kind }, true);
    await insertRecord(db, {
      ...{ agencyId: agencyCode, caseId, channel: input.channel, gaps },
      ...{ takenBy: actor.id, takenAt: ctx.now().toISOString(), duplicateOf: input.duplicateOf },
    });
    const text = { agencyId: agencyCode, textId: caseTextId(caseId), caseId };
    await keepText(db, ctx, text, JSON.stringify(detailsOf(input)));
    if (input.contact !== null) {
      // Whoever takes it in may also say that he called.
      const of = { agencyCode, caseId };
      await addHandlingEntryIn(db, ctx, actor, of, input.contact, 'case.register');
    }
    if (!hasReached) await alarm(db, ctx, actor, agencyCode, caseId);
  }
  await deleteDraftFiles(db, keyOf(at), null);
}

/** What waits for both sides to confirm is told to the others at the desk at once (条例第三十一条). */
async function alarm(
  db: Transaction,
  ctx: InnerContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
): Promise<void> {
  const { status, unitId } = await requireCase(db, actor, agencyCode, caseId);
  if (status !== 'unconfirmed') return;
  await notify(db, ctx, {
    ...{ kind: 'case.toConfirm', agencyCode, unitCode: unitId, subjectId: caseId, except: actor.id },
    key: `${agencyCode}/${caseId}/toConfirm`,
  });
}

function detailsOf(input: NewIntake) {
  const { form, route, formOther, oral, agent, mailNumber, sentFrom, note } = input;
  const wish = { form: form ?? '', route: route ?? '', 'form-other': formOther };
  return {
    ...{ mailNumber, sentFrom, note },
    provision: form === null && route === null ? '' : provisionWords(wish).replace(/^，|，$/gu, ''),
    authority: agent?.authority ?? '',
    hardship: oral?.hardship ?? '',
    agreed: oral === null ? '' : ORAL_AGREEMENTS[oral.agreed],
  };
}
