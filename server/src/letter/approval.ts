import {
  coveredItems,
  DomainError,
  eventAtApproval,
  formatDocumentNumber,
  numberSchemeOf,
  permit,
  settingOn,
  withDocumentNumber,
  yearOf,
  type Actor,
  type LetterContent,
  type LetterDetail,
  type LetterInput,
  type LocalDate,
} from '@gongkai/core';
import { recordEventIn, requireCase, voidEventIn } from '../application/service.js';
import { notify } from '../notification/service.js';
import type { Transaction } from '../platform/database/schema.js';
import { enqueue } from '../platform/jobs/enqueue.js';
import { composeLetter } from './compose.js';
import { refuseFaulty } from './draft.js';
import { decideMergedIn, undecideMergedIn } from './merged-cases.js';
import {
  factsOf,
  isOfCase,
  letterNotFound,
  newsOf,
  placeOf,
  recordedMatter,
  type CaseLetterRow,
  type LetterFacts,
} from './matter.js';
import { presentLetter } from './present-letter.js';
import { findLetter, listLettersOfDecision, takeLetterNumber, type LetterRow } from './queries.js';
import { RENDER_LETTER_JOB } from './render-job.js';
import { hashOfContent, openLetter } from './sealed-letter.js';
import {
  lastSeqOf,
  takeStep,
  type InnerLetterContext,
  type LetterContext,
  type SeenLetter,
} from './take-step.js';

/** Sends a letter back to whoever submitted it. */
export async function returnLetter(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
  reason: string,
): Promise<LetterDetail> {
  const row = await takeStep(ctx, actor, seen, 'return', async (db, letter) => {
    await tellSubmitter(db, ctx, actor, 'returned', letter.row);
    return { note: reason, audit: { kind: 'letter.returned', details: { version: seen.version + 1 } } };
  });
  return presentLetter(ctx, actor, row);
}

/**
 * Approves a letter: its text is composed once more as of today, gets its number, and stands from then on; its decision
 * is written into the case. All in one transaction, the number last, so that a failure returns it.
 * @throws DomainError FORBIDDEN for one's own draft, CHANGED_MEANWHILE, INVALID_INPUT where the law asks for more
 */
export async function approveLetter(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
): Promise<LetterDetail> {
  const { agencyCode, letterId, version } = seen;
  const before = await findLetter(ctx.db, agencyCode, letterId);
  if (before === undefined) throw letterNotFound();
  permit(actor, 'letter.approve', await placeOf(ctx.db, actor, before));
  const detail = await factsOf(ctx, actor, before);
  const today = ctx.today();
  const composed = await composeLetter(ctx, openLetter(ctx.keyring, before).draft, detail, today, actor.name);
  const row = await takeStep(ctx, actor, seen, 'approve', async (db, letter) => {
    refuseFaulty(composed.findings.map((finding) => ({ ...finding })));
    const { input, content } = composed;
    if (input === null || content === null) throw new TypeError('A letter without faults has a text.');
    const isCorrection = letter.row.correctsLetterId !== null;
    const decidedSeq = isCorrection ? null : await writeDecision(db, ctx, actor, letter.row, input, detail);
    await tellSubmitter(db, ctx, actor, 'approved', letter.row);
    await enqueue(db, RENDER_LETTER_JOB, { agencyId: agencyCode, letterId }, letterId);
    const numbered = await takeNumber(db, agencyCode, input, content, today);
    const contentHash = hashOfContent(numbered.content);
    return {
      values: {
        ...{ approvedBy: actor.id, approvedAt: ctx.now().toISOString(), letterOn: today },
        ...{ contentHash, decidedSeq, ...numbered.columns },
      },
      opened: { frozen: { content: numbered.content, input } },
      audit: {
        kind: 'letter.approved',
        details: {
          ...{ ...recordedMatter(letter.row), version: version + 1 },
          ...{ documentNumber: numbered.columns.documentNumber, digest: contentHash },
        },
      },
    };
  });
  return presentLetter(ctx, actor, row);
}

/**
 * The decision's record in the case. A decision may need two letters: the second belongs to the record of the first.
 * @returns the number of the record; null: this kind of letter writes none
 */
