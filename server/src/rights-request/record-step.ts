import {
  confirmsReceipt,
  contactWords,
  DomainError,
  type Actor,
  type LocalDate,
  type RightsContact,
  type RightsOutcome,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import { keepText } from '../online-record/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { insertRightsEvent, updateRightsRequest, type RightsRequestRow } from './queries.js';
import { eventTextId } from './rights-words.js';

type Context = Pick<AppContext, 'keyring' | 'now'>;

/** What is added to the record of one; an answer and its coming back also say how it stands since. */
export type RightsStep = { readonly on: LocalDate; readonly text: string } & (
  | { readonly type: 'answered'; readonly outcome: RightsOutcome }
  | { readonly type: 'reopened' }
  /** `received`: a call by which both sides confirmed. */
  | { readonly type: 'received' | 'noted' }
);

/** Adds a record to a locked demand or suggestion, with its words under their own key, and how it stands since. */
export async function recordStepIn(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  row: RightsRequestRow,
  step: RightsStep,
): Promise<number> {
  const { agencyId, requestId } = row;
  const seq = row.lastSeq + 1;
  await insertRightsEvent(db, {
    ...{ agencyId, requestId, seq, type: step.type, occurredOn: step.on },
    ...{ recordedAt: ctx.now().toISOString(), recordedBy: actor.id },
  });
  await keepText(db, ctx, agencyId, eventTextId(requestId, seq), step.text);
  await updateRightsRequest(db, row, { ...standingAfter(step), lastSeq: seq });
  await recordAudit(db, ctx, actor, {
    agencyCode: agencyId,
    subject: { type: 'rightsRequest', id: requestId },
    ...auditOf(step, seq),
  });
  return seq;
}

/** Adds a call or talk with the person; the first that reached it to confirm makes that day the day of receipt. */
export async function recordContactIn(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  row: RightsRequestRow,
  contact: Omit<RightsContact, 'lastSeq'>,
): Promise<void> {
  const isReceipt = row.receivedOn === null && confirmsReceipt(contact);
  await recordStepIn(db, ctx, actor, row, {
    ...{ type: isReceipt ? 'received' : 'noted', on: contact.on, text: contactWords(contact) },
  });
}

function standingAfter(step: RightsStep): Partial<RightsRequestRow> {
  switch (step.type) {
    case 'answered':
      return { status: 'answered', outcome: step.outcome };
    case 'reopened':
      return { status: 'open', outcome: null };
    case 'received':
      return { receivedOn: step.on };
    case 'noted':
      return {};
  }
}

function auditOf(step: RightsStep, seq: number) {
  switch (step.type) {
    case 'answered':
      return { kind: 'rightsRequest.answered', details: { seq, result: step.outcome } } as const;
    case 'reopened':
      return { kind: 'rightsRequest.reopened', details: { seq } } as const;
    case 'received':
    case 'noted':
      return {
        kind: 'rightsRequest.contacted',
        details: { seq, isAgreedByContact: step.type === 'received' },
      } as const;
  }
}

export function noSuchRequest(): DomainError {
  return new DomainError('NOT_FOUND', '没有这一件，请核对编号。');
}
