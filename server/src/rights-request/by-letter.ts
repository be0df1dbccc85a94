import {
  DomainError,
  hiddenAs,
  LETTERS,
  OUTCOME_OF_CORRECTION_LETTER,
  permit,
  type Actor,
  type InputOf,
  type LocalDate,
  type PermissionPlace,
  type RightsOutcome,
} from '@gongkai/core';
import type { AppContext } from '../platform/context.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import { findRightsRequest, lockRightsRequest, type RightsRequestRow } from './queries.js';
import { noSuchRequest, recordStepIn, type RightsStep } from './record-step.js';
import { readLines } from './rights-words.js';

type Context = Pick<AppContext, 'keyring' | 'now' | 'today'>;

interface RightsAddress {
  readonly agencyId: string;
  readonly requestId: string;
}

/** Where a demand is handled: by the agency's office, in no unit. @throws DomainError `hidden` for whoever may not see it */
export async function placeOfRightsRequest(
  db: Connection,
  actor: Actor,
  { agencyId: agencyCode, requestId }: RightsAddress,
  hidden: DomainError,
): Promise<PermissionPlace> {
  try {
    permit(actor, 'rightsRequest.view', { agencyCode });
  } catch (error) {
    throw hiddenAs(error, hidden);
  }
  if ((await findRightsRequest(db, agencyCode, requestId)) === undefined) throw noSuchRequest();
  return { agencyCode, unitCode: null };
}

/** What a demand for correction (条例第四十一条) says for the letter that answers it. */
interface CorrectionDemand extends Pick<RightsRequestRow, 'channel' | 'submittedOn' | 'receivedOn'> {
  readonly record: string | null;
  readonly evidence: string | null;
  readonly name: string | null;
  readonly address: string | null;
  readonly telephone: string | null;
}

/** @throws DomainError NOT_FOUND, NOT_IN_THIS_STATUS for a suggestion: no letter is made for one (条例第四十四条) */
export async function readCorrectionDemand(
  db: Connection,
  ctx: Pick<Context, 'keyring'>,
  { agencyId, requestId }: RightsAddress,
): Promise<CorrectionDemand> {
  const row = await findRightsRequest(db, agencyId, requestId);
  if (row === undefined) throw noSuchRequest();
  if (row.kind !== 'correction') {
    throw new DomainError('NOT_IN_THIS_STATUS', '公开建议没有专门的文书，请在这一件的页面上直接答复。');
  }
  const lines = await readLines(db, ctx, agencyId, requestId);
  const said = (name: string): string | null => lines.find((line) => line.name === name)?.text ?? null;
  const [record, correct] = [said('record'), said('correct-text')];
  return {
    ...{ channel: row.channel, submittedOn: row.submittedOn, receivedOn: row.receivedOn },
    record: record === null || correct === null ? record : `${withoutStop(record)}，应当改为：${correct}`,
    evidence: said('evidence'),
    name: said('name'),
    address: said('address'),
    telephone: said('telephone'),
  };
}

/** The letter has reached the person: the demand is answered on that day, with what the letter says. @returns the record's number */
export async function answerByLetterIn(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  at: RightsAddress,
  { input, documentNumber, on }: ServedAnswer,
): Promise<number> {
  const outcome: RightsOutcome = OUTCOME_OF_CORRECTION_LETTER[input.outcome];
  const text = `见《${LETTERS.correctionOfRecord}》${documentNumber ?? ''}。理由：${input.reasons}`;
  return record(db, ctx, actor, at, { type: 'answered', on, text, outcome });
}

interface ServedAnswer {
  readonly input: InputOf<'correctionOfRecord'>;
  readonly documentNumber: string | null;
  readonly on: LocalDate;
}

/** What came back by the organ's own fault was no answer. */
export async function reopenIn(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  at: RightsAddress,
  reason: string,
): Promise<void> {
  await record(db, ctx, actor, at, { type: 'reopened', on: ctx.today(), text: reason });
}

async function record(
  db: Transaction,
  ctx: Context,
  actor: Actor,
  { agencyId, requestId }: RightsAddress,
  step: RightsStep,
): Promise<number> {
  const row = await lockRightsRequest(db, agencyId, requestId);
  if (row === undefined) throw noSuchRequest();
  return recordStepIn(db, ctx, actor, row, step);
}

function withoutStop(text: string): string {
  return text.replace(/[。；;.]$/u, '');
}