async function writeDecision(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  row: LetterRow,
  input: LetterInput,
  detail: LetterFacts,
): Promise<number | null> {
  if (!isOfCase(row)) return null;
  const event = eventAtApproval(input, ctx.today(), row.caseId);
  const { agencyId: agencyCode, caseId } = row;
  const { lastSeq } = await requireCase(db, actor, agencyCode, caseId);
  if (lastSeq !== lastSeqOf(detail)) {
    throw new DomainError(
      'CHANGED_MEANWHILE',
      '这件申请刚刚有新的记录，文书所依据的情况可能变了。请刷新后核对，再批准。',
      { caseId, lastSeq },
    );
  }
  if (event === null) return null;
  const shared = await seqOfSameDecision(db, row, input, detail);
  if (shared !== null) {
    await decideMergedIn(db, ctx, actor, row, input, shared.letterId);
    return shared.seq;
  }
  const step = { agencyCode, caseId, event, lastSeq };
  const seq = lastSeqOf(await recordEventIn(db, ctx, actor, step, 'letter.approve'));
  await decideMergedIn(db, ctx, actor, row, input, null);
  return seq;
}

/** The record of a decision about the same items that another letter has written before, and that still counts. */
async function seqOfSameDecision(
  db: Transaction,
  { agencyId, caseId }: CaseLetterRow,
  input: LetterInput,
  detail: LetterFacts,
): Promise<{ readonly seq: number; readonly letterId: string } | null> {
  if (!('items' in input) || coveredItems(input).length === input.items.length) return null;
  const own = input.items.filter(({ ofCase }) => ofCase === undefined || ofCase === caseId);
  const findings = JSON.stringify(own.map(({ finding }) => finding));
  for (const record of [...detail.events].reverse()) {
    if (record.event.type !== 'decided' || record.correctedBy !== null || record.isVoid) continue;
    const isSame = JSON.stringify(record.event.items.map(({ finding }) => finding)) === findings;
    const letters = await listLettersOfDecision(db, agencyId, caseId, record.seq);
    const [first] = letters;
    return isSame && first !== undefined ? { seq: record.seq, letterId: first.letterId } : null;
  }
  return null;
}

async function takeNumber(
  db: Transaction,
  agencyId: string,
  input: LetterInput,
  content: LetterContent,
  on: LocalDate,
): Promise<{
  readonly content: LetterContent;
  readonly columns: Pick<LetterRow, 'series' | 'seriesYear' | 'number' | 'documentNumber'>;
}> {
  const setting = settingOn(input.settings, on);
  const series = setting === null ? null : numberSchemeOf(setting, input.letter);
  if (series === null) {
    return { content, columns: { series: null, seriesYear: null, number: null, documentNumber: null } };
  }
  const seriesYear = yearOf(on);
  const number = await takeLetterNumber(db, agencyId, series, seriesYear);
  const documentNumber = formatDocumentNumber(series, seriesYear, number);
  return {
    content: withDocumentNumber(content, documentNumber),
    columns: { series, seriesYear, number, documentNumber },
  };
}

/**
 * Takes back a letter that has not gone out: its number stays with the reason, and the decision that it wrote into the
 * case is voided, unless another letter of that decision stands.
 */
export async function voidLetter(
  ctx: LetterContext,
  actor: Actor,
  seen: SeenLetter,
  reason: string,
): Promise<LetterDetail> {
  const row = await takeStep(ctx, actor, seen, 'void', async (db, { row: letter }) => {
    const { agencyId: agencyCode, caseId, decidedSeq: seq } = letter;
    const others =
      seq === null || caseId === null
        ? []
        : (await listLettersOfDecision(db, agencyCode, caseId, seq)).filter(
            ({ letterId }) => letterId !== letter.letterId,
          );
    if (seq !== null && caseId !== null && others.length === 0) {
      const why = `文书${letter.documentNumber ?? ''}作废`;
      await voidEventIn(
        db,
        ctx,
        actor,
        { agencyCode, caseId, seq, reason: why, lastSeq: null },
        'letter.approve',
      );
      await undecideMergedIn(db, ctx, actor, letter, why);
    }
    await tellSubmitter(db, ctx, actor, 'returned', letter);
    return {
      opened: { voidReason: reason },
      note: reason,
      audit: {
        kind: 'letter.voided',
        details: { version: seen.version + 1, documentNumber: letter.documentNumber },
      },
    };
  });
  return presentLetter(ctx, actor, row);
}

async function tellSubmitter(
  db: Transaction,
  ctx: InnerLetterContext,
  actor: Actor,
  step: 'returned' | 'approved',
  row: LetterRow,
): Promise<void> {
  const { agencyId, letterId, submittedBy, version } = row;
  if (submittedBy === null) return;
  const about = { ...newsOf(step, row), agencyCode: agencyId, to: [submittedBy], except: actor.id };
  await notify(db, ctx, { ...about, key: `${letterId}/${String(version)}` });
}
