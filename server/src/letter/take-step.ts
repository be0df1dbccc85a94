import {
  letterStepRule,
  requireStep,
  type Actor,
  type AuditEntry,
  type CaseDetail,
  type LetterStanding,
  type LetterStep,
  type PermissionPlace,
} from '@gongkai/core';
import { recordAudit } from '../audit/service.js';
import type { AppContext } from '../platform/context.js';
import type { Transaction } from '../platform/database/schema.js';
import { inTransaction } from '../platform/database/with-transaction.js';
import { letterNotFound, placeOf } from './matter.js';
import { lockLetter, updateLetter, type LetterRow } from './queries.js';
import { openLetter, sealLetter, type LetterHistoryEntry, type OpenedLetter } from './sealed-letter.js';

export type LetterContext = Pick<AppContext, 'db' | 'keyring' | 'now' | 'today'>;
export type InnerLetterContext = Omit<LetterContext, 'db'>;

export interface LetterAddress {
  readonly agencyCode: string;
  readonly letterId: string;
}
/** A letter as the caller saw it. */
export interface SeenLetter extends LetterAddress {
  readonly version: number;
}

/** A letter that is locked, with what it says. */
export interface LockedLetter {
  readonly row: LetterRow;
  readonly opened: OpenedLetter;
  readonly place: PermissionPlace;
}

/** What a step changes. The status is that of the step's rule unless it says another. */
interface StepOutcome {
  readonly values?: Partial<LetterRow>;
  readonly opened?: Partial<OpenedLetter>;
  readonly note?: string | null;
  /** What the trace of the letter calls it, where that is not the step's own name. */
  readonly as?: LetterHistoryEntry['step'];
  readonly audit: Pick<AuditEntry, 'kind' | 'details'>;
}

export function standingOf(row: LetterRow): LetterStanding {
  const { kind, status, version, draftedBy, submittedBy, sealRequestedBy } = row;
  return { kind, status, version, draftedBy, submittedBy, sealRequestedBy };
}

/**
 * Takes one step with a letter: locks it, asks the rules, does what the step does, and writes the letter, its history and
 * the record of it, all in one transaction. The version that the caller saw must still be the letter's: of two officers,
 * or two clicks, one wins. @throws DomainError NOT_FOUND, FORBIDDEN, CHANGED_MEANWHILE, NOT_IN_THIS_STATUS
 */
export function takeStep(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
  step: LetterStep,
  work: (db: Transaction, letter: LockedLetter) => Promise<StepOutcome>,
): Promise<LetterRow> {
  return inTransaction(ctx.db, (db) => takeStepIn(db, ctx, actor, seen, step, work));
}

async function takeStepIn(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  { agencyCode, letterId, version }: SeenLetter,
  step: LetterStep,
  work: (db: Transaction, letter: LockedLetter) => Promise<StepOutcome>,
): Promise<LetterRow> {
  const row = await lockLetter(db, agencyCode, letterId);
  if (row === undefined) throw letterNotFound();
  const place = await placeOf(db, actor, row);
  requireStep(standingOf(row), step, actor, place, version);
  const opened = openLetter(ctx.keyring, row);
  const outcome = await work(db, { row, opened, place });
  const entry: LetterHistoryEntry = {
    step: outcome.as ?? step,
    at: ctx.now().toISOString(),
    by: actor.id,
    note: outcome.note ?? null,
  };
  const next = { ...opened, ...outcome.opened, history: [...opened.history, entry] };
  const values: Partial<LetterRow> = {
    status: letterStepRule(step).to,
    ...outcome.values,
    ...sealLetter(ctx.keyring, row, next),
    version: row.version + 1,
  };
  await updateLetter(db, row, values);
  await recordAudit(db, ctx, actor, {
    agencyCode,
    subject: { type: 'letter', id: letterId },
    ...outcome.audit,
  } as AuditEntry);
  return { ...row, ...values };
}

/** The number of a case's last record. */
export function lastSeqOf({ events }: Pick<CaseDetail, 'events'>): number {
  return events.reduce((last, { seq }) => Math.max(last, seq), 0);
}
