import { needsConfirmation, newRightsIntakeSchema, permitWithin, rightsLines } from '@gongkai/core';
import type { Actor, NewRightsIntake } from '@gongkai/core';
import { requireAgency } from '../identity/service.js';
import { insertOnlineFile } from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { enterRightsRequest, lockRightsRequest, recordContactIn } from '../rights-request/service.js';
import { keyOf, openDraft, type DraftAddress } from './drafts.js';
import { deleteDraftFiles, deleteText, findDraft, listDraftFiles, markSent } from './queries.js';
import { refuseFutureDays } from './submit.js';
import { draftTextId } from './texts.js';

type Context = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;

/**
 * Registers a demand for correction (条例第四十一条) or a suggestion (第四十四条) that came on paper, by telephone or in person, in
 * the register of those that come over the public pages, kept in the same words. Sent twice, it is once.
 * @throws DomainError INVALID_INPUT, NOT_FOUND
 */
export async function registerRightsIntake(
  ctx: Context,
  actor: Actor,
  at: DraftAddress,
  given: NewRightsIntake,
): Promise<{ requestId: string }> {
  const { agencyCode, draftId } = at;
  permitWithin(actor, 'case.register', agencyCode);
  const known = await findDraft(ctx.db, keyOf(at));
  if (known?.accountId === actor.id && known.rightsRequestId !== null)
    return { requestId: known.rightsRequestId };
  const input = newRightsIntakeSchema.parse(given);
  refuseFutureDays(input, ctx);
  const { kind, channel, on, officeReceivedOn, contact } = input;
  return inTransaction(ctx.db, async (db) => {
    await requireAgency(db, agencyCode);
    await openDraft(db, ctx, actor, at);
    const requestId = await enterRightsRequest(db, ctx, actor, agencyCode, {
      ...{ kind, channel, submittedOn: on, receivedOn: needsConfirmation(channel) ? null : on },
      ...{ officeReceivedOn, lines: rightsLines(input), codeHashOf: null },
    });
    const addedAt = ctx.now().toISOString();
    for (const { fileId, kind: purpose } of await listDraftFiles(db, keyOf(at)))
      await insertOnlineFile(db, { agencyId: agencyCode, fileId, ownerId: requestId, purpose, addedAt });
    await deleteDraftFiles(db, keyOf(at), null);
    const row = await lockRightsRequest(db, agencyCode, requestId);
    if (contact !== null && row !== undefined) await recordContactIn(db, ctx, actor, row, contact);
    await markSent(db, keyOf(at), { caseIds: [], rightsRequestId: requestId });
    await deleteText(db, agencyCode, draftTextId(draftId));
    return { requestId };
  });
}
