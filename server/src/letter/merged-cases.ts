import {
  dayText,
  DomainError,
  eventAtApproval,
  type Actor,
  type CaseEvent,
  type Finding,
  type LetterInput,
  type LocalDate,
} from '@gongkai/core';
import { recordEventIn, voidEventIn } from '../application/service.js';
import { listMergedCaseIds } from '../handling/service.js';
import type { Connection, Transaction } from '../platform/database/schema.js';
import {
  insertLetterCase,
  listCasesOfLetter,
  listOpenCases,
  updateLetterCases,
  type LetterRow,
  type OpenCase,
} from './queries.js';
import type { CaseLetterRow } from './matter.js';
import { lastSeqOf, type InnerLetterContext } from './take-step.js';

type CaseAddress = Pick<CaseLetterRow, 'agencyId' | 'caseId'>;

/** The other cases that a reply to this one answers: merged with it and not answered yet. */
export async function mergedOpenCases(
  db: Connection,
  { agencyId, caseId }: CaseAddress,
): Promise<OpenCase[]> {
  const ids = await listMergedCaseIds(db, agencyId, caseId);
  return ids.length === 0 ? [] : listOpenCases(db, agencyId, ids);
}

/** Every case of a merged reply needs an item of its own, or items that are of all of them. 条例第三十六条 */
export function findingsOfMerged(input: LetterInput, caseIds: readonly string[]): Finding[] {
  if (!('items' in input) || caseIds.length < 2) return [];
  const named = input.items.flatMap(({ ofCase }) => ofCase ?? []);
  const error = (message: string): Finding => ({
    ...{ rule: 'mergedCases', severity: 'error', message, source: '条例第三十六条' },
  });
  return [
    ...named
      .filter((caseId) => !caseIds.includes(caseId))
      .map((caseId) => error(`“${caseId}”没有并入这件申请，请核对各项所属的编号。`)),
    ...caseIds
      .filter((caseId) => !input.items.some(({ ofCase }) => ofCase === undefined || ofCase === caseId))
      .map((caseId) => error(`并案答复没有写对“${caseId}”的答复，请补上它的事项。`)),
  ];
}

/**
 * The decision is written into every case that the letter answers, in the transaction of its approval: each counts by
 * itself. Of a decision in two letters the second belongs to the records of the first.
 */
export async function decideMergedIn(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  { agencyId, letterId, caseId }: CaseLetterRow,
  input: LetterInput,
  firstLetterId: string | null,
): Promise<void> {
  if (!('items' in input)) return;
  if (firstLetterId !== null) {
    for (const row of await listCasesOfLetter(db, agencyId, firstLetterId))
      await insertLetterCase(db, { ...row, letterId });
    return;
  }
  for (const { caseId: mergedId } of await mergedOpenCases(db, { agencyId, caseId })) {
    const event = eventAtApproval(input, ctx.today(), mergedId);
    if (event === null) continue;
    const decidedSeq = await write(db, ctx, actor, agencyId, mergedId, event, 'letter.approve');
    await insertLetterCase(db, { agencyId, letterId, caseId: mergedId, decidedSeq, servedSeq: null });
  }
}

/** The letter was served: every case that it answers is answered on that day. */
export async function serveMergedIn(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  { agencyId, letterId }: LetterRow,
  event: CaseEvent,
): Promise<void> {
  if (event.type !== 'served') return;
  for (const row of await listCasesOfLetter(db, agencyId, letterId)) {
    if (row.servedSeq !== null) continue;
    const servedSeq = await write(db, ctx, actor, agencyId, row.caseId, event, 'letter.serve');
    await updateLetterCases(db, row, servedSeq);
  }
}

/** What came back by the organ's own fault served none of them. */
export async function unserveMergedIn(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  { agencyId, letterId }: LetterRow,
  reason: string,
): Promise<void> {
  for (const row of await listCasesOfLetter(db, agencyId, letterId)) {
    if (row.servedSeq === null) continue;
    const record = { agencyCode: agencyId, caseId: row.caseId, seq: row.servedSeq, reason, lastSeq: null };
    await voidEventIn(db, ctx, actor, record, 'letter.serve');
    await updateLetterCases(db, row, null);
  }
}

/** A letter that is voided before it goes out takes its decision back everywhere. */
export async function undecideMergedIn(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  { agencyId, letterId }: LetterRow,
  reason: string,
): Promise<void> {
  for (const { caseId, decidedSeq: seq } of await listCasesOfLetter(db, agencyId, letterId)) {
    const record = { agencyCode: agencyId, caseId, seq, reason, lastSeq: null };
    await voidEventIn(db, ctx, actor, record, 'letter.approve');
  }
}

async function write(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  agencyCode: string,
  caseId: string,
  event: CaseEvent,
  permission: 'letter.approve' | 'letter.serve',
): Promise<number> {
  try {
    return lastSeqOf(
      await recordEventIn(db, ctx, actor, { agencyCode, caseId, event, lastSeq: null }, permission),
    );
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError(error.code, `并案的“${caseId}”：${error.message}`, { ...error.details, caseId });
  }
}

/** The numbers that a letter to several applications names, with the day of receipt where it is another. */
export function numbersOfMerged(leading: OpenCase, others: readonly OpenCase[]): string {
  const told = (day: LocalDate): string => `${dayText(day) ?? day}收到`;
  return [
    leading.caseId,
    ...others.map(({ caseId, receivedOn }) =>
      receivedOn === null || receivedOn === leading.receivedOn ? caseId : `${caseId}（${told(receivedOn)}）`,
    ),
  ].join('、');
}
